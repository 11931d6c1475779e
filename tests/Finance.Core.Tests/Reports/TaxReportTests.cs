using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Reports.Tax;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Reports;

public sealed class TaxReportTests
{
    [Fact]
    public async Task TaxAsync_SplitsRefundsAndOtherCategories_OnlyWhatIsDeductible()
    {
        var ledger = await TestLedger.CreateAsync();
        var office = await DeductibleAsync(ledger, "Office");
        var travel = await DeductibleAsync(ledger, "Travel");
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense, office);
        await ledger.AddAsync(Expense, "120", "2025-02-01", office);
        await ledger.AddAsync(Income, "20", "2025-03-01", office);
        await ledger.AddAsync(Expense, "70", "2025-03-02", food);
        await ledger.AddAsync(Expense, "10", "2026-01-01", office);
        await ledger.AddAsync(new NewTransaction
        {
            Type = Expense,
            Amount = new AmountText("amount", "90"),
            Date = new DateOnly(2025, 12, 31),
            Splits = [new NewSplit(office, new AmountText("a", "30"), null), new NewSplit(food, new AmountText("a", "60"), null)],
        });

        var report = await ReportAsync(ledger, new ReportQuery(Year: "2025"));

        Assert.Equal(("130.00", "260.00"), (report.Deductible.ToString(), report.Totals.Expenses.ToString()));
        Assert.Equal(
            [(office, "130.00", 3L, 0.5m), (travel, "0.00", 0L, 0m)],
            report.Categories.Select(figure => (figure.Category!.Id, figure.Amount.ToString(), figure.Count, figure.Share)));
        Assert.Equal(
            ["2025-12-31 30.00", "2025-03-01 -20.00", "2025-02-01 120.00"],
            report.Entries.Select(entry => $"{LedgerDates.Format(entry.Entry.Transaction.Date)} {Assert.Single(entry.Parts).Converted}"));
        Assert.Null(report.Next);
    }

    [Fact]
    public async Task TaxAsync_PageByPage_EveryEntryOnceAndTheirSumIsTheTotal()
    {
        var ledger = await TestLedger.CreateAsync();
        var office = await DeductibleAsync(ledger, "Office");
        await ledger.FillAsync(40, new DateRange(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), office);
        var (entries, after) = (new List<TaxEntry>(), (string?)null);

        do
        {
            var page = await ReportAsync(ledger, new ReportQuery(Year: "2025"), new PageRequest(7, after));
            entries.AddRange(page.Entries);
            after = page.Next;
            Assert.Equal(entries.Count > 0 ? page.Deductible : default, page.Deductible);
        }
        while (after is not null);

        Assert.Equal((40, 40), (entries.Count, entries.DistinctBy(entry => entry.Entry.Transaction.Id).Count()));
        var whole = (await ReportAsync(ledger, new ReportQuery(Year: "2025"))).Deductible;
        Assert.Equal(whole.Minor, entries.Sum(entry => entry.Parts[0].Amount.Minor));
    }

    [Fact]
    public async Task TaxAsync_NothingMarked_ReadsNoEntry()
    {
        var calls = new StorageCalls();
        var ledger = await TestLedger.CreateAsync(new CountingTableStore(new InMemoryTableStore(), calls, TimeProvider.System));
        await ledger.FillAsync(500, new DateRange(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)));
        var (before, rows) = (calls.Total, calls.RowsRead);

        var report = await ReportAsync(ledger.Reopen(), new ReportQuery(Year: "2025"));

        Assert.Empty(report.Entries);
        Assert.InRange(calls.Total - before, 1, 5);
        Assert.InRange(calls.RowsRead - rows, 1, 6);
    }

    [Fact]
    public async Task TaxAsync_ManyOtherEntries_StopsAndGoesOn()
    {
        var calls = new StorageCalls();
        var ledger = await TestLedger.CreateAsync(new CountingTableStore(new InMemoryTableStore(), calls, TimeProvider.System));
        var office = await DeductibleAsync(ledger, "Office");
        await ledger.AddAsync(Expense, "1", "2025-01-01", office);
        await ledger.FillAsync(4_200, new DateRange(new DateOnly(2025, 1, 2), new DateOnly(2025, 1, 31)));
        var before = calls.Total;

        var first = await ReportAsync(ledger, new ReportQuery(Year: "2025"));
        Assert.InRange(calls.Total - before, 1, 9);
        var second = await ReportAsync(ledger, new ReportQuery(Year: "2025"), new PageRequest(50, first.Next));

        Assert.Equal((0, 1), (first.Entries.Count, second.Entries.Count));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task TaxAsync_OtherCurrencies_EachDayAtItsRateAndTheRestApart()
    {
        var ledger = await TestLedger.CreateAsync();
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, TestRates.Day("2025-02-10", "USD 1 JPY 100"));
        var (office, yen) = (await DeductibleAsync(ledger, "Office"), await ledger.AddAccountAsync("Yen", "JPY"));
        await ledger.AddAsync(Expense, "500", "2025-02-09", office, yen);
        await ledger.AddAsync(Expense, "300", "2025-02-11", office, yen);

        var report = await ReportAsync(ledger, new ReportQuery(Year: "2025"));

        Assert.Equal(("3.00", "500"), (report.Deductible.ToString(), Assert.Single(report.Unconverted).ToString()));
        Assert.Equal(["3.00", null], report.Entries.Select(entry => entry.Parts[0].Converted?.ToString()));
    }

    private static async Task<string> DeductibleAsync(TestLedger ledger, string name)
    {
        var id = await ledger.AddCategoryAsync(name, CategoryType.Expense);
        await ledger.CommitAsync("category.updated", id, draft => draft.Put(draft.Chart.FindCategory(id)! with { TaxDeductible = true }));
        return id;
    }

    private static async Task<TaxReport> ReportAsync(TestLedger ledger, ReportQuery query, PageRequest? page = null) =>
        (await new TaxService(ledger.Ledgers, ledger.Exchange, ledger.Clock).TaxAsync(ledger.Caller, query, page ?? new PageRequest(50, null), default)).Value;
}
