using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Reports.Custom;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Reports;

public sealed class QueryReportTests
{
    private static readonly ReportQuery Year = new(Year: "2025");

    [Fact]
    public async Task QueryAsync_MonthAndType_FromSumsAlone()
    {
        var ledger = await FilledAsync();

        var report = await ReportAsync(ledger, Query(Year, [GroupBy.Month, GroupBy.Type], Measure.Sum, Measure.Count, Measure.Average));

        Assert.Equal(
            [
                "2025-01 Expense 130.00 2 65.00", "2025-01 Transfer 40.00 1 40.00", "2025-01 Income 20.00 1 20.00", "2025-02 Expense 7.00 1 7.00",
            ],
            report.Groups.Select(group => $"{group.Month} {group.Type} {group.Figures.Sum} {group.Figures.Count} {group.Figures.Average}"));
        Assert.Equal((null, null), (report.Scanned, report.Next));
    }

    [Fact]
    public async Task QueryAsync_CategoryWithRefunds_SumsAsEnteredAndExpensesLessRefunds()
    {
        var ledger = await FilledAsync();

        var report = await ReportAsync(ledger, Query(Year, [GroupBy.Category], Measure.Sum, Measure.Count, Measure.Expenses, Measure.Net));

        Assert.Equal(
            ["Food 90.00 3 50.00 -50.00", "Fun 60.00 1 60.00 -60.00", " 7.00 1 7.00 -7.00"],
            report.Groups.Select(group =>
                $"{group.Category?.Name} {group.Figures.Sum} {group.Figures.Count} {group.Figures.Expenses} {group.Figures.Net}"));
        Assert.Equal(("157.00", "117.00"), (report.Total.Sum.ToString(), report.Total.Expenses.ToString()));
    }

    [Fact]
    public async Task QueryAsync_TagsAndPayees_AnEntryCountsInEachOfItsTags()
    {
        var ledger = await FilledAsync();

        var tags = await ReportAsync(ledger, Query(Year, [GroupBy.Tag], Measure.Sum, Measure.Count));
        var payees = await ReportAsync(ledger, Query(Year, [GroupBy.Payee], Measure.Sum, Measure.Min, Measure.Max));

        Assert.Equal(["a 100.00 1", "b 100.00 1", " 57.00 3"], tags.Groups.Select(group => $"{group.Tag} {group.Figures.Sum} {group.Figures.Count}"));
        Assert.Equal(("157.00", 4L), (tags.Total.Sum.ToString(), tags.Total.Count));
        Assert.Equal([" 7.00 100.00"], payees.Groups.Select(group => $"{group.Payee} {group.Figures.Min} {group.Figures.Max}"));
        Assert.Equal(new ScannedPart(new DateOnly(2025, 1, 1), new DateOnly(2025, 2, 10), 5), payees.Scanned);
    }

    [Fact]
    public async Task QueryAsync_Filters_NarrowDown()
    {
        var ledger = await FilledAsync();
        async Task<string> SumAsync(TransactionFilter filter) => (await ReportAsync(
            ledger, Query(Year, [], Measure.Sum) with { Filter = filter })).Total.Sum.ToString();
        var food = (await ledger.OpenAsync()).Chart.Categories.Single(category => category.Name == "Food").Id;

        Assert.Equal("90.00", await SumAsync(new TransactionFilter { CategoryId = food }));
        Assert.Equal("70.00", await SumAsync(new TransactionFilter { CategoryId = food, Type = Expense }));
        Assert.Equal("40.00", await SumAsync(new TransactionFilter { Type = Transfer }));
        Assert.Equal("50.00", await SumAsync(new TransactionFilter { MinAmount = 20, MaxAmount = 30 }));
        Assert.Equal("100.00", await SumAsync(new TransactionFilter { Tag = "a" }));
        Assert.Equal("0.00", await SumAsync(new TransactionFilter { Text = "nothing" }));
        Assert.Equal("7.00", await SumAsync(new TransactionFilter { CategoryId = TransactionFilter.Uncategorised }));
    }

    [Fact]
    public async Task QueryAsync_MoreEntriesThanOneRequestReads_PartsAddUp()
    {
        var calls = new StorageCalls();
        var ledger = await TestLedger.CreateAsync(new CountingTableStore(new InMemoryTableStore(), calls, TimeProvider.System));
        await ledger.FillAsync(4_500, new DateRange(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)));
        var query = Query(Year, [GroupBy.Payee], Measure.Sum, Measure.Count);
        var before = calls.Total;

        var first = await ReportAsync(ledger, query);
        Assert.InRange(calls.Total - before, 1, 9);
        var second = await ReportAsync(ledger, query, first.Next);
        var elsewhere = await Service(ledger).QueryAsync(ledger.Caller, Query(Year, [GroupBy.Tag], Measure.Sum), first.Next, default);

        var whole = (await ReportAsync(ledger, Query(Year, [], Measure.Sum, Measure.Count))).Total;
        Assert.Equal((4_000, 500, null), (first.Scanned!.Rows, second.Scanned!.Rows, second.Next));
        Assert.Equal((whole.Sum, whole.Count), (first.Total.Sum + second.Total.Sum, first.Total.Count + second.Total.Count));
        Assert.Equal("invalid_cursor", elsewhere.Error?.Code);
    }

    [Fact]
    public async Task QueryAsync_OtherCurrency_DaysAtTheirRatesAndTheRestApart()
    {
        var ledger = await FilledAsync();
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, TestRates.Day("2025-01-10", "USD 1 JPY 100"));
        await ledger.AddAsync(Expense, "300", "2025-01-09", account: yen);
        await ledger.AddAsync(Expense, "500", "2025-01-11", account: yen);

        foreach (var groupBy in new[] { GroupBy.Account, GroupBy.Payee })
        {
            var report = await ReportAsync(ledger, Query(Year, [groupBy], Measure.Sum, Measure.Expenses));
            Assert.Equal("162.00", report.Total.Sum.ToString());
            var apart = Assert.Single(report.Unconverted);
            Assert.Equal(("300", 1L), (apart.Expenses.ToString(), apart.TransactionCount));
        }
    }

    [Fact]
    public async Task QueryAsync_CategoryOrRateChangedSince_TheNextAnswerHasIt()
    {
        var ledger = await FilledAsync();
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, TestRates.Day("2025-01-01", "USD 1 JPY 100"));
        await ledger.AddAsync(Expense, "500", "2025-01-03", account: yen);
        var query = Query(new ReportQuery(Month: "2025-01"), [GroupBy.Week, GroupBy.Category], Measure.Sum, Measure.Expenses);
        async Task<IEnumerable<string>> SaidAsync() => (await ReportAsync(ledger, query)).Groups
            .Select(group => $"{LedgerDates.Format(group.Week!.Value)} {group.Category?.Name} {group.Figures.Sum} {group.Figures.Expenses}");

        Assert.Equal(
            ["2024-12-30 Food 70.00 70.00", "2024-12-30 Fun 60.00 60.00", "2024-12-30  5.00 5.00", "2025-01-27 Food 20.00 -20.00"], await SaidAsync());
        var fun = (await ledger.OpenAsync()).Chart.Categories.Single(category => category.Name == "Fun").Id;
        await new CategoryService(ledger.Ledgers, ledger.Clock).DeleteAsync(ledger.Change, fun, null, default);
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, TestRates.Day("2025-01-01", "USD 1 JPY 50"));
        ledger.Clock.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(
            ["2024-12-30  70.00 70.00", "2024-12-30 Food 70.00 70.00", "2025-01-27 Food 20.00 -20.00"],
            (await SaidAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task QueryAsync_FilterThatNamesNothing_IsRefusedByItsPath()
    {
        var ledger = await FilledAsync();
        var query = Query(Year, [], Measure.Sum) with { Filter = new TransactionFilter { CategoryId = "none-such", MinAmount = 2, MaxAmount = 1 } };

        var refused = await Service(ledger).QueryAsync(ledger.Caller, query, null, default);

        Assert.Equal(["filter.category_id", "filter.min_amount"], refused.Error!.Fields!.Keys.Order());
    }

    [Theory]
    [InlineData(GroupBy.Month)]
    [InlineData(GroupBy.Week)]
    public async Task QueryAsync_FiveYearsFromSums_CostTheSameAtAThousandAndAtFiveThousandTransactions(GroupBy groupBy)
    {
        var (few, many) = (await CostAsync(1_000, groupBy), await CostAsync(5_000, groupBy));

        Assert.Equal(few, many);
        Assert.InRange(many.Cold, 1, 9);
        Assert.Equal(1, many.Warm);
    }

    private static async Task<(int Cold, int Warm)> CostAsync(int transactions, GroupBy groupBy)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.FillAsync(transactions, new DateRange(new DateOnly(2016, 1, 1), new DateOnly(2025, 12, 31)));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        var query = Query(new ReportQuery("2018-01-01", "2022-12-31"), [groupBy, GroupBy.Category], Measure.Sum, Measure.Count);
        await ReportAsync(reopened, query);
        var cold = calls.Total;
        await ReportAsync(reopened, query);
        return (cold, calls.Total - cold);
    }

    /// <summary>Expenses of 100 (40 food, 60 fun), 30 and 7, a refund of 20, a transfer of 40.</summary>
    private static async Task<TestLedger> FilledAsync()
    {
        var ledger = await TestLedger.CreateAsync();
        var savings = await ledger.AddAccountAsync("Savings");
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var fun = await ledger.AddCategoryAsync("Fun", CategoryType.Expense);
        await ledger.AddAsync(new NewTransaction
        {
            Type = Expense,
            Amount = new AmountText("amount", "100"),
            Date = new DateOnly(2025, 1, 1),
            Tags = ["a", "b"],
            Splits = [new NewSplit(food, new AmountText("a", "40"), null), new NewSplit(fun, new AmountText("a", "60"), null)],
        });
        await ledger.AddAsync(Expense, "30", "2025-01-02", food);
        await ledger.AddAsync(Income, "20", "2025-01-31", food);
        await ledger.AddAsync(Transfer, "40", "2025-01-31", to: savings);
        await ledger.AddAsync(Expense, "7", "2025-02-10");
        return ledger;
    }

    private static CustomQuery Query(ReportQuery report, IReadOnlyList<GroupBy> groupBy, params IReadOnlyList<Measure> measures) =>
        new(report, groupBy, measures, new TransactionFilter(), null);

    private static QueryService Service(TestLedger ledger) => new(ledger.Ledgers, ledger.Exchange, ledger.Clock);

    private static async Task<CustomReport> ReportAsync(TestLedger ledger, CustomQuery query, string? after = null) =>
        (await Service(ledger).QueryAsync(ledger.Caller, query, after, default)).Value;
}
