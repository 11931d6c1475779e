using Finance.Functions.Cors;
using Microsoft.Extensions.Configuration;

namespace Finance.Functions.Tests.Middleware;

public sealed class CorsTests : IAsyncLifetime
{
    private const string Page = "https://app.example.com";

    private readonly PipelineHost _host = new() { Settings = { ["Cors:AllowedOrigins"] = $"{Page}, http://localhost:5173" } };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(Page)]
    [InlineData("http://localhost:5173")]
    public async Task Answer_AllowedOrigin_LetsThePageReadItAndItsHeaders(string origin)
    {
        var answer = await _host.SendAsync(HttpMethod.Get, "/api/number", null, ("Origin", origin));
        var refusal = await _host.SendAsAsync(null, HttpMethod.Get, "/api/number", null, ("Origin", origin));

        Assert.All([answer, refusal], reply =>
        {
            Assert.Equal(origin, reply.Header("Access-Control-Allow-Origin"));
            Assert.Contains("Origin", reply.Header("Vary"), StringComparison.Ordinal);
            Assert.Null(reply.Header("Access-Control-Allow-Credentials"));
            Assert.All(
                ["ETag", "Location", "Retry-After", "X-Trace-Id", "RateLimit", "RateLimit-Policy", "Server-Timing", "X-Storage-Calls"],
                name => Assert.Contains(name, reply.Header("Access-Control-Expose-Headers")!.Split(", ")));
        });
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("https://app.example.com.evil.com")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("null")]
    public async Task Answer_OtherOrigin_AllowsNothing(string origin)
    {
        var reply = await _host.SendAsync(HttpMethod.Get, "/api/number", null, ("Origin", origin));

        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Origin", reply.Header("Vary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_AllowedOrigin_IsAnsweredByThePlatform()
    {
        var allowed = await PreflightAsync(Page);
        var other = await PreflightAsync("https://evil.example.com");

        Assert.Equal((204, Page), (allowed.Status, allowed.Header("Access-Control-Allow-Origin")));
        Assert.Contains("PUT", allowed.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("authorization", allowed.Header("Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(other.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Answer_NoOriginConfigured_IsClosedToAll()
    {
        var host = new PipelineHost();
        await host.InitializeAsync();

        var reply = await host.SendAsync(HttpMethod.Get, "/api/number", null, ("Origin", Page));
        await host.DisposeAsync();

        Assert.Equal((200, null, null), (reply.Status, reply.Header("Access-Control-Allow-Origin"), reply.Header("Vary")));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://*.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com/")]
    [InlineData("https://app.example.com/page")]
    [InlineData("https://me@app.example.com")]
    [InlineData("https://APP.example.com")]
    [InlineData("https://app.example.com:443")]
    [InlineData("app.example.com")]
    [InlineData("https://app.example.com,nonsense")]
    public void Read_NoOrigin_FailsAtStart(string origins) => Assert.Throws<InvalidOperationException>(
        () => CorsOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Cors:AllowedOrigins", origins)]).Build()));

    private Task<Reply> PreflightAsync(string origin) => _host.SendAsAsync(
        null,
        HttpMethod.Options,
        "/api/number",
        null,
        ("Origin", origin),
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "authorization,if-match"));
}
