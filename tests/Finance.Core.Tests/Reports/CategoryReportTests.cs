using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Reports.Breakdown;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Reports;

public sealed class CategoryReportTests
{
    [Fact]
    public async Task CategoryAsync_EmptyLedger_SaysNothing()
    {
        var report = await ReportAsync(await TestLedger.CreateAsync(), new ReportQuery(Year: "2026"));

        Assert.Empty(report.Categories);
        Assert.Equal(("0.00", "0.00"), (report.Current.Expenses.ToString(), report.Previous.Expenses.ToString()));
        Assert.Empty(report.Unconverted);
    }

    [Fact]
    public async Task CategoryAsync_Tree_CountsEachEntryInAllThatItIsPartOf()
    {
        var ledger = await TestLedger.CreateAsync();
        var home = await ledger.AddCategoryAsync("Home", CategoryType.Expense);
        var rent = await ledger.AddCategoryAsync("Rent", CategoryType.Expense, home);
        var garage = await ledger.AddCategoryAsync("Garage", CategoryType.Expense, rent);
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddAsync(Expense, "600", "2026-01-01", rent);
        await ledger.AddAsync(Expense, "90", "2026-02-01", garage);
        await ledger.AddAsync(Income, "40", "2026-02-28", rent);
        await ledger.AddAsync(Expense, "50", "2026-03-01", home);
        await ledger.AddAsync(Expense, "300", "2026-03-02", food);
        await ledger.AddAsync(Expense, "10", "2025-12-31", garage);

        var report = await ReportAsync(ledger, new ReportQuery("2026-01-01", "2026-03-31"));

        Assert.Equal(
            [
                "Home 700.00 (50.00 itself, 0.7, 4) 600.00 50.00 50.00 before 10.00",
                "  Rent 650.00 (560.00 itself, 0.65, 3) 600.00 50.00 0.00 before 10.00",
                "    Garage 90.00 (90.00 itself, 0.09, 1) 0.00 90.00 0.00 before 10.00",
                "Food 300.00 (300.00 itself, 0.3, 1) 0.00 0.00 300.00 before 0.00",
            ],
            Lines(report.Categories));
        Assert.Equal(("1000.00", "10.00"), (report.Current.Expenses.ToString(), report.Previous.Expenses.ToString()));
        Assert.Equal(69m, report.Categories[0].Change.Ratio);
    }

    [Fact]
    public async Task CategoryAsync_CategoryDeletedAndAccountMerged_CountWhereTheyCountNow()
    {
        var ledger = await TestLedger.CreateAsync();
        var old = await ledger.AddCategoryAsync("Old", CategoryType.Expense);
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var card = await ledger.AddAccountAsync("Card");
        await ledger.AddAsync(Expense, "5", "2026-01-02", old, card);
        await ledger.AddAsync(Expense, "7", "2026-01-02", food);
        await new CategoryService(ledger.Ledgers, ledger.Clock).DeleteAsync(ledger.Change, old, food, default);
        await new AccountService(ledger.Ledgers).DeleteAsync(ledger.Change, card, ledger.Checking, default);

        var report = await ReportAsync(ledger, new ReportQuery(Month: "2026-01", AccountId: card));

        Assert.Equal(["Food 12.00 (12.00 itself, 1, 2) 12.00 before 0.00"], Lines(report.Categories));
        Assert.Equal(ledger.Checking, report.AccountId);
    }

    [Fact]
    public async Task CategoryAsync_FiveYearsAndALeapDay_OneAmountForEveryMonth()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddAsync(Expense, "1", "2024-02-29", food);
        await ledger.AddAsync(Expense, "2", "2028-12-31", food);

        var trend = (await ReportAsync(ledger, new ReportQuery("2024-02-29", "2028-12-31"))).Categories[0].Trend;

        Assert.Equal(59, trend.Count);
        Assert.Equal(("2024-02", "1.00"), (trend[0].Month.ToString(), trend[0].Amount.ToString()));
        Assert.Equal(("2028-12", "2.00"), (trend[^1].Month.ToString(), trend[^1].Amount.ToString()));
        Assert.Equal(300, trend.Sum(month => month.Amount.Minor));
    }

    [Fact]
    public async Task CategoryAsync_AllTime_ShowsTheMonthsThatHoldAnything()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(Expense, "1", "1900-01-01");
        await ledger.AddAsync(Expense, "2", "2199-12-31");

        var report = await ReportAsync(ledger, new ReportQuery("1900-01-01", "2199-12-31"));

        Assert.Equal(["1900-01", "2199-12"], report.Categories[0].Trend.Select(month => month.Month.ToString()));
        Assert.Equal("3.00", report.Categories[0].Amount.ToString());
    }

    private static IEnumerable<string> Lines(IReadOnlyList<CategoryBranch> branches, string indent = "") => branches.SelectMany(branch =>
        Lines(branch.Children, indent + "  ").Prepend(FormattableString.Invariant(
            $"{indent}{branch.Category?.Name} {branch.Amount} ({branch.OwnAmount} itself, {branch.Share:0.####}, {branch.Count}) ")
            + $"{string.Join(' ', branch.Trend.Select(month => month.Amount))} before {branch.Previous}"));

    private static async Task<CategoryReport> ReportAsync(TestLedger ledger, ReportQuery query) =>
        (await new ReportService(ledger.Ledgers, ledger.Exchange, ledger.Clock).CategoryAsync(ledger.Caller, query, default)).Value;
}
