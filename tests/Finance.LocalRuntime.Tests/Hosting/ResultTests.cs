using System.Net;
using System.Net.Http.Headers;
using Finance.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class ResultTests : IAsyncLifetime
{
    private LocalHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync<RouteFunctions>(
            builder => builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null));
        _client = _host.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/results/action", 418, """{"someName":1}""")]
    [InlineData("/api/results/task", 201, """{"value":1}""")]
    [InlineData("/api/results/valuetask", 200, "value task")]
    [InlineData("/api/results/written", 202, "written")]
    public async Task Function_ThatAnswers_IsAnsweredWithItsStatusAndBody(string path, int status, string body)
    {
        using var response = await _client.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/results/poco")]
    [InlineData("/api/results/text")]
    public async Task Function_ThatReturnsAPlainValue_Is200AndTheValueIsLost(string path)
    {
        using var response = await _client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Exception_BeforeTheResponse_Is500WithoutBodyAndKeepsHeaders()
    {
        using var response = await _client.GetAsync("/api/results/throws");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("yes", response.Headers.GetValues("X-Kept").Single());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Exception_AfterTheResponseBegan_CutsTheConnection()
        => await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.GetStringAsync("/api/results/throws-late"));

    [Fact]
    public async Task Body_AtTheHostLimit_IsRead()
    {
        using var response = await _client.PostAsync("/api/echo", new ZeroContent(HttpDispatcher.HostBodyLimit, chunked: false));

        Assert.Equal($"{HttpDispatcher.HostBodyLimit}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_OverTheHostLimitInChunks_Is500WithoutBody()
    {
        using var response = await _client.PostAsync("/api/echo", new ZeroContent(HttpDispatcher.HostBodyLimit + 1, chunked: true));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Body_DeclaredOverTheHostLimit_Is500BeforeItIsSent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/echo");
        request.Content = new ZeroContent(HttpDispatcher.HostBodyLimit + 1, chunked: false);
        request.Headers.ExpectContinue = true;

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private sealed class ZeroContent : HttpContent
    {
        private readonly long _length;
        private readonly bool _chunked;

        public ZeroContent(long length, bool chunked)
        {
            _length = length;
            _chunked = chunked;
            Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var zeros = new byte[1 << 20];
            for (var left = _length; left > 0; left -= zeros.Length)
                await stream.WriteAsync(zeros.AsMemory(0, (int)Math.Min(left, zeros.Length)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return !_chunked;
        }
    }
}
