using System.Text.Json;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class AuditTests(AppFixture app)
{
    [Fact]
    public async Task Get_EntryEnteredChangedAndDeleted_TellsBothSidesAsTheRouteShowsThem()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Market", "type": "expense"}""");
        var path = await user.CreateAsync(
            "transactions", $$"""{"type": "expense", "amount": 12.50, "category_id": "{{food}}", "payee": "Corner shop", "tags": ["a"]}""");
        var first = await user.ReadAsync(path);
        await user.SendAsync(HttpMethod.Put, path, """{"amount": "7.05", "payee": null}""");
        var second = await user.ReadAsync(path);
        await user.SendAsync(HttpMethod.Delete, path);
        var id = path.Split('/')[^1];

        var items = Items(await user.ReadAsync($"audit?subject_id={id}"));

        Assert.Equal(
            ["transaction.deleted", "transaction.updated", "transaction.created"], items.Select(item => item.GetProperty("action").GetString()));
        AssertShows(items[2].GetProperty("after"), first.Json);
        AssertShows(items[1].GetProperty("before"), first.Json);
        AssertShows(items[1].GetProperty("after"), second.Json);
        AssertShows(items[0].GetProperty("before"), second.Json);
        Assert.Equal(("null", "null"), (items[0].GetProperty("after").GetRawText(), items[2].GetProperty("before").GetRawText()));
        Assert.Equal("12.50", items[1].GetProperty("before").GetProperty("amount").GetRawText());
        Assert.Equal(user.Name, items[0].GetProperty("actor").GetProperty("username").GetString());
        Assert.Equal(user.Id.ToString(), items[0].GetProperty("actor").GetProperty("id").GetString());
        Assert.Equal(
            [$"transaction {id} deleted", $"account {await user.DefaultAccountAsync()} updated"],
            items[0].GetProperty("changes").EnumerateArray().Select(Describe));
    }

    [Fact]
    public async Task Get_ThingsOfEveryKind_AreShownAsTheirRoutesShowThem()
    {
        using var user = await app.RegisterAsync();
        (string Path, string Json)[] things =
        [
            ("accounts", """{"name": "Card", "type": "credit", "currency": "USD", "opening_balance": 10.5}"""),
            ("categories", """{"name": "Market", "type": "expense", "budget_limit": 250}"""),
            ("budgets", """{"name": "All", "amount": 900.5, "period": "monthly", "start_date": "2026-01-01"}"""),
            ("goals", """{"name": "Boat", "target_amount": 400, "goal_type": "savings"}"""),
            ("recurring", """{"template_name": "Rent", "transaction": {"type": "expense", "amount": 700}, "frequency": "monthly", "start_date": "2026-01-31"}"""),
            ("webhooks", """{"url": "https://example.com/hook"}"""),
            ("import/profiles", """{"name": "Bank", "delimiter": "semicolon"}"""),
        ];
        foreach (var (path, json) in things)
        {
            var place = await user.CreateAsync(path, json);
            var shown = await user.ReadAsync(place);

            var item = Items(await user.ReadAsync($"audit?subject_id={place.Split('/')[^1]}"))[^1];

            AssertShows(item.GetProperty("after"), shown.Json);
            Assert.DoesNotContain("secret", item.GetRawText(), StringComparison.OrdinalIgnoreCase);
        }

        await user.SendAsync(HttpMethod.Put, "auth/user", """{"settings": {"monthly_income": 3000, "retention_days": 90}}""");
        var profile = Items(await user.ReadAsync("audit?kind=user"))[0];
        AssertShows(profile.GetProperty("after"), (await user.ReadAsync("auth/user")).Json);
        Assert.Equal("null", profile.GetProperty("before").GetProperty("settings").GetProperty("retention_days").GetRawText());
    }

    [Fact]
    public async Task Get_CommitAboutSeveralThings_TellsEachBesideItsChange()
    {
        using var user = await app.RegisterAsync();
        var parent = await user.CreateIdAsync("categories", """{"name": "Market", "type": "expense"}""");
        var child = await user.CreateIdAsync("categories", $$"""{"name": "Bread", "type": "expense", "parent_id": "{{parent}}"}""");
        await user.SendAsync(HttpMethod.Delete, $"categories/{parent}");

        var item = Items(await user.ReadAsync("audit?action=category.deleted"))[0];

        Assert.Equal("Market", item.GetProperty("before").GetProperty("name").GetString());
        var moved = item.GetProperty("changes").EnumerateArray().Single(change => change.GetProperty("id").GetString() == child);
        Assert.Equal(parent, moved.GetProperty("before").GetProperty("parent_id").GetString());
        Assert.Equal("null", moved.GetProperty("after").GetProperty("parent_id").GetRawText());
    }

    [Fact]
    public async Task Get_Filters_LeaveWhatFits()
    {
        using var user = await app.RegisterAsync();
        for (var number = 0; number < 5; number++)
        {
            await user.CreateAsync("transactions", """{"type": "expense", "amount": 1}""");
        }

        var all = Items(await user.ReadAsync("audit"));
        var middle = all[2].GetProperty("at").GetString()!;
        var page = await user.ReadAsync("audit?limit=2");
        var rest = await user.ReadAsync($"audit?limit=100&cursor={page.Json.GetProperty("next_cursor").GetString()}");

        Assert.Equal(6, all.Count);
        Assert.Equal(["6", "\"user.registered\""], [page.Raw("total_count"), Items(rest)[^1].GetProperty("action").GetRawText()]);
        Assert.Equal(all.Select(Version), Items(page).Concat(Items(rest)).Select(Version));
        Assert.Equal(5, Items(await user.ReadAsync("audit?kind=transaction")).Count);
        Assert.Single(Items(await user.ReadAsync("audit?kind=category")));
        Assert.Equal(all.Where(item => Text(item, "at").CompareTo(middle) < 0).Select(Version), Items(await user.ReadAsync($"audit?to={middle}")).Select(Version));
        Assert.Equal(all.Where(item => Text(item, "at").CompareTo(middle) >= 0).Select(Version), Items(await user.ReadAsync($"audit?from={middle}")).Select(Version));
        Assert.Empty(Items(await user.ReadAsync("audit?to=2020-01-01")));
        Assert.Equal(6, Items(await user.ReadAsync($"audit?from=2020-01-01&actor={user.Id}")).Count);
        Assert.Empty(Items(await user.ReadAsync("audit?agent=nightly")));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-02-30", "to")]
    [InlineData("from=2026-01-01T00:00:00", "from")]
    [InlineData("kind=payee", "kind")]
    [InlineData("actor=me", "actor")]
    [InlineData("subject=1", "subject")]
    public async Task Get_FilterThatIsNone_IsRefusedByName(string query, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Get, $"audit?{query}");

        Assert.Equal((400, field), (reply.Status, Assert.Single(reply.FaultyFields())));
    }

    [Fact]
    public async Task Get_OfOthers_TellsNothing()
    {
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        await other.CreateAsync("transactions", """{"type": "expense", "amount": 1, "payee": "Elsewhere"}""");

        Assert.Empty(Items(await user.ReadAsync($"audit?actor={other.Id}")));
        Assert.DoesNotContain("Elsewhere", (await user.ReadAsync("audit")).Body, StringComparison.Ordinal);
    }

    private static List<JsonElement> Items(Middleware.Reply reply) => [.. reply.Json.GetProperty("items").EnumerateArray()];

    private static long Version(JsonElement item) => item.GetProperty("version").GetInt64();

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString()!;

    private static string Describe(JsonElement change) => $"{Text(change, "kind")} {Text(change, "id")} {Text(change, "change")}";

    /// <summary>Every member that is told reads as the route shows it, digit by digit.</summary>
    private static void AssertShows(JsonElement told, JsonElement shown)
    {
        Assert.NotEmpty(told.EnumerateObject());
        foreach (var member in told.EnumerateObject())
        {
            var there = shown.GetProperty(member.Name);
            if (member.Value.ValueKind == JsonValueKind.Object && member.Name is "transaction")
            {
                AssertShows(member.Value, there);
                continue;
            }

            Assert.Equal((member.Name, there.GetRawText()), (member.Name, member.Value.GetRawText()));
        }
    }
}
