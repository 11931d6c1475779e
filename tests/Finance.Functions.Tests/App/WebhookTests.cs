using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Finance.Functions.Tests.Webhooks;
using Finance.LocalRuntime;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class WebhookTests(AppFixture app)
{
    [Fact]
    public async Task Post_Webhook_ShowsItsSecretOnce()
    {
        using var user = await app.RegisterAsync();

        var created = await user.SendAsync(HttpMethod.Post, "webhooks", """
            {"url": "https://example.com/hook?key=1", "kinds": ["low_balance", "import_finished"], "description": "Bot"}
            """);
        var read = await user.ReadAsync(created.Header("Location")!);

        Assert.Equal(201, created.Status);
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", created.Json.GetProperty("secret").GetString());
        Assert.Equal(["true", "null", "0", "\"Bot\""], read.Raws("active", "paused_because", "delivered_through", "description"));
        Assert.Equal("""["low_balance","import_finished"]""", read.Raw("kinds"));
        Assert.False(read.Json.TryGetProperty("secret", out _));
        var listed = (await user.ReadAsync("webhooks")).Json;
        Assert.Equal(1, listed.GetProperty("total_count").GetInt32());
        Assert.Equal(read.Body, listed.GetProperty("items")[0].GetRawText());
    }

    [Fact]
    public async Task PutAndDelete_Webhook_ChangesAndRemovesIt()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("webhooks", """{"url": "https://example.com/hook", "description": "Bot"}""");
        var before = (await user.ReadAsync(path)).Header("ETag")!;

        var changed = await user.SendAsync(
            HttpMethod.Put, path, """{"active": false, "kinds": ["low_balance"], "description": null}""", ("If-Match", before));
        var late = await user.SendAsync(HttpMethod.Put, path, """{"active": true}""", ("If-Match", before));

        Assert.Equal(
            ["false", "\"paused\"", """["low_balance"]""", "null"], changed.Raws("active", "paused_because", "kinds", "description"));
        Assert.Equal(412, late.Status);
        var deleted = await user.SendAsync(HttpMethod.Delete, path);
        Assert.Equal("true", deleted.Raw("deleted"));
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, $"{path}/attempts")).Status);
        Assert.Equal("0", (await user.ReadAsync("webhooks")).Raw("total_count"));
    }

    [Fact]
    public async Task Timer_ReceiverFailsTwiceThenAnswers_DeliversOnceWithAValidSignature()
    {
        await using var receiver = await Receiver.StartAsync();
        using var user = await app.RegisterAsync();
        var (path, secret) = await AddAsync(user, receiver);
        var import = await ImportAsync(user, 1);
        receiver.Answers.Enqueue(500);
        receiver.Answers.Enqueue(503);

        var start = DateTimeOffset.UtcNow.AddSeconds(1);
        foreach (var seconds in new[] { 0, 4, 5, 34, 35, 3600 })
        {
            await RunAsync("Webhooks", start.AddSeconds(seconds));
        }

        Assert.Equal(3, receiver.All.Count);
        Assert.Single(receiver.All.Select(call => call.Headers["webhook-id"]).Distinct());
        Assert.Equal(
            [0, 5, 35],
            receiver.All.Select(call => TimestampOf(call) - start.ToUnixTimeSeconds()));
        Assert.All(receiver.All, call => Assert.Equal(Sign(secret, call), call.Headers["webhook-signature"]));
        var body = JsonElement.Parse(Encoding.UTF8.GetString(receiver.All[2].Body));
        Assert.Equal("import_finished", body.GetProperty("type").GetString());
        Assert.Equal(import, body.GetProperty("data").GetProperty("subject_id").GetString());
        var attempts = (await user.ReadAsync($"{path}/attempts")).Json;
        Assert.Equal(3, attempts.GetProperty("total_count").GetInt32());
        Assert.Equal(
            ["3 200 delivered ", "2 503 failed status", "1 500 failed status"],
            attempts.GetProperty("items").EnumerateArray().Select(Show));
        Assert.Equal(["1", "200"], (await user.ReadAsync(path)).Raws("delivered_through", "last_status"));
    }

    [Fact]
    public async Task Timers_AtOnce_DeliverEachNotificationOnceInOrder()
    {
        await using var receiver = await Receiver.StartAsync();
        using var user = await app.RegisterAsync();
        await AddAsync(user, receiver);
        for (var day = 1; day <= 6; day++)
        {
            await ImportAsync(user, day);
        }

        var at = DateTimeOffset.UtcNow.AddSeconds(1);
        await Task.WhenAll(RunAsync("Webhooks", at), RunAsync("Nightly", at));
        await RunAsync("Webhooks", at.AddSeconds(120));

        Assert.Equal(Enumerable.Range(1, 6), receiver.All.Select(SequenceOf));
    }

    [Fact]
    public async Task PostReplay_FromASequence_DeliversAgainUnderTheSameIds()
    {
        await using var receiver = await Receiver.StartAsync();
        using var user = await app.RegisterAsync();
        var (path, _) = await AddAsync(user, receiver);
        await ImportAsync(user, 1);
        await ImportAsync(user, 2);
        var at = DateTimeOffset.UtcNow.AddSeconds(1);
        await RunAsync("Webhooks", at);

        var replayed = await user.SendAsync(HttpMethod.Post, $"{path}/replay?from=2");
        await RunAsync("Webhooks", at.AddSeconds(60));

        Assert.Equal((202, "1"), (replayed.Status, replayed.Raw("pending")));
        Assert.Equal([1, 2, 2], receiver.All.Select(SequenceOf));
        Assert.Equal(receiver.All[1].Headers["webhook-id"], receiver.All[2].Headers["webhook-id"]);
        foreach (var from in new[] { "from=0", "from=3", "from=x", "" })
        {
            var refused = await user.SendAsync(HttpMethod.Post, $"{path}/replay?{from}");
            Assert.Equal((400, "from"), (refused.Status, Assert.Single(refused.FaultyFields())));
        }
    }

    [Fact]
    public async Task Timer_ReceiverFailsForADay_GivesUpAndGoesOn()
    {
        await using var receiver = await Receiver.StartAsync();
        using var user = await app.RegisterAsync();
        var (path, _) = await AddAsync(user, receiver);
        await ImportAsync(user, 1);
        await ImportAsync(user, 2);
        for (var failure = 0; failure < 8; failure++)
        {
            receiver.Answers.Enqueue(500);
        }

        var at = DateTimeOffset.UtcNow.AddSeconds(1);
        foreach (var delay in new[] { 0, 5, 30, 120, 900, 3600, 14_400, 43_200 })
        {
            await RunAsync("Webhooks", at = at.AddSeconds(delay));
        }

        Assert.Equal([.. Enumerable.Repeat(1, 8), 2], receiver.All.Select(SequenceOf));
        var attempts = (await user.ReadAsync($"{path}/attempts?limit=2")).Json.GetProperty("items");
        Assert.Equal(["1 200 delivered ", "8 500 gave_up status"], attempts.EnumerateArray().Select(Show));
    }

    [Fact]
    public async Task Timer_ReceiverIsGone_PausesUntilItIsMadeActive()
    {
        await using var receiver = await Receiver.StartAsync();
        using var user = await app.RegisterAsync();
        var (path, _) = await AddAsync(user, receiver);
        await ImportAsync(user, 1);
        receiver.Answers.Enqueue(410);
        var at = DateTimeOffset.UtcNow.AddSeconds(1);
        await RunAsync("Webhooks", at);
        await RunAsync("Webhooks", at.AddSeconds(60));
        Assert.Equal(["false", "\"gone\"", "410"], (await user.ReadAsync(path)).Raws("active", "paused_because", "last_status"));
        Assert.Single(receiver.All);

        await user.SendAsync(HttpMethod.Put, path, """{"active": true}""");
        await RunAsync("Webhooks", at.AddSeconds(120));

        Assert.Equal([1, 1], receiver.All.Select(SequenceOf));
        Assert.Equal("true", (await user.ReadAsync(path)).Raw("active"));
    }

    [Fact]
    public async Task PrivateAddress_NotAllowed_IsRefusedAndNeverSentTo()
    {
        await using var receiver = await Receiver.StartAsync();
        using var user = await app.RegisterAsync();
        var (path, _) = await AddAsync(user, receiver);
        await ImportAsync(user, 1);
        await using var strict = await AppFixture.StartAsync(app.ConnectionString, allowPrivateAddresses: false);
        using var same = new UserClient(user.Name, user.Id, strict.Address, strict.IssueToken(user.Name));

        var refused = await same.SendAsync(HttpMethod.Post, "webhooks", $$"""{"url": "https://127.0.0.1:{{receiver.Address.Port}}/"}""");
        await RunAsync("Webhooks", DateTimeOffset.UtcNow.AddSeconds(1), strict);

        Assert.Equal((400, "url"), (refused.Status, Assert.Single(refused.FaultyFields())));
        Assert.Contains("public internet", refused.Body, StringComparison.Ordinal);
        Assert.Empty(receiver.All);
        var attempt = (await user.ReadAsync($"{path}/attempts")).Json.GetProperty("items")[0];
        Assert.Equal("1  blocked blocked", Show(attempt));
    }

    [Theory]
    [InlineData("{}", "url")]
    [InlineData("{\"url\": \"example.com\"}", "url")]
    [InlineData("{\"url\": \"ftp://example.com\"}", "url")]
    [InlineData("{\"url\": \"https://user:secret@example.com\"}", "url")]
    [InlineData("{\"url\": \"https://example.com\", \"kinds\": [\"birthday\"]}", "kinds[0]")]
    [InlineData("{\"url\": \"https://example.com\", \"secret\": \"mine\"}", "secret")]
    public async Task Post_FaultyField_IsNamed(string body, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, "webhooks", body);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([field], reply.FaultyFields());
    }

    [Fact]
    public async Task Post_MoreThanALedgerHoldsOrOfSomebodyElse_IsRefused()
    {
        using var user = await app.RegisterAsync();
        var key = ("Idempotency-Key", "first");
        var first = await user.SendAsync(HttpMethod.Post, "webhooks", """{"url": "https://example.com"}""", key);
        var again = await user.SendAsync(HttpMethod.Post, "webhooks", """{"url": "https://example.com"}""", key);
        for (var number = 1; number < 10; number++)
        {
            await user.CreateAsync("webhooks", """{"url": "https://example.com"}""");
        }

        var eleventh = await user.SendAsync(HttpMethod.Post, "webhooks", """{"url": "https://example.com"}""");
        using var other = await app.RegisterAsync();
        var foreign = await other.SendAsync(HttpMethod.Get, first.Header("Location")!);

        Assert.Equal(first.Body, again.Body);
        Assert.Equal((409, "too_many_webhooks"), (eleventh.Status, eleventh.Code));
        Assert.Equal((404, "not_found"), (foreign.Status, foreign.Code));
    }

    private static async Task<(string Path, string Secret)> AddAsync(UserClient user, Receiver receiver)
    {
        var created = await user.SendAsync(HttpMethod.Post, "webhooks", $$"""{"url": "{{receiver.Address}}hook"}""");
        Assert.True(created.Status == 201, created.Body);
        return (created.Header("Location")!, created.Json.GetProperty("secret").GetString()!);
    }

    private static async Task<string> ImportAsync(UserClient user, int day)
    {
        var import = await user.ImportAsync(Encoding.UTF8.GetBytes($"Date,Description,Amount\n2026-03-{day:D2},Shop,-1.00\n"));
        return import.GetProperty("id").GetString()!;
    }

    private async Task RunAsync(string timer, DateTimeOffset at, LocalHost? host = null)
    {
        using var http = new HttpClient();
        var instant = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var path = $"/.local/timers/{timer}/run?at={instant}";
        using var response = await http.PostAsync(new Uri(host?.Address ?? app.Address, path), null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>As the specification says, with nothing of the product.</summary>
    private static string Sign(string secret, Received call)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = $"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(call.Body)}";
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }

    private static long TimestampOf(Received call) => long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);

    private static int SequenceOf(Received call) =>
        JsonElement.Parse(Encoding.UTF8.GetString(call.Body)).GetProperty("data").GetProperty("sequence").GetInt32();

    private static string Show(JsonElement attempt) => string.Join(
        ' ', new[] { "attempt", "status", "outcome", "error" }.Select(name => attempt.GetProperty(name).ToString()));
}
