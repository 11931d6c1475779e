using Finance.Core.Accounts;
using Finance.Core.Reports;
using Finance.Core.Reports.Worth;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Reports;

public sealed class WorthReportTests
{
    [Theory]
    [InlineData("2026-01-30", "2026-02-02", WorthInterval.Day, "2026-01-30 2026-01-31 2026-02-01 2026-02-02")]
    [InlineData("2026-06-10", "2026-06-28", WorthInterval.Week, "2026-06-13 2026-06-20 2026-06-27 2026-06-28")]
    [InlineData("2024-01-31", "2024-03-15", WorthInterval.Month, "2024-01-31 2024-02-29 2024-03-15")]
    [InlineData("2025-12-31", "2026-06-30", WorthInterval.Quarter, "2025-12-31 2026-03-31 2026-06-30")]
    [InlineData("2199-12-30", "2199-12-31", WorthInterval.Week, "2199-12-31")]
    [InlineData("1900-01-01", "1902-01-01", WorthInterval.Year, "1900-12-31 1901-12-31 1902-01-01")]
    public void Of_Interval_EndsAndTheLastDay(string from, string to, WorthInterval interval, string days)
    {
        var range = new DateRange(DateOnly.Parse(from, null), DateOnly.Parse(to, null));

        Assert.Equal(days.Split(' '), WorthDays.Of(range, interval, DayOfWeek.Sunday).Value.Select(LedgerDates.Format));
    }

    [Fact]
    public void Of_MorePointsThanOneAnswerHas_IsRefused()
    {
        var days = new DateRange(new DateOnly(2020, 1, 1), new DateOnly(2020, 1, 1).AddDays(999));

        Assert.Equal(1_000, WorthDays.Of(days, WorthInterval.Day, DayOfWeek.Monday).Value.Count);
        Assert.Equal("interval", Assert.Single(WorthDays.Of(days with { To = days.To.AddDays(1) }, WorthInterval.Day, default).Error!.Fields!).Key);
    }

    [Fact]
    public async Task WorthAsync_FutureEntriesAndDebts_CountOnTheirDay()
    {
        var ledger = await TestLedger.CreateAsync();
        var loan = await ledger.AddAccountAsync("Loan", opening: -100_000, type: AccountType.Loan);
        await ledger.AddAsync(Income, "500", "2026-05-10");
        await ledger.AddAsync(Transfer, "200", "2026-07-20", to: loan);

        var report = await ReportAsync(ledger, new ReportQuery("2026-05-01", "2026-07-31"));

        Assert.Equal(
            ["500.00 1000.00 False", "500.00 1000.00 True", "300.00 800.00 True"],
            report.Points.Select(point => $"{point.Assets} {point.Liabilities} {point.IsFuture}"));
        Assert.Equal([(false, "300.00"), (true, "-800.00")], report.Accounts.Select(account => (account.IsDebt, account.Balance.ToString())));
        Assert.Equal("500.00", report.Change.Amount.ToString());
    }

    [Fact]
    public async Task WorthAsync_NoRateYet_TheCurrencyIsMissingAndSaidSo()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAccountAsync("Yen", "JPY", opening: 1_000);
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, TestRates.Day("2026-02-10", "USD 1 JPY 100"));

        var report = await ReportAsync(ledger, new ReportQuery("2026-01-01", "2026-02-28"));

        Assert.Equal(["0.00", "10.00"], report.Points.Select(point => point.NetWorth.ToString()));
        Assert.Equal([["JPY"], []], report.Points.Select(point => point.NotIncluded.Select(currency => currency.Code)));
        Assert.Equal(("2026-01-31", "1000"), (LedgerDates.Format(report.Unconverted[0].Date), report.Unconverted[0].NetWorth.ToString()));
        Assert.Equal([null, "10.00"], report.Accounts[0].Values.Select(value => value?.ToString()));
        Assert.Equal("JPY", Assert.Single(report.RatesUsed).From.Code);
    }

    [Fact]
    public async Task WorthAsync_AccountClosedAndEmpty_IsShownWhereItEverHeldAnything()
    {
        var ledger = await TestLedger.CreateAsync();
        var savings = await ledger.AddAccountAsync("Savings", opening: 5_000);
        await ledger.AddAsync(Transfer, "50", "2026-03-10", account: savings, to: ledger.Checking);
        await ledger.CommitAsync("account.updated", savings, draft => draft.Put(draft.Chart.FindAccount(savings)! with { ClosedAt = ledger.Clock.Now }));

        var during = await ReportAsync(ledger, new ReportQuery("2026-03-01", "2026-04-30"));
        var after = await ReportAsync(ledger, new ReportQuery("2026-05-01", "2026-05-31"));

        Assert.Equal(["Checking", "Savings"], during.Accounts.Select(account => account.Account.Name));
        Assert.Equal(["0.00", "0.00"], during.Accounts[1].Values.Select(value => value.ToString()));
        Assert.Equal(["Checking"], after.Accounts.Select(account => account.Account.Name));
    }

    [Fact]
    public async Task WorthAsync_MonthEnds_ReadNothingButTheHead()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.FillAsync(200, new DateRange(new DateOnly(2021, 1, 1), new DateOnly(2025, 12, 31)));
        await ReportAsync(ledger, new ReportQuery("2021-01-01", "2025-12-31"));
        var before = store.Calls.Total;

        await ReportAsync(ledger, new ReportQuery("2021-01-01", "2025-12-31"));
        await ReportAsync(ledger.Reopen(), new ReportQuery("2021-03-11", "2025-12-10"));

        Assert.InRange(store.Calls.Total - before, 2, 8);
    }

    private static async Task<WorthReport> ReportAsync(TestLedger ledger, ReportQuery query) =>
        (await new WorthService(ledger.Ledgers, ledger.Exchange, ledger.Clock).WorthAsync(ledger.Caller, query, WorthInterval.Month, default)).Value;
}
