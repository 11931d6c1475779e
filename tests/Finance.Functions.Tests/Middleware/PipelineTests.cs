using System.Text.Json;
using Finance.LocalRuntime;

namespace Finance.Functions.Tests.Middleware;

public sealed class PipelineTests(PipelineHost host) : IClassFixture<PipelineHost>
{
    [Fact]
    public async Task Answer_Anything_CarriesTheSecurityHeadersAndItsTraceId()
    {
        var answer = await host.SendAsync(HttpMethod.Get, "/api/who");
        var refusal = await host.SendAsAsync(null, HttpMethod.Get, "/api/who");

        Assert.All([answer, refusal], reply =>
        {
            Assert.Equal("no-store", reply.Header("Cache-Control"));
            Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
            Assert.Equal("no-referrer", reply.Header("Referrer-Policy"));
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", reply.Header("Content-Security-Policy"));
            Assert.Null(reply.Header("Server"));
            Assert.Equal(reply.Header("X-Trace-Id"), reply.Json.GetProperty("trace_id").GetString());
        });
    }

    [Fact]
    public async Task Answer_TraceParentSent_ContinuesThatTrace()
    {
        var reply = await host.SendAsync(
            HttpMethod.Get, "/api/who", null, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", reply.Json.GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task Caller_ValidToken_IsWhomTheTokenNames()
    {
        var token = host.Host.IssueToken("bob", ["Admin"], secondFactor: true);

        var reply = await host.SendAsAsync(token, HttpMethod.Get, "/api/who");

        Assert.Equal(LocalHost.UserIdOf("bob").ToString(), reply.Json.GetProperty("user").GetString());
        Assert.True(reply.Json.GetProperty("second_factor").GetBoolean());
        Assert.Equal(["Admin"], reply.Json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
    }

    [Theory]
    [InlineData("GET", "/api/who")]
    [InlineData("GET", "/api/number")]
    [InlineData("POST", "/api/number")]
    [InlineData("PUT", "/api/number")]
    [InlineData("POST", "/api/upload")]
    public async Task Call_WithoutToken_Is401WithAPlainChallenge(string method, string path)
    {
        var reply = await host.SendAsAsync(null, new HttpMethod(method), path);

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
        Assert.Equal("application/problem+json", reply.Header("Content-Type"));
        Assert.Equal("Bearer realm=\"finance\"", reply.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")]
    public async Task Call_ForgedToken_Is401InvalidTokenThatTellsNothing(string token)
    {
        var reply = await host.SendAsAsync(token, HttpMethod.Get, "/api/who");

        Assert.Equal((401, "invalid_token"), (reply.Status, reply.Code));
        Assert.Contains("error=\"invalid_token\"", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.DoesNotContain("IDX", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ExpiredToken_Is401()
    {
        var expired = host.Host.IssueToken("alice", lifetime: TimeSpan.FromHours(-1));

        var reply = await host.SendAsAsync(expired, HttpMethod.Get, "/api/who");

        Assert.Equal((401, "invalid_token"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("bug", 500, "internal_error")]
    [InlineData("away", 503, "storage_unavailable")]
    [InlineData("request", 400, "malformed_body")]
    public async Task Function_Throws_IsAProblemWithoutAnythingInside(string how, int status, string code)
    {
        var reply = await host.SendAsync(HttpMethod.Get, $"/api/fail/{how}");

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(status == 503 ? "5" : null, reply.Header("Retry-After"));
        Assert.DoesNotContain("secret", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_OpenByMistakeThatNeedsACaller_FailsClosed()
    {
        var reply = await host.SendAsAsync(null, HttpMethod.Get, "/api/careless");

        Assert.Equal((500, "internal_error"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Client_GoesAway_StopsTheFunction()
    {
        using var client = host.Host.CreateClient();
        using var leave = new CancellationTokenSource();
        var call = client.GetAsync(new Uri("/api/wait", UriKind.Relative), leave.Token);
        await host.Service.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await host.Service.Stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Body_AboveTheLimit_Is413BeforeAnythingIsRead()
    {
        var json = JsonSerializer.Serialize(new { add = new string('9', (1 << 20) + 1) });

        var reply = await host.SendAsync(HttpMethod.Post, "/api/number", json);

        Assert.Equal((413, "payload_too_large"), (reply.Status, reply.Code));
        Assert.Equal("At most 1048576 bytes are taken here.", reply.Json.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(2_000_000, false, 200)]
    [InlineData(2_000_001, false, 413)]
    [InlineData(2_000_000, true, 200)]
    [InlineData(3_000_000, true, 413)]
    [InlineData(60_000_000, false, 413)]
    public async Task Body_LimitOfItsOwn_HoldsWithAndWithoutALength(int length, bool isChunked, int status)
    {
        using var client = host.Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/upload") { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.Authorization = new("Bearer", host.Host.IssueToken("alice"));

        using var response = await client.SendAsync(request);
        var reply = await Reply.ReadAsync(response);

        Assert.Equal(status, reply.Status);
        if (status == 413)
        {
            Assert.Equal("At most 2000000 bytes are taken here. Larger ones go elsewhere.", reply.Json.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("HEAD", "/api/number")]
    [InlineData("OPTIONS", "/api/number")]
    [InlineData("DELETE", "/api/number")]
    public async Task Call_RouteOrMethodUnknown_IsTheHostsOwn404(string method, string path) =>
        Assert.Equal(404, (await host.SendAsync(new HttpMethod(method), path)).Status);
}
