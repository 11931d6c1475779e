using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Storage;
using Finance.Core.Transactions;
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
    public async Task SummaryAsync_RaggedRange_ReadsNoTransactionButTheLargest()
    {
        var cost = await CostAsync(5_000, new ReportQuery("2018-03-11", "2020-02-10"));

        Assert.InRange(cost.Rows, 1, 15);
        Assert.InRange(cost.Cold, 1, 9);
    }

    [Theory]
    [InlineData("2020-01-01", "2020-12-31")]
    [InlineData("2018-03-11", "2020-02-10")]
    [InlineData("2016-01-01", "2026-12-31")]
    public async Task SummaryAsync_AnotherCurrency_CostsTheSameAtAThousandAndAtFiveThousandTransactions(string from, string to)
    {
        var few = await CostAsync(1_000, new ReportQuery(from, to, Currency: "JPY"));
        var many = await CostAsync(5_000, new ReportQuery(from, to, Currency: "JPY"));

        // The rows of the day of the largest expense are all that grows.
        Assert.Equal((few.Cold, few.Warm), (many.Cold, many.Warm));
        Assert.InRange(many.Rows - few.Rows, 0, 5);
        Assert.InRange(many.Cold, 1, 9);
        Assert.Equal(1, many.Warm);
    }

    [Theory]
    [InlineData("2020-01-01", "2020-12-31")]
    [InlineData("2018-03-11", "2020-02-10")]
    [InlineData("2016-01-01", "2026-12-31")]
    public async Task SummaryAsync_SomeInAnotherCurrency_StaysBelowTenCalls(string from, string to)
    {
        var cost = await CostAsync(1_000, new ReportQuery(from, to), async ledger =>
        {
            var yen = await ledger.AddAccountAsync("Yen", "JPY", opening: 1_000);
            foreach (var day in Enumerable.Range(0, 120).Select(month => Years.From.AddMonths(month)))
            {
                await ledger.AddAsync(TransactionType.Expense, "5000", LedgerDates.Format(day), account: yen);
            }
        });

        Assert.InRange(cost.Cold, 1, 9);
        Assert.Equal(1, cost.Warm);
    }

    [Theory]
    [InlineData("2016-01-01", "2020-12-31", null, 15)]
    [InlineData("2016-01-11", "2021-01-10", null, 75)]
    [InlineData("2016-01-11", "2021-01-10", "JPY", 75)]
    public async Task CategoryAsync_FiveYears_CostTheSameAtAThousandAndAtFiveThousandTransactions(
        string from, string to, string? currency, int mostRows)
    {
        var query = new ReportQuery(from, to, Currency: currency);
        var few = await CostAsync(1_000, async (reports, caller) => (await reports.CategoryAsync(caller, query, default)).IsOk);
        var many = await CostAsync(5_000, async (reports, caller) => (await reports.CategoryAsync(caller, query, default)).IsOk);

        Assert.Equal(few, many);
        Assert.InRange(many.Cold, 1, 9);
        Assert.InRange(many.Rows, 1, mostRows);
        Assert.Equal(1, many.Warm);
    }

    private static Task<(int Cold, int Warm, long Rows)> CostAsync(
        int transactions,
        ReportQuery query,
        Func<TestLedger, Task>? addMore = null) => query.Month is null
            ? CostAsync(transactions, async (reports, caller) => (await reports.SummaryAsync(caller, query, default)).IsOk, addMore)
            : CostAsync(transactions, async (reports, caller) => (await reports.MonthlyAsync(caller, query, default)).IsOk, addMore);

    private static async Task<(int Cold, int Warm, long Rows)> CostAsync(
        int transactions,
        Func<ReportService, Caller, Task<bool>> ask,
        Func<TestLedger, Task>? addMore = null)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await (addMore?.Invoke(ledger) ?? Task.CompletedTask);
        await ledger.FillAsync(transactions, Years, await ledger.AddCategoryAsync("Food", CategoryType.Expense));
        await TestRates.StoreAsync(store, ledger.Clock, TestRates.Day("2015-12-31", "USD 1.1 JPY 120"), TestRates.Day("2026-06-12", "USD 1.2 JPY 130"));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        var reports = new ReportService(reopened.Ledgers, reopened.Exchange, ledger.Clock);
        Assert.True(await ask(reports, ledger.Caller));
        var (cold, rows) = (calls.Total, calls.RowsRead);
        Assert.True(await ask(reports, ledger.Caller));
        return (cold, calls.Total - cold, rows);
    }
}
