using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class InsightTests(AppFixture app)
{
    [Fact]
    public async Task Insights_PlantedHistory_SayWhatStandsOutWithItsProof()
    {
        using var user = await PlantedAsync();

        var report = await user.ReadAsync("insights?on=2026-06-15");
        var cached = await user.SendAsync(HttpMethod.Get, "insights?on=2026-06-15", ("If-None-Match", report.Header("ETag")!));

        var items = report.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(304, cached.Status);
        Assert.Equal((items.Count.ToString(CultureInfo.InvariantCulture), "null"), (report.Raw("total_count"), report.Raw("next_cursor")));
        Assert.Equal(
            ["duplicate_charge critical 245.00", "anomaly warning null", "price_rise warning 36.00", "fee warning 12.50", "subscription info 191.88"],
            items.Select(Line));
        Assert.All(items, item => Assert.Equal(
            ["kind", "severity", "title", "detail", "evidence", "suggestion", "saving"],
            item.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(
            ["\"payee\"", "\"Corner Shop\"", "900.00", "31", "false"],
            Members(items[1], "scope", "payee", "amount", "compared_with", "is_first"));
        Assert.Equal(["\"2026-03-08\"", "12.99", "15.99", "0.2309"], Members(items[2], "since", "before", "after", "ratio"));
        foreach (var (item, payee) in items.Zip(["Hotel Blue", "Corner Shop", "Filmflix", "Overdraft fee", "Filmflix"]))
        {
            var ids = item.GetProperty("evidence").GetProperty("transaction_ids").EnumerateArray().Select(id => id.GetString()).ToList();
            Assert.NotEmpty(ids);
            Assert.Equal($"\"{payee}\"", (await user.ReadAsync($"transactions/{ids[0]}")).Raw("payee"));
        }
    }

    [Fact]
    public async Task Insights_OnADayBefore_KnowNothingOfWhatCameLater()
    {
        using var user = await PlantedAsync();

        var report = await user.ReadAsync("insights?on=2026-02-20");

        Assert.Equal(["subscription info 155.88"], report.Json.GetProperty("items").EnumerateArray().Select(Line));
        Assert.Equal(["\"2026-02-20\"", "\"USD\"", "\"2026-02-20\""], report.Raws("on", "currency", "basis.entries_to"));
    }

    [Fact]
    public async Task Insights_NewLedger_SayNothingAndScoreNothing()
    {
        using var user = await app.RegisterAsync();

        var report = await user.ReadAsync("insights");

        Assert.Equal(["[]", "0", "null", "null", "[]", "[]"], report.Raws(
            "items", "total_count", "health_score.score", "basis.months_from", "unconverted", "rates_used"));
        Assert.Equal(
            ["savings_rate null", "emergency_fund null", "debt null", "budgets null", "stability null"],
            report.Json.GetProperty("health_score").GetProperty("parts").EnumerateArray()
                .Select(part => $"{part.GetProperty("name").GetString()} {part.GetProperty("score").GetRawText()}"));
    }

    [Fact]
    public async Task Insights_HealthScore_SaysItsPartsAndTheirFigures()
    {
        using var user = await PlantedAsync();

        var health = (await user.ReadAsync("insights?on=2026-06-15")).Json.GetProperty("health_score");

        var parts = health.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!);
        Assert.InRange(health.GetProperty("score").GetInt32(), 1, 100);
        Assert.Equal("12000.00", parts["savings_rate"].GetProperty("figures").GetProperty("income").GetRawText());
        Assert.Equal((6, 100), (parts["savings_rate"].GetProperty("count").GetInt32(), parts["debt"].GetProperty("score").GetInt32()));
        Assert.Equal("24000.00", parts["debt"].GetProperty("figures").GetProperty("yearly_income").GetRawText());
    }

    [Theory]
    [InlineData("insights?on=2026-02-30", "on")]
    [InlineData("insights?day=2026-02-03", "day")]
    [InlineData("insights?on=yesterday&limit=5", "limit,on")]
    public async Task Insights_WrongInput_NamesTheFields(string path, string fields)
    {
        using var user = await app.RegisterAsync();

        var refused = await user.SendAsync(HttpMethod.Get, path);

        Assert.Equal((400, "validation_failed", fields), (refused.Status, refused.Code, string.Join(',', refused.FaultyFields().Order())));
    }

    [Fact]
    public async Task Insights_NotRegistered_IsRefused()
    {
        using var stranger = app.Client("insights-stranger");

        var refused = await stranger.SendAsync(HttpMethod.Get, "insights");

        Assert.Equal((404, "not_registered"), (refused.Status, refused.Code));
    }

    private static string Line(JsonElement item) =>
        $"{item.GetProperty("kind").GetString()} {item.GetProperty("severity").GetString()} {item.GetProperty("saving").GetRawText()}";

    private static IEnumerable<string> Members(JsonElement item, params string[] names) =>
        names.Select(name => item.GetProperty("evidence").GetProperty(name).GetRawText());

    /// <summary>Seven months of a salary, a shop, a subscription that has become dearer, and three things that should not be there.</summary>
    private async Task<UserClient> PlantedAsync()
    {
        var user = await app.RegisterAsync();
        var statement = new StringBuilder("Date,Payee,Amount\n");
        void Add(DateOnly day, string payee, decimal amount) =>
            statement.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{payee},{amount}\n");
        for (var month = new DateOnly(2025, 11, 1); month <= new DateOnly(2026, 6, 1); month = month.AddMonths(1))
        {
            Add(month, "Employer", 2_000m);
            Add(month.AddDays(7), "Filmflix", month < new DateOnly(2026, 3, 1) ? -12.99m : -15.99m);
        }

        for (var week = 0; week < 31; week++)
        {
            Add(new DateOnly(2025, 11, 3).AddDays((7 * week) + (week % 3)), "Corner Shop", -40m - (week * 7 % 11) - 0.37m);
        }

        Add(new DateOnly(2026, 4, 14), "Corner Shop", -900m);
        Add(new DateOnly(2026, 5, 20), "Hotel Blue", -245m);
        Add(new DateOnly(2026, 5, 21), "Hotel Blue", -245m);
        Add(new DateOnly(2026, 6, 2), "Overdraft fee", -12.50m);
        await user.ImportAsync(Encoding.UTF8.GetBytes(statement.ToString()));
        return user;
    }
}
