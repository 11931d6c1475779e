using Finance.Core.Categories;
using Finance.Core.Envelopes;
using Finance.Core.Storage;
using Finance.Testing;
using static Finance.Core.Tests.Envelopes.EnvelopeLedger;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Envelopes;

/// <summary>What envelopes ask of the store must not grow with the history.</summary>
public sealed class EnvelopeCostTests
{
    [Fact]
    public async Task GetAsync_TenYears_CostsTheSameAtATenthOfTheTransactions()
    {
        var few = await CostAsync(500);
        var many = await CostAsync(5_000);

        Assert.Equal(few, many);
        Assert.InRange(many.Cold, 1, 6);
        Assert.Equal(1, many.Warm);
    }

    [Fact]
    public async Task AssignAsync_RememberedLedger_CostsOneCommit()
    {
        var calls = new StorageCalls();
        var store = new CountingTableStore(new InMemoryTableStore(), calls, TimeProvider.System);
        var ledger = await EnvelopeLedger.CreateAsync(await TestLedger.CreateAsync(store));
        await ledger.AssignAsync("2026-06", ledger.Food, "1");
        var before = calls.Total;

        await ledger.AssignAsync("2026-06", ledger.Food, "2");

        Assert.Equal(1, calls.Total - before);
    }

    private static async Task<(int Cold, int Warm, long Rows)> CostAsync(int transactions)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.FillAsync(transactions, new DateRange(new DateOnly(2016, 1, 1), new DateOnly(2026, 6, 30)), food);
        var service = new EnvelopeService(ledger.Ledgers, ledger.Clock);
        foreach (var year in Enumerable.Range(2016, 11))
        {
            Ok(await service.AssignAsync(ledger.Change, food, Month.Of(year, 3), new AmountText("assigned", "10"), default));
        }

        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        service = new EnvelopeService(reopened.Ledgers, ledger.Clock);
        var query = new EnvelopeQuery(MonthOf("2026-06"), Day("2026-06-14"));
        Ok(await service.GetAsync(ledger.Caller, query, default));
        var (cold, rows) = (calls.Total, calls.RowsRead);
        Ok(await service.GetAsync(ledger.Caller, query, default));
        return (cold, calls.Total - cold, rows);
    }
}
