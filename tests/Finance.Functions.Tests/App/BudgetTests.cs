using System.Text.Json;
using System.Text.Json.Nodes;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class BudgetTests(AppFixture app)
{
    private const string Monthly = """{"name": "All", "amount": 100, "period": "monthly", "start_date": "2026-01-01"}""";

    [Fact]
    public async Task Post_Budget_ReadsBackWithItsCurrentPeriod()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Fare", "type": "expense"}""");
        await SpendAsync(user, "45.5", "2026-03-10", food);
        await SpendAsync(user, "30", "2026-02-28", food);
        await user.CreateAsync("transactions", $$"""{"type": "income", "amount": 5.5, "category_id": "{{food}}", "date": "2026-03-11"}""");

        var created = await user.SendAsync(HttpMethod.Post, "budgets", $$"""
            {"name": "Eating", "amount": 50, "period": "monthly", "categories": ["{{food}}"], "start_date": "2026-02-15",
             "end_date": "2026-12-31", "alert_threshold": 0.75, "rollover": "full", "rollover_cap": "10.00"}
            """);
        var read = await user.ReadAsync($"{created.Header("Location")}?on=2026-03-20");

        Assert.Equal((201, created.Header("Location")), (created.Status, $"/api/budgets/{created.Json.GetProperty("id").GetString()}"));
        Assert.Equal(
            ["\"Eating\"", "50.00", "\"USD\"", "\"monthly\"", "\"2026-02-15\"", "\"2026-12-31\"", "0.75", "\"full\"", "10.00"],
            read.Raws("name", "amount", "currency", "period", "start_date", "end_date", "alert_threshold", "rollover", "rollover_cap"));
        Assert.Equal([$"[\"{food}\"]", "false"], read.Raws("categories", "all_spending"));
        Assert.Equal("""[{"from":"2026-02-15","amount":50.00}]""", read.Raw("amounts"));
        Assert.Equal(
            """
            {"period_start":"2026-03-01","period_end":"2026-03-31","budgeted":50.00,"rolled_over":10.00,"available":60.00,"spent":40.00,
            "remaining":20.00,"percent":66.67,"projected":62.00,"status":"on_track"}
            """.ReplaceLineEndings(""),
            read.Raw("current"));
        var part = Assert.Single(read.Json.GetProperty("breakdown").EnumerateArray());
        Assert.Equal(
            ("Fare", "40.00", 1m, 2),
            (part.GetProperty("category").GetProperty("name").GetString(), part.GetProperty("amount").GetRawText(),
                part.GetProperty("share").GetDecimal(), part.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Post_LeastFields_TakesTheDefaults()
    {
        using var user = await app.RegisterAsync();

        var created = await user.SendAsync(HttpMethod.Post, "budgets", Monthly);

        Assert.Equal(
            ["[]", "true", "null", "0.8", "\"none\"", "null"],
            created.Raws("categories", "all_spending", "end_date", "alert_threshold", "rollover", "rollover_cap"));
        Assert.False(created.Json.TryGetProperty("history", out _));
    }

    [Fact]
    public async Task Get_TwoHalves_AreThoseOfTheSingleRead()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("budgets", Monthly);
        await SpendAsync(user, "30", "2026-01-31");
        await SpendAsync(user, "50", "2026-02-01");
        await SpendAsync(user, "10", "2026-03-02");

        var whole = await user.ReadAsync($"{path}?on=2026-03-15");
        var progress = await user.ReadAsync($"{path}/progress?on=2026-03-15");
        var analytics = await user.ReadAsync($"{path}/analytics?on=2026-03-15");
        var shorter = await user.ReadAsync($"{path}/analytics?on=2026-03-15&periods=1");

        Assert.Equal(whole.Raws("id", "name", "current", "breakdown"), progress.Raws("id", "name", "current", "breakdown"));
        Assert.Equal(whole.Raws("id", "history", "variance", "trend"), analytics.Raws("id", "history", "variance", "trend"));
        Assert.Equal(
            """
            {"period_start":"2026-02-01","period_end":"2026-02-28","budgeted":100.00,"rolled_over":0.00,"available":100.00,"spent":50.00,
            "remaining":50.00,"percent":50,"status":"on_track","variance":50.00}
            """.ReplaceLineEndings(""),
            whole.Json.GetProperty("history")[1].GetRawText());
        Assert.Equal("""{"amount":60.00,"ratio":0.6,"periods":2}""", whole.Raw("variance"));
        Assert.Equal("""{"direction":"rising","average_spent":40.00,"change_per_period":20.00}""", whole.Raw("trend"));
        Assert.Equal(1, shorter.Json.GetProperty("history").GetArrayLength());
        Assert.Equal(["null", "null"], shorter.Raws("variance", "trend"));
    }

    [Fact]
    public async Task List_Budgets_ComeInPagesWithTheirCurrentPeriods()
    {
        using var user = await app.RegisterAsync();
        foreach (var budget in await ItemsAsync(user, "budgets"))
        {
            await user.DeleteAsync($"budgets/{budget.GetProperty("id").GetString()}");
        }

        foreach (var name in new[] { "one", "two", "three" })
        {
            await user.CreateAsync("budgets", Monthly.Replace("All", name, StringComparison.Ordinal));
        }

        await SpendAsync(user, "7", "2026-02-01");
        var first = await user.ReadAsync("budgets?limit=2&on=2026-02-28");
        var second = await user.ReadAsync($"budgets?limit=2&on=2026-02-28&cursor={first.Json.GetProperty("next_cursor").GetString()}");

        Assert.Equal(("3", "3", "null"), (first.Raw("total_count"), second.Raw("total_count"), second.Raw("next_cursor")));
        var all = first.Json.GetProperty("items").EnumerateArray().Concat(second.Json.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal(["one", "two", "three"], all.Select(item => item.GetProperty("name").GetString()));
        Assert.All(all, item => Assert.Equal("7.00", item.GetProperty("current").GetProperty("spent").GetRawText()));
    }

    [Fact]
    public async Task Status_AllBudgets_AlertsFirstWithTheirCounts()
    {
        using var user = await app.RegisterAsync();
        var before = (await user.ReadAsync("budgets/status")).Json.GetProperty("total_count").GetInt32();
        await SpendAsync(user, "90", "2026-02-01");
        foreach (var (name, amount) in new[] { ("calm", 1000), ("over", 80), ("near", 100) })
        {
            await user.CreateAsync("budgets", $$"""
                {"name": "{{name}}", "amount": {{amount}}, "period": "monthly", "start_date": "2026-02-01"}
                """);
        }

        var status = await user.ReadAsync("budgets/status?on=2026-02-28");

        Assert.Equal(["over", "near", "calm"], status.Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("name").GetString())
            .Where(name => name is "over" or "near" or "calm"));
        Assert.Equal(["1", "1", $"{before + 1}"], status.Raws("counts.exceeded", "counts.warning", "counts.on_track"));
        Assert.Equal(($"{before + 3}", "null"), (status.Raw("total_count"), status.Raw("next_cursor")));
        var over = status.Json.GetProperty("items")[0];
        Assert.Equal(
            ["80.00", "0.00", "80.00", "90.00", "-10.00", "112.5", "90.00", "\"exceeded\""],
            new[] { "budgeted", "rolled_over", "available", "spent", "remaining", "percent", "projected", "status" }
                .Select(member => over.GetProperty(member).GetRawText()));
        Assert.Equal(
            ["\"USD\"", "\"2026-02-01\"", "\"2026-02-28\""],
            new[] { "currency", "period_start", "period_end" }.Select(member => over.GetProperty(member).GetRawText()));
    }

    [Fact]
    public async Task Put_NamedFields_ChangeAndAmountsCountFromTheirPeriod()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("budgets", """
            {"name": "All", "amount": 100, "period": "monthly", "start_date": "2026-01-01", "end_date": "2026-06-30", "rollover": "full",
             "rollover_cap": 5}
            """);

        var changed = await user.SendAsync(HttpMethod.Put, path, """
            {"name": "Everything", "amount": 120, "effective_from": "2026-03-31", "end_date": null, "rollover_cap": null}
            """);
        var lost = await user.SendAsync(HttpMethod.Put, path, """{"name": "Late"}""", ("If-Match", "\"v1\""));
        var kept = await user.SendAsync(HttpMethod.Put, path, """{"alert_threshold": 1}""", ("If-Match", changed.Header("ETag")!));

        Assert.Equal(["\"Everything\"", "null", "null", "\"full\""], changed.Raws("name", "end_date", "rollover_cap", "rollover"));
        Assert.Equal("""[{"from":"2026-01-01","amount":100.00},{"from":"2026-03-01","amount":120.00}]""", changed.Raw("amounts"));
        Assert.Equal((412, "precondition_failed", 200), (lost.Status, lost.Code, kept.Status));
        Assert.Equal(["100.00", "120.00"], [(await user.ReadAsync($"{path}?on=2026-02-01")).Raw("amount"), kept.Raw("amount")]);
    }

    [Fact]
    public async Task Get_FiguresChange_IsNotAnsweredAsKnown()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("budgets", Monthly);
        var etag = (await user.ReadAsync($"{path}?on=2026-02-28")).Header("ETag")!;
        Assert.Equal(304, (await user.SendAsync(HttpMethod.Get, $"{path}?on=2026-02-28", ("If-None-Match", etag))).Status);

        await SpendAsync(user, "500", "2026-02-01");
        var read = await user.SendAsync(HttpMethod.Get, $"{path}?on=2026-02-28", ("If-None-Match", etag));

        Assert.Equal((200, "500.00"), (read.Status, read.Raw("current.spent")));
        Assert.Equal(200, (await user.SendAsync(HttpMethod.Put, path, """{"name": "A"}""", ("If-Match", etag))).Status);
    }

    [Fact]
    public async Task Post_SameKey_MakesOneBudget()
    {
        using var user = await app.RegisterAsync();

        var first = await user.SendAsync(HttpMethod.Post, "budgets", Monthly, ("Idempotency-Key", "budget"));
        var again = await user.SendAsync(HttpMethod.Post, "budgets", Monthly, ("Idempotency-Key", "budget"));

        Assert.Equal((201, first.Body, "true"), (again.Status, again.Body, again.Header("Idempotency-Replayed")));
        Assert.Single(await ItemsAsync(user, "budgets"), budget => budget.GetProperty("name").GetString() == "All");
    }

    [Fact]
    public async Task Delete_Budget_IsGone()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("budgets", Monthly);

        var deleted = await user.SendAsync(HttpMethod.Delete, path);

        Assert.Equal([$"\"{path.Split('/')[^1]}\"", "true"], deleted.Raws("id", "deleted"));
        foreach (var gone in new[] { path, $"{path}/progress", $"{path}/analytics" })
        {
            var reply = await user.SendAsync(HttpMethod.Get, gone);
            Assert.Equal((404, "not_found"), (reply.Status, reply.Code));
        }

        Assert.Equal(404, (await user.SendAsync(HttpMethod.Put, path, "{}")).Status);
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Delete, path)).Status);
    }

    [Fact]
    public async Task Spending_ReachesTheThreshold_IsListedAsANotification()
    {
        using var user = await app.RegisterAsync();
        var budget = await user.CreateIdAsync("budgets", Monthly);
        foreach (var amount in new[] { "85", "5", "20", "20" })
        {
            await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": {{amount}}}""");
        }

        var told = (await ItemsAsync(user, "notifications"))
            .Where(one => one.GetProperty("kind").GetString() == "budget_threshold")
            .ToList();

        Assert.Equal(
            ["All: the budget is exceeded", "All: 80 % of the budget is spent"],
            told.Select(one => one.GetProperty("title").GetString()));
        Assert.All(told, one => Assert.Equal(budget, one.GetProperty("subject_id").GetString()));
    }

    [Fact]
    public async Task DeletedCategories_Budget_ShowsWhatIsThere()
    {
        using var user = await app.RegisterAsync();
        var old = await user.CreateIdAsync("categories", """{"name": "Old", "type": "expense"}""");
        var now = await user.CreateIdAsync("categories", """{"name": "Now", "type": "expense"}""");
        var path = await user.CreateAsync("budgets", $$"""
            {"name": "Old", "amount": 100, "period": "monthly", "start_date": "2026-01-01", "categories": ["{{old}}"]}
            """);
        await SpendAsync(user, "3", "2026-02-01", old);

        await user.DeleteAsync($"categories/{old}?reassign_to={now}");
        Assert.Equal(($"[\"{now}\"]", "3.00"), await ShownAsync(user, path));
        await user.DeleteAsync($"categories/{now}");

        Assert.Equal(("[]", "3.00"), await ShownAsync(user, path));
        Assert.Equal("false", (await user.ReadAsync(path)).Raw("all_spending"));
    }

    private static async Task<(string Categories, string Spent)> ShownAsync(UserClient user, string path)
    {
        var read = await user.ReadAsync($"{path}?on=2026-02-28");
        return (read.Raw("categories"), read.Raw("current.spent"));
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(UserClient user, string path) =>
        [.. (await user.ReadAsync(path)).Json.GetProperty("items").EnumerateArray()];

    private static Task<string> SpendAsync(UserClient user, string amount, string date, string? category = null) =>
        user.CreateAsync("transactions", new JsonObject
        {
            ["type"] = "expense",
            ["amount"] = amount,
            ["date"] = date,
            ["category_id"] = category,
        }.ToJsonString());
}
