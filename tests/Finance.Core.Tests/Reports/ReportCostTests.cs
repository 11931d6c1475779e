using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Storage;
using Finance.Testing;

namespace Finance.Core.Tests.Reports;

/// <summary>What reports ask of the store must not grow with the history.</summary>
public sealed class ReportCostTests
{
    private static readonly DateRange Years = new(new DateOnly(2016, 1, 1), new DateOnly(2026, 6, 15));

    [Fact]
    public async Task SummaryAsync_AnyYear_CostsTheSameAtTenAndAtFiveThousandTransactions()
    {
        var few = await CostAsync(10, new ReportQuery(Year: "2020"));
        var many = await CostAsync(5_000, new ReportQuery(Year: "2020"));

        Assert.Equal(few, many);
        Assert.InRange(many.Cold, 1, 9);
        Assert.Equal(1, many.Warm);
    }

    [Fact]
    public async Task MonthlyAsync_AnyMonth_CostsTheSameAtAThousandAndAtFiveThousandTransactions()
    {
        var few = await CostAsync(1_000, new ReportQuery(Month: "2020-01"));
        var many = await CostAsync(5_000, new ReportQuery(Month: "2020-01"));

        Assert.Equal(few, many);
        Assert.InRange(many.Cold, 1, 9);
        Assert.Equal(1, many.Warm);
    }

    [Fact]
    public async Task SummaryAsync_WholeHistory_ReadsItsYearsByOneQuery()
    {
        var cost = await CostAsync(5_000, new ReportQuery("2016-01-01", "2026-12-31"));

        Assert.InRange(cost.Cold, 1, 9);
        Assert.Equal(1, cost.Warm);
    }

    [Fact]
    public async Task SummaryAsync_RaggedRange_ReadsTheTransactionsOfItsEdgesOnly()
    {
        var cost = await CostAsync(5_000, new ReportQuery("2018-03-11", "2020-02-10"));

        // 5,000 transactions over 3,819 days: 1.3 a day, 10 + 31 + 10 days at the edges of both periods.
        Assert.InRange(cost.Rows, 1, 100);
        Assert.InRange(cost.Cold, 1, 14);
    }

    private static async Task<(int Cold, int Warm, long Rows)> CostAsync(int transactions, ReportQuery query)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.FillAsync(transactions, Years, await ledger.AddCategoryAsync("Food", CategoryType.Expense));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        var reports = new ReportService(reopened.Ledgers, ledger.Clock);
        Assert.True((await AskAsync()).IsOk);
        var (cold, rows) = (calls.Total, calls.RowsRead);
        Assert.True((await AskAsync()).IsOk);
        return (cold, calls.Total - cold, rows);

        async Task<Result<bool>> AskAsync() => query.Month is null
            ? (await reports.SummaryAsync(ledger.Caller, query, default)).Map(_ => true)
            : (await reports.MonthlyAsync(ledger.Caller, query, default)).Map(_ => true);
    }
}
