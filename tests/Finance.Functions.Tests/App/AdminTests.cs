using Finance.Core;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class AdminTests(AppFixture app)
{
    [Fact]
    public async Task Search_BeginningOfNames_FindsThemPageByPageAndNothingOfLedgers()
    {
        using var admin = app.Administrator();
        var prefix = $"findme{Guid.NewGuid():N}"[..14];
        foreach (var number in Enumerable.Range(1, 5))
        {
            (await app.RegisterAsync($"{prefix}-{number}")).Dispose();
        }

        var (names, cursor) = (new List<string>(), (string?)null);
        do
        {
            var rest = cursor is null ? "" : $"&cursor={cursor}";
            var page = await admin.ReadAsync($"users/search?q={prefix.ToUpperInvariant()}&limit=2{rest}");
            names.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(user => user.GetProperty("username").GetString()!));
            cursor = page.Json.GetProperty("next_cursor").GetString();
            Assert.All(page.Json.GetProperty("items").EnumerateArray(), user => Assert.Equal(
                ["created_at", "email", "id", "last_sign_in_at", "suspension", "username"],
                user.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 5).Select(number => $"{prefix}-{number}"), names);
    }

    [Fact]
    public async Task Search_WholeAddress_FindsItsUser()
    {
        using var admin = app.Administrator();
        var address = $"a{Guid.NewGuid():N}@example.com";
        using var user = app.Client($"mail{Guid.NewGuid():N}"[..16]);
        await user.PostAsync("auth/register", new { username = user.Name, email = address });

        var found = await admin.ReadAsync($"users/search?q={Uri.EscapeDataString(address)}");
        var part = await admin.ReadAsync($"users/search?q={Uri.EscapeDataString(address[..^1])}");

        Assert.Equal(user.Id.ToString(), found.Json.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(0, part.Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "users/search?q=user")]
    [InlineData("POST", "users/0e3c0f5a-9d1c-4a44-8f5e-0c8a1a2b3c4d/suspend")]
    [InlineData("POST", "users/nobody/restore")]
    [InlineData("GET", "system/metrics")]
    public async Task Call_WithoutTheRole_IsForbidden(string method, string path)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null);

        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Suspend_User_IsShutOutOfEveryRouteUntilRestored()
    {
        using var admin = app.Administrator();
        using var user = await app.RegisterAsync();
        var samples = await SharedSamples.CreateAsync(user);
        var first = await admin.SendAsync(HttpMethod.Post, $"users/{user.Id}/suspend", """{"reason": "asked to"}""");
        var again = await admin.SendAsync(HttpMethod.Post, $"users/{user.Id}/suspend", "{}");
        Assert.Equal((200, 200, first.Body), (first.Status, again.Status, again.Body));
        Assert.Equal("\"asked to\"", first.Raw("suspension.reason"));

        var open = new List<string>();
        foreach (var row in SharedRoute.All.Where(row => row.Route != "POST /api/import"))
        {
            var (path, json) = samples.Of(row.Route);
            var reply = await user.SendAsync(new HttpMethod(row.Route.Split(' ')[0]), path, json);
            if ((reply.Status, reply.Code) != (403, "suspended"))
            {
                open.Add($"{row.Route}: {reply.Status} {reply.Code}");
            }
        }

        Assert.Empty(open);
        var restored = await admin.SendAsync(HttpMethod.Post, $"users/{user.Id}/restore", "{}");
        Assert.Equal((200, "null"), (restored.Status, restored.Raw("suspension")));
        await user.ReadAsync("accounts");
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Suspend_UnknownOrOneself_IsRefused()
    {
        using var admin = app.Administrator();

        var unknown = await admin.SendAsync(HttpMethod.Post, $"users/{Guid.NewGuid()}/suspend", "{}");
        var malformed = await admin.SendAsync(HttpMethod.Post, "users/nobody/restore", "{}");
        var oneself = await admin.SendAsync(HttpMethod.Post, $"users/{admin.Id}/suspend", "{}");
        var wrong = await admin.SendAsync(HttpMethod.Post, $"users/{admin.Id}/suspend", """{"why": "x"}""");

        Assert.Equal((404, "unknown_user"), (unknown.Status, unknown.Code));
        Assert.Equal((404, "unknown_user"), (malformed.Status, malformed.Code));
        Assert.Equal((403, "forbidden"), (oneself.Status, oneself.Code));
        Assert.Equal((400, "validation_failed"), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task Suspend_User_ClosesWhatTheyShareAndWhatIsSharedWithThem()
    {
        using var admin = app.Administrator();
        using var owner = await app.RegisterAsync();
        using var grantee = await app.RegisterAsync();
        await owner.PostAsync("users/share-permission", new { grantee = grantee.Name, access = "edit", scope = new { kind = "all" } });
        var header = ("X-Ledger", owner.Id.ToString());
        Assert.Equal(200, (await grantee.SendAsync(HttpMethod.Get, "accounts", header)).Status);

        await admin.PostAsync($"users/{owner.Id}/suspend");
        var closed = await grantee.SendAsync(HttpMethod.Get, "accounts", header);
        await admin.PostAsync($"users/{owner.Id}/restore");
        await admin.PostAsync($"users/{grantee.Id}/suspend");
        var shutOut = await grantee.SendAsync(HttpMethod.Get, "accounts", header);

        Assert.Equal((404, "not_found"), (closed.Status, closed.Code));
        Assert.Equal((403, "suspended"), (shutOut.Status, shutOut.Code));
    }

    [Fact]
    public async Task Suspend_UserWithTemplates_PausesThemAndLosesNothing()
    {
        using var admin = app.Administrator();
        using var user = await app.RegisterAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await user.CreateAsync("recurring", $$"""
            {"template_name": "Daily", "transaction": {"type": "expense", "amount": 1}, "frequency": "daily",
             "start_date": "{{LedgerDates.Format(today.AddDays(1))}}"}
            """);

        await admin.PostAsync($"users/{user.Id}/suspend");
        await app.RunNightlyAsync(today.AddDays(2));
        await admin.PostAsync($"users/{user.Id}/restore");
        Assert.Equal("0", (await user.ReadAsync("transactions")).Raw("total_count"));
        await app.RunNightlyAsync(today.AddDays(3));

        Assert.Equal("3", (await user.ReadAsync("transactions")).Raw("total_count"));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Metrics_Administrator_GetsFiguresThatCount()
    {
        using var admin = app.Administrator();
        using var user = await app.RegisterAsync();

        var metrics = await admin.ReadAsync("system/metrics");

        Assert.True(metrics.Json.GetProperty("users").GetProperty("count").GetInt64() > 0);
        Assert.True(metrics.Json.GetProperty("ledgers").GetProperty("commits").GetInt64() > 0);
        Assert.True(metrics.Json.GetProperty("requests").GetProperty("succeeded").GetInt64() > 0);
        Assert.DoesNotContain(user.Id.ToString(), metrics.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledgers_OfOthers_AreVerifiedAndRebuiltByAdministratorsOnly()
    {
        using var admin = app.Administrator();
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();

        foreach (var verb in new[] { "verify", "rebuild" })
        {
            Assert.Equal(200, (await admin.SendAsync(HttpMethod.Post, $"system/ledgers/{user.Id}/{verb}", "{}")).Status);
            Assert.Equal(404, (await other.SendAsync(HttpMethod.Post, $"system/ledgers/{user.Id}/{verb}", "{}")).Status);
        }
    }
}
