namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class BudgetTests(AppFixture app)
{
    [Fact]
    public async Task Post_Budget_ReadsBackWithItsCurrentPeriod()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """{"name": "Fare", "type": "expense"}""");
        await SpendAsync(user, "45.5", "2026-03-10", food);
        await SpendAsync(user, "30", "2026-02-28", food);
        await user.CreateAsync("transactions", $$"""{"type": "income", "amount": 5.5, "category_id": "{{food}}", "date": "2026-03-11"}""");

        var created = await user.SendAsync(HttpMethod.Post, "budgets", $$"""
            {"name": "Eating", "amount": 50, "period": "monthly", "categories": ["{{food}}"], "start_date": "2026-02-15", "end_date": "2026-12-31",
             "alert_threshold": 0.75, "rollover": "full", "rollover_cap": "10.00"}
            """);
        var read = await user.ReadAsync($"{created.Header("Location")}?on=2026-03-20");

        Assert.Equal((201, created.Header("Location")), (created.Status, $"/api/budgets/{created.Json.GetProperty("id").GetString()}"));
        Assert.Equal(
            ["\"Eating\"", "50.00", "\"USD\"", "\"monthly\"", $"[\"{food}\"]", "false", "\"2026-02-15\"", "\"2026-12-31\"", "0.75", "\"full\"", "10.00"],
            read.Raws("name", "amount", "currency", "period", "categories", "all_spending", "start_date", "end_date", "alert_threshold",
                "rollover", "rollover_cap"));
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

    private static Task<string> SpendAsync(UserClient user, string amount, string date, string category) => user.CreateAsync(
        "transactions", $$"""{"type": "expense", "amount": {{amount}}, "category_id": "{{category}}", "date": "{{date}}"}""");
}
