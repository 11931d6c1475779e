namespace Finance.Functions.Tests.Middleware;

/// <summary>What <see cref="Functions.Http.ApiCall"/> makes of a request, over HTTP.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private readonly PipelineHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Post_NewThing_AnswersWhereItIsAndItsTag()
    {
        var created = await _host.SendAsync(HttpMethod.Post, "/api/number", """{"add": 5}""");
        var read = await _host.SendAsync(HttpMethod.Get, "/api/number");

        Assert.Equal((201, "/api/number", """{"value":5}"""), (created.Status, created.Header("Location"), created.Body));
        Assert.Matches("^\"v1-", created.Header("ETag"));
        Assert.Equal((200, created.Header("ETag"), created.Body), (read.Status, read.Header("ETag"), read.Body));
    }

    [Fact]
    public async Task Post_FaultyBody_TellsEveryFault()
    {
        var reply = await _host.SendAsync(HttpMethod.Post, "/api/number?ad=1", """{"ad": 5}""");

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal("is required.", reply.Json.GetProperty("errors").GetProperty("add")[0].GetString());
        Assert.Equal(2, reply.Json.GetProperty("errors").GetProperty("ad").GetArrayLength());
    }

    [Fact]
    public async Task Post_SameIdempotencyKey_AnswersTheFirstAnswerAgain()
    {
        var first = await _host.SendAsync(HttpMethod.Post, "/api/number", """{"add": 5}""", ("Idempotency-Key", "k1"));
        var second = await _host.SendAsync(HttpMethod.Post, "/api/number", """{"add": 5}""", ("Idempotency-Key", "k1"));
        var other = await _host.SendAsync(HttpMethod.Post, "/api/number", """{"add": 6}""", ("Idempotency-Key", "k1"));

        Assert.Equal(
            (first.Status, first.Body, first.Header("Location"), first.Header("ETag")),
            (second.Status, second.Body, second.Header("Location"), second.Header("ETag")));
        Assert.Equal((null, "true"), (first.Header("Idempotency-Replayed"), second.Header("Idempotency-Replayed")));
        Assert.Equal((409, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal("""{"value":5}""", (await _host.SendAsync(HttpMethod.Get, "/api/number")).Body);
    }

    [Fact]
    public async Task Post_FaultyIdempotencyKey_Is400()
    {
        var reply = await _host.SendAsync(HttpMethod.Post, "/api/number", """{"add": 5}""", ("Idempotency-Key", "with space"));

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Get_IfNoneMatchHolds_Is304WithoutABody()
    {
        var first = await _host.SendAsync(HttpMethod.Get, "/api/number");
        var again = await _host.SendAsync(HttpMethod.Get, "/api/number", null, ("If-None-Match", first.Header("ETag")!));
        await _host.SendAsync(HttpMethod.Post, "/api/number", """{"add": 1}""");
        var changed = await _host.SendAsync(HttpMethod.Get, "/api/number", null, ("If-None-Match", first.Header("ETag")!));

        Assert.Equal((304, "", first.Header("ETag")), (again.Status, again.Body, again.Header("ETag")));
        Assert.Equal(200, changed.Status);
    }

    [Fact]
    public async Task Put_IfMatch_GuardsAgainstLostUpdates()
    {
        var tag = (await _host.SendAsync(HttpMethod.Get, "/api/number")).Header("ETag")!;

        var first = await _host.SendAsync(HttpMethod.Put, "/api/number", """{"add": 1}""", ("If-Match", tag));
        var second = await _host.SendAsync(HttpMethod.Put, "/api/number", """{"add": 1}""", ("If-Match", tag));
        var any = await _host.SendAsync(HttpMethod.Put, "/api/number", """{"add": 1}""", ("If-Match", "*"));
        var malformed = await _host.SendAsync(HttpMethod.Put, "/api/number", """{"add": 1}""", ("If-Match", "v1"));

        Assert.Equal((200, 412, 200, 400), (first.Status, second.Status, any.Status, malformed.Status));
        Assert.Equal("precondition_failed", second.Code);
        Assert.NotNull(first.Header("ETag"));
    }

    [Fact]
    public async Task List_PageByPage_ComesOnceAndWhole()
    {
        var numbers = new List<int>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _host.SendAsync(HttpMethod.Get, $"/api/numbers?limit=3{cursor}");
            numbers.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt32()));
            Assert.Equal(10, page.Json.GetProperty("total_count").GetInt32());
            cursor = page.Json.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : null;
        }

        Assert.Equal(Enumerable.Range(0, 10), numbers);
    }

    [Fact]
    public async Task List_CursorOfOtherFilters_IsRefused()
    {
        var cursor = (await _host.SendAsync(HttpMethod.Get, "/api/numbers?limit=3")).Json.GetProperty("next_cursor").GetString();

        var reply = await _host.SendAsync(HttpMethod.Get, $"/api/numbers?odd=true&cursor={cursor}");

        Assert.Equal((400, "invalid_cursor"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("/api/number?limit=3")]
    [InlineData("/api/numbers?off=true")]
    public async Task Get_UnknownParameter_IsRefused(string path) =>
        Assert.Equal("validation_failed", (await _host.SendAsync(HttpMethod.Get, path)).Code);

    [Fact]
    public async Task Post_WrongMediaType_Is415()
    {
        using var client = _host.Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/number") { Content = new StringContent("add=5") };
        request.Headers.Authorization = new("Bearer", _host.Host.IssueToken("alice"));

        using var response = await client.SendAsync(request);

        Assert.Equal("unsupported_media_type", (await Reply.ReadAsync(response)).Code);
        Assert.Equal(415, (int)response.StatusCode);
    }

    [Fact]
    public async Task Post_SecondFactorRequired_ChallengesForIt()
    {
        await using var strict = new StrictHost();
        await strict.Pipeline.InitializeAsync();
        var host = strict.Pipeline;

        var without = await host.SendAsync(HttpMethod.Get, "/api/who");
        var with = await host.SendAsAsync(host.Host.IssueToken("alice", secondFactor: true), HttpMethod.Get, "/api/who");

        Assert.Equal((401, "second_factor_required", 200), (without.Status, without.Code, with.Status));
        Assert.Contains("error=\"insufficient_claims\", claims=\"", without.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    private sealed class StrictHost : IAsyncDisposable
    {
        internal PipelineHost Pipeline { get; } = new() { Settings = { ["Identity:RequireSecondFactor"] = "true" } };

        public async ValueTask DisposeAsync() => await Pipeline.DisposeAsync();
    }
}
