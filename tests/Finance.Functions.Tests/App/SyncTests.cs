using System.Text.Json;

namespace Finance.Functions.Tests.App;

/// <summary>Lists that tell what changed.</summary>
[Collection(AppCollection.Name)]
public sealed class SyncTests(AppFixture app)
{
    private static readonly (string List, string Json)[] Lists =
    [
        ("accounts", """{"name": "Card", "type": "credit"}"""),
        ("categories", """{"name": "Market", "type": "expense"}"""),
        ("budgets", """{"name": "All", "amount": 900.5, "period": "monthly", "start_date": "2026-01-01"}"""),
        ("goals", """{"name": "Boat", "target_amount": 400, "goal_type": "savings"}"""),
        ("recurring", """{"template_name": "Rent", "transaction": {"type": "expense", "amount": 700}, "frequency": "monthly", "start_date": "2026-01-31"}"""),
        ("webhooks", """{"url": "https://example.com/hook"}"""),
        ("import/profiles", """{"name": "Bank", "delimiter": "semicolon"}"""),
        ("transactions", """{"type": "expense", "amount": 12.50}"""),
    ];

    [Fact]
    public async Task Get_SinceAVersion_AnswersWhatChangedAndTombstonesOnEveryList()
    {
        using var user = await app.RegisterAsync();
        foreach (var (list, json) in Lists)
        {
            var before = await user.ReadAsync(list);
            var id = (await user.CreateAsync(list, json)).Split('/')[^1];
            var created = await user.ReadAsync($"{list}?since={Next(before)}");
            var whole = Items((await user.ReadAsync($"{list}?limit=500")).Json).Single(item => Id(item) == id);

            Assert.Equal((id, "1"), (Id(Assert.Single(Items(created.Json))), created.Raw("total_count")));
            Assert.Equal(whole.Raws("created_at", "id"), Items(created.Json)[0].Raws("created_at", "id"));
            Assert.Empty(Items((await user.ReadAsync($"{list}?since={Next(created)}")).Json));

            await user.SendAsync(HttpMethod.Delete, $"{list}/{id}{(list == "recurring" ? "?purge=true" : "")}");
            var deleted = await user.ReadAsync($"{list}?since={Next(created)}");
            Assert.Equal($$"""{"id":"{{id}}","deleted":true}""", Assert.Single(Items(deleted.Json)).GetRawText());
        }
    }

    [Fact]
    public async Task Get_SinceZero_AnswersEverythingThatThereIs()
    {
        using var user = await app.RegisterAsync();

        var all = await user.ReadAsync("categories?since=0&limit=500");

        Assert.Equal(Items((await user.ReadAsync("categories?limit=500")).Json).Select(Id).Order(), Items(all.Json).Select(Id).Order());
        Assert.Equal("1", all.Raw("version"));
        Assert.Single(Items((await user.ReadAsync("accounts?since=0")).Json));
    }

    [Fact]
    public async Task Get_CategoryReassigned_AnswersTheEntriesThatCountElsewhereNow()
    {
        using var user = await app.RegisterAsync();
        var (gone, taker) = (await user.CreateIdAsync("categories", """{"name": "A", "type": "expense"}"""), await user.CreateIdAsync("categories", """{"name": "B", "type": "expense"}"""));
        for (var number = 0; number < 5; number++)
        {
            await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 1, "category_id": "{{gone}}", "date": "2025-0{{number + 1}}-03"}""");
        }

        await user.CreateAsync("transactions", """{"type": "expense", "amount": 1}""");
        var before = await user.ReadAsync("transactions");
        await user.SendAsync(HttpMethod.Delete, $"categories/{gone}?reassign_to={taker}");

        var (seen, cursor) = (new List<JsonElement>(), string.Empty);
        do
        {
            var page = await user.ReadAsync($"transactions?limit=2&since={Next(before)}{cursor}");
            seen.AddRange(Items(page.Json));
            cursor = page.Json.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Select(Id).Distinct().Count());
        Assert.Equal(5, seen.Count);
        Assert.All(seen, item => Assert.Equal(taker, item.GetProperty("category_id").GetString()));
    }

    [Fact]
    public async Task Get_ContributionsAndImportsAndNotifications_TellWhatChanged()
    {
        using var user = await app.RegisterAsync();
        var goal = await user.CreateIdAsync("goals", """{"name": "Boat", "target_amount": 400, "goal_type": "savings"}""");
        var (before, told) = (await user.ReadAsync($"goals/{goal}/contributions"), await user.ReadAsync("notifications"));
        var imports = await user.ReadAsync("imports");
        var made = await user.SendAsync(HttpMethod.Post, $"goals/{goal}/contribute", """{"amount": 100}""");
        var import = await user.ImportAsync("Date,Amount,Payee\n2026-01-02,-3.00,Kiosk\n"u8.ToArray());

        var contribution = Assert.Single(Items((await user.ReadAsync($"goals/{goal}/contributions?since={Next(before)}")).Json));
        var change = await user.ReadAsync($"imports?since={Next(imports)}");
        var news = await user.ReadAsync($"notifications?since={Next(told)}");

        Assert.Equal(made.Json.GetProperty("contribution").GetProperty("id").GetString(), Id(contribution));
        Assert.Equal(import.GetProperty("id").GetString(), Id(Assert.Single(Items(change.Json))));
        Assert.Equal(2, Items(news.Json).Count);
        await user.SendAsync(HttpMethod.Post, $"notifications/{Id(Items(news.Json)[0])}/read");
        Assert.NotEqual("null", Assert.Single(Items((await user.ReadAsync($"notifications?since={Next(news)}")).Json)).GetProperty("read_at").GetRawText());
        await user.SendAsync(HttpMethod.Delete, $"imports/{import.GetProperty("id").GetString()}");
        Assert.Equal("true", Assert.Single(Items((await user.ReadAsync($"imports?since={Next(change)}")).Json)).GetProperty("deleted").GetRawText());
    }

    [Theory]
    [InlineData("transactions?since=-1", 400, "since")]
    [InlineData("transactions?since=soon", 400, "since")]
    [InlineData("transactions?since=999999", 400, "since")]
    [InlineData("transactions?since=0&q=rent", 400, "q")]
    [InlineData("categories?since=0&tree=true", 400, "tree")]
    [InlineData("notifications?since=0&unread=true", 400, "unread")]
    [InlineData("tags?since=0", 400, "since")]
    public async Task Get_SinceThatCannotBe_IsRefusedByName(string path, int status, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Get, path);

        Assert.Equal((status, field), (reply.Status, Assert.Single(reply.FaultyFields())));
    }

    [Fact]
    public async Task Get_SinceOfAnErasedLedger_IsGone()
    {
        using var user = await app.RegisterAsync();
        var before = Next(await user.ReadAsync("accounts"));
        var erase = await user.SendAsync(HttpMethod.Delete, "auth/user", $$"""{"confirm": "{{user.Name}}"}""");
        Assert.Equal(200, erase.Status);
        await user.PostAsync("auth/register", new { username = user.Name });

        var reply = await user.SendAsync(HttpMethod.Get, $"accounts?since={before}");

        Assert.Equal((410, "since_too_old"), (reply.Status, reply.Code));
    }

    private static string Next(Middleware.Reply reply) => reply.Json.GetProperty("next_since").GetString()!;

    private static List<JsonElement> Items(JsonElement json) => [.. json.GetProperty("items").EnumerateArray()];

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;
}

file static class JsonMembers
{
    internal static string Raws(this JsonElement json, params string[] members) =>
        string.Join(' ', members.Select(member => json.TryGetProperty(member, out var value) ? value.GetRawText() : ""));
}
