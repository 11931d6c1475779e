using Finance.Testing;

namespace Finance.Functions.Tests.Middleware;

/// <summary>Limits over HTTP, with the clock in the hand of the test.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private const string Header = "X-Real-Address";

    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly PipelineHost _host;

    public RateLimitTests() => _host = new PipelineHost
    {
        Time = _clock,
        Settings =
        {
            ["RateLimits:User:Burst"] = "5",
            ["RateLimits:User:PerMinute"] = "30",
            ["RateLimits:Costly:Burst"] = "2",
            ["RateLimits:Costly:PerMinute"] = "6",
            ["RateLimits:Address:Burst"] = "30",
            ["RateLimits:Address:PerMinute"] = "60",
            ["RateLimits:AddressHeader"] = Header,
        },
    };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Call_MoreThanAUserMay_Is429UntilTheTimeItSays()
    {
        for (var call = 0; call < 5; call++)
        {
            Assert.Equal(200, (await _host.SendAsync(HttpMethod.Get, "/api/number")).Status);
        }

        var refused = await _host.SendAsync(HttpMethod.Get, "/api/number");
        var other = await _host.SendAsAsync(_host.Host.IssueToken("bob"), HttpMethod.Get, "/api/number");
        _clock.Now += TimeSpan.FromSeconds(2);
        var later = await _host.SendAsync(HttpMethod.Get, "/api/number");

        Assert.Equal((429, "rate_limited", "2"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.Equal("application/problem+json", refused.Header("Content-Type"));
        Assert.Equal("no-store", refused.Header("Cache-Control"));
        Assert.Equal((200, 200), (other.Status, later.Status));
    }

    [Fact]
    public async Task Answer_AnyStatus_SaysHowMuchIsLeft()
    {
        var answer = await _host.SendAsync(HttpMethod.Get, "/api/number");
        var invalid = await _host.SendAsync(HttpMethod.Post, "/api/number", "{}");

        Assert.Contains("\"user\";q=5;w=10", answer.Header("RateLimit-Policy"), StringComparison.Ordinal);
        Assert.Contains("\"user\";r=4;t=2", answer.Header("RateLimit"), StringComparison.Ordinal);
        Assert.Equal(400, invalid.Status);
        Assert.Contains("\"user\";r=3;t=4", invalid.Header("RateLimit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_CostlyRoute_HasALimitOfItsOwnBesideTheUsers()
    {
        var first = await _host.SendAsync(HttpMethod.Get, "/api/heavy");
        await _host.SendAsync(HttpMethod.Get, "/api/heavy");
        var refused = await _host.SendAsync(HttpMethod.Get, "/api/heavy");
        var light = await _host.SendAsync(HttpMethod.Get, "/api/number");

        Assert.EndsWith("\"user\";r=4;t=2, \"costly\";r=1;t=10", first.Header("RateLimit"), StringComparison.Ordinal);
        Assert.Equal((429, "10", 200), (refused.Status, refused.Header("Retry-After"), light.Status));
    }

    [Fact]
    public async Task Call_FailedTokens_EmptyTheAddressAndNoOther()
    {
        var statuses = new List<int>();
        for (var call = 0; call < 4; call++)
        {
            statuses.Add((await FromAsync("203.0.113.7", "x")).Status);
        }

        var valid = await FromAsync("203.0.113.7", _host.Host.IssueToken("carol"));
        var elsewhere = await FromAsync("203.0.113.8", "x");

        Assert.Equal([401, 401, 401, 429], statuses);
        Assert.Equal((429, 401), (valid.Status, elsewhere.Status));
        Assert.Equal("\"address\";q=30;w=30", elsewhere.Header("RateLimit-Policy"));
    }

    [Fact]
    public async Task Call_AddressHeaderNotConfigured_IsNotBelieved()
    {
        var host = new PipelineHost { Settings = { ["RateLimits:Address:Burst"] = "1" } };
        await host.InitializeAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.SendAsAsync("x", HttpMethod.Get, "/api/who")));
        await host.DisposeAsync();

        Assert.All(replies, reply => Assert.Equal((401, null), (reply.Status, reply.Header("RateLimit"))));
    }

    [Fact]
    public async Task Call_LimitsOff_SaysNothingOfThem()
    {
        var host = new PipelineHost { Settings = { ["RateLimits:Enabled"] = "false", ["RateLimits:User:Burst"] = "1" } };
        await host.InitializeAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.SendAsync(HttpMethod.Get, "/api/number")));
        await host.DisposeAsync();

        Assert.All(replies, reply => Assert.Equal((200, null), (reply.Status, reply.Header("RateLimit"))));
    }

    private Task<Reply> FromAsync(string address, string token) =>
        _host.SendAsAsync(token, HttpMethod.Get, "/api/who", null, (Header, address));
}
