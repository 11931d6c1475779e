using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class RouteTests : IAsyncLifetime
{
    private LocalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync<RouteFunctions>();
        _client = _host.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/things/special", "literal")]
    [InlineData("PUT", "/api/things/special", "parameter special")]
    [InlineData("GET", "/api/things/other", "parameter other")]
    [InlineData("GET", "/api/things", "list")]
    [InlineData("POST", "/api/things", "create")]
    [InlineData("GET", "/API/Things/SPECIAL", "literal")]
    [InlineData("GET", "/api/things/special/", "literal")]
    [InlineData("GET", "/api/x/../things/special", "literal")]
    [InlineData("GET", "/api/things/a%20b%25%C3%A9", "parameter a b%é")]
    [InlineData("GET", "/api/guids/0f8fad5b-d9cb-469f-a165-70867728950e", "guid 0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("GET", "/api/numbers/7/8000000000", "numbers 7 8000000000")]
    [InlineData("GET", "/api/optional", "none")]
    [InlineData("GET", "/api/optional/x", "x")]
    [InlineData("GET", "/api/rest", "rest ")]
    [InlineData("GET", "/api/rest/a//b", "rest a//b")]
    [InlineData("GET", "/api/values/one/two", "one two")]
    [InlineData("INVENTED", "/api/anymethod", "INVENTED")]
    [InlineData("OPTIONS", "/api/AnyMethod", "OPTIONS")]
    public async Task Request_ThatFitsARoute_RunsItsFunction(string method, string path, string expected)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("DELETE", "/api/things/special")]
    [InlineData("HEAD", "/api/things/special")]
    [InlineData("OPTIONS", "/api/things/special")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/things/special")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api//things/special")]
    [InlineData("GET", "/api/things//special")]
    [InlineData("GET", "/api/guids/not-a-guid")]
    [InlineData("GET", "/api/numbers/7/x")]
    public async Task Request_ThatFitsNoRoute_Is404WithoutBody(string method, string path)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Request_WithDoubleSlashBeforeTheRoute_Is404()
        => Assert.StartsWith("HTTP/1.1 404", await RawGetAsync("//api/things/special"), StringComparison.Ordinal);

    [Fact]
    public async Task RouteValue_WithEncodedSlash_StaysEncoded()
        => Assert.EndsWith("parameter a%2Fb", await RawGetAsync("/api/things/a%2Fb"), StringComparison.Ordinal);

    private async Task<string> RawGetAsync(string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_host.Address.Host, _host.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.0\r\nHost: localhost\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
