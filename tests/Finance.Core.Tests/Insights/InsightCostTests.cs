using Finance.Core.Categories;
using Finance.Core.Storage;
using Finance.Testing;

namespace Finance.Core.Tests.Insights;

/// <summary>What insights ask of the store must not grow with the history.</summary>
public sealed class InsightCostTests
{
    [Fact]
    public async Task FindAsync_TenYears_CostAtMostNineCallsColdAndOneWarm()
    {
        var few = await CostAsync(500);
        var many = await CostAsync(20_000);

        Assert.InRange(few.Cold, 1, 9);
        Assert.InRange(many.Cold, 1, 9);
        Assert.Equal((1, 1), (few.Warm, many.Warm));
        Assert.InRange(many.Rows, 1, 3_100);
        Assert.InRange(many.AfterChange, 1, 9);
    }

    [Fact]
    public async Task FindAsync_MoreEntriesThanAreRead_SaysWhichDaysItRead()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(3_100, new DateRange(InsightHistory.Today.AddDays(-30), InsightHistory.Today));

        var basis = (await InsightHistory.Service(ledger).FindAsync(ledger.Caller, null, default)).Value.Basis;

        Assert.InRange(basis.EntryCount, 2_900, 3_000);
        Assert.Equal(InsightHistory.Today.AddDays(-28), basis.Entries.From);
    }

    private static async Task<(int Cold, int Warm, int AfterChange, long Rows)> CostAsync(int transactions)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await TestRates.StoreAsync(store, ledger.Clock, TestRates.Day("2015-12-31", "USD 1.1 JPY 120"));
        await ledger.FillAsync(
            transactions,
            new DateRange(InsightHistory.Today.AddYears(-10), InsightHistory.Today),
            await ledger.AddCategoryAsync("Food", CategoryType.Expense));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        var insights = InsightHistory.Service(reopened);

        async Task<int> AskAsync()
        {
            var before = calls.Total;
            Assert.True((await insights.FindAsync(ledger.Caller, null, default)).IsOk);
            return calls.Total - before;
        }

        var cold = await AskAsync();
        var rows = calls.RowsRead;
        var warm = await AskAsync();
        await reopened.AddAsync(Core.Transactions.TransactionType.Expense, "5", "2026-06-14");
        return (cold, warm, await AskAsync(), rows);
    }
}
