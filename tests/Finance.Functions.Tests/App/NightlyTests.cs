using Azure.Data.Tables;
using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Transactions;
using Finance.Functions.Storage;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class NightlyTests(AppFixture app)
{
    [Fact]
    public async Task Nightly_RunsSeveralTimes_CreatesWhatIsDueOnce()
    {
        using var user = await app.RegisterAsync();
        var tomorrow = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1);
        await AddDailyAsync(user, tomorrow, count: 50);

        await Task.WhenAll(app.RunNightlyAsync(tomorrow.AddDays(29)), app.RunNightlyAsync(tomorrow.AddDays(29)));
        Assert.Equal(30, await CountAsync(user, tomorrow));
        await app.RunNightlyAsync(tomorrow.AddDays(400));
        await app.RunNightlyAsync(tomorrow.AddDays(400));

        Assert.Equal(50, await CountAsync(user, tomorrow));
        await user.VerifyAsync();
    }

    [Fact]
    public async Task Nightly_ZoneThatSkipsMidnight_CreatesWhenTheDayBegins()
    {
        using var user = await app.RegisterAsync();
        await user.SendAsync(HttpMethod.Put, "auth/user", """{"timezone": "America/Santiago"}""");
        await user.CreateAsync("recurring", Template("daily", "2027-09-04", "\"count\": 3"));

        // 5 September 2027 begins there at 01:00, which is 04:00 UTC.
        var dates = new List<string>();
        foreach (var at in new[] { "2027-09-04T03:59:00Z", "2027-09-04T04:00:00Z", "2027-09-05T03:59:00Z", "2027-09-05T04:00:00Z", "2027-09-06T03:00:00Z" })
        {
            await Task.WhenAll(RunAsync(at), RunAsync(at));
            dates.Add(string.Join(' ', await DatesAsync(user)));
        }

        Assert.Equal(["", "2027-09-04", "2027-09-04", "2027-09-04 2027-09-05", "2027-09-04 2027-09-05 2027-09-06"], dates);
    }

    [Theory]
    [InlineData("monthly", "2028-01-31", "\"count\": 4", "2028-01-31 2028-02-29 2028-03-31 2028-04-30")]
    [InlineData("monthly", "2027-01-31", "\"count\": 3", "2027-01-31 2027-02-28 2027-03-31")]
    [InlineData("monthly", "2028-01-01", "\"count\": 3, \"day_of_month\": -1", "2028-01-31 2028-02-29 2028-03-31")]
    [InlineData("monthly", "2028-01-01", "\"count\": 2, \"nth_weekday\": {\"nth\": 2, \"weekday\": \"tuesday\"}", "2028-01-11 2028-02-08")]
    [InlineData("monthly", "2028-01-01", "\"count\": 2, \"nth_weekday\": {\"nth\": -1, \"weekday\": \"friday\"}", "2028-01-28 2028-02-25")]
    [InlineData("yearly", "2028-02-29", "\"count\": 5", "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29")]
    public async Task Nightly_AfterAnOutage_CreatesEveryDayThatTheRuleNames(string frequency, string start, string more, string expected)
    {
        using var user = await app.RegisterAsync();
        await user.CreateAsync("recurring", Template(frequency, start, more));

        await RunAsync("2032-03-02T02:00:00Z");

        Assert.Equal(expected, string.Join(' ', await DatesAsync(user)));
        await user.VerifyAsync();
    }

    private static string Template(string frequency, string start, string more) => $$"""
        {"template_name": "Fee", "transaction": {"type": "expense", "amount": 1}, "frequency": "{{frequency}}", "start_date": "{{start}}", {{more}}}
        """;

    private static async Task<IEnumerable<string>> DatesAsync(UserClient user) =>
        (await user.ReadAsync("transactions?sort=date")).Json.GetProperty("items").EnumerateArray()
            .Select(entry => entry.GetProperty("date").GetString()!);

    private async Task AddDailyAsync(UserClient user, DateOnly start, int count)
    {
        var store = new AzureTableStore(new TableServiceClient(app.ConnectionString, TableClientSetup.Options()));
        var ledgers = new LedgerStore(store, new LedgerCache(), TimeProvider.System);
        var recurring = new RecurringService(ledgers, TimeProvider.System);
        var template = new NewTemplate
        {
            Name = "Coffee",
            Transaction = new NewTransaction { Type = TransactionType.Expense, Amount = new AmountText("transaction.amount", "2.40") },
            Terms = new RecurrenceTerms { Frequency = RecurrenceFrequency.Daily, Start = start, Count = count },
        };
        var caller = Caller.Product(UserId.FromObjectId(user.Id), "test", "trace");
        Assert.Null((await recurring.CreateAsync(new Change(caller), template, default)).Error);
    }

    private Task RunAsync(DateOnly night) => RunAsync($"{LedgerDates.Format(night)}T02:00:00Z");

    private async Task RunAsync(string at)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(app.Address, $"/.local/timers/Nightly/run?at={at}"), null);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<int> CountAsync(UserClient user, DateOnly start)
    {
        var (from, to) = (LedgerDates.Format(start), LedgerDates.Format(start.AddDays(60)));
        var summary = await user.GetAsync($"reports/summary?from={from}&to={to}");
        return summary.GetProperty("transaction_count").GetInt32();
    }
}
