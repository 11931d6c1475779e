using Azure.Data.Tables;
using Finance.Core;
using Finance.Core.Due;
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

    private async Task AddDailyAsync(UserClient user, DateOnly start, int count)
    {
        var store = new AzureTableStore(new TableServiceClient(app.ConnectionString, TableClientSetup.Options()));
        var ledgers = new LedgerStore(store, new LedgerCache(), TimeProvider.System);
        var recurring = new RecurringService(ledgers, new DueIndex(store), TimeProvider.System);
        var template = new NewTemplate
        {
            Name = "Coffee",
            Transaction = new NewTransaction { Type = TransactionType.Expense, Amount = new AmountText("transaction.amount", "2.40") },
            Terms = new RecurrenceTerms { Frequency = RecurrenceFrequency.Daily, Start = start, Count = count },
        };
        var caller = Caller.Product(UserId.FromObjectId(user.Id), "test", "trace");
        Assert.Null((await recurring.CreateAsync(new Change(caller), template, default)).Error);
    }

    private static async Task<int> CountAsync(UserClient user, DateOnly start)
    {
        var (from, to) = (LedgerDates.Format(start), LedgerDates.Format(start.AddDays(60)));
        var summary = await user.GetAsync($"reports/summary?from={from}&to={to}");
        return summary.GetProperty("transaction_count").GetInt32();
    }
}
