using System.Globalization;
using Finance.Core.Accounts;
using Finance.Core.Reports;
using Finance.Core.Reports.Cashflow;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Reports;

/// <summary>Today is 15 June 2026.</summary>
public sealed class CashflowReportTests
{
    [Fact]
    public async Task CashflowAsync_EmptyLedger_StaysAtZeroAndSaysThatItIsTooShort()
    {
        var report = await ReportAsync(await TestLedger.CreateAsync(), days: 366);

        Assert.Equal(366, report.Days.Count);
        Assert.All(report.Days, day => Assert.Equal(("0.00", "0.00", "0.00", false), (day.P10.ToString(), day.P50.ToString(), day.P90.ToString(), day.IsBelowZero)));
        Assert.Equal(new CashflowHistory(0, true), report.History);
        Assert.Null(report.Backtest);
        Assert.Equal(new DateOnly(2026, 6, 16), report.Lowest.Date);
    }

    [Fact]
    public async Task CashflowAsync_OnlyWhatIsKnown_OccurrencesAndEntriesAhead()
    {
        var ledger = await TestLedger.CreateAsync();
        var savings = await ledger.AddAccountAsync("Savings", type: AccountType.Savings);
        var depot = await ledger.AddAccountAsync("Depot", opening: 100_000, type: AccountType.Investment);
        await ledger.AddAsync(Income, "900", "2026-06-15");
        await ledger.AddAsync(Expense, "50", "2026-06-20");
        await ledger.AddAsync(Transfer, "100", "2026-06-18", to: savings);
        await ledger.AddAsync(Transfer, "200", "2026-06-19", to: depot);
        await AddTemplateAsync(ledger, "Rent", "700", "2026-07-01");

        var report = await ReportAsync(ledger, days: 20);

        Assert.Equal("900.00", report.Balance.ToString());
        Assert.Equal(["Checking", "Savings"], report.Accounts.Select(account => account.Name).Order());
        Assert.Equal(
            ["2026-06-19 700.00", "2026-06-20 650.00", "2026-07-01 -50.00"],
            report.Days.Where((day, at) => at > 0 && day.Known != report.Days[at - 1].Known).Select(day => $"{LedgerDates.Format(day.Date)} {day.P50}"));
        Assert.Equal([("Rent", "-700.00")], report.Days.Single(day => day.Date == new DateOnly(2026, 7, 1)).Flows.Select(flow => (flow.Name!, flow.Amount.ToString())));
        Assert.Equal((new DateOnly(2026, 7, 1), 5), (report.Lowest.Date, report.Days.Count(day => day.IsBelowZero)));
    }

    [Fact]
    public async Task CashflowAsync_RentPaidByHandBeforeItBecameATemplate_IsNotCountedTwice()
    {
        var ledger = await TestLedger.CreateAsync();
        for (var month = new DateOnly(2025, 1, 1); month < new DateOnly(2026, 7, 1); month = month.AddMonths(1))
        {
            await ledger.AddAsync(Income, "1000", LedgerDates.Format(month));
            await ledger.AddAsync(Expense, "700", LedgerDates.Format(month.AddDays(month.Month % 3)));
        }

        var without = await ReportAsync(ledger, days: 30);
        await AddTemplateAsync(ledger, "Rent", "700", "2026-07-02");
        var with = await ReportAsync(ledger, days: 30);

        Assert.Equal("5400.00", without.Balance.ToString());
        Assert.Equal("5700.00", without.Days[^1].P50.ToString());
        Assert.Equal(("5700.00", "5700.00", "5700.00"), (with.Days[^1].P10.ToString(), with.Days[^1].P50.ToString(), with.Days[^1].P90.ToString()));
        Assert.Equal((1m, 0.8m), (with.Backtest!.Coverage, with.Backtest.Level));
    }

    [Theory]
    [InlineData("2026-06-15")]
    [InlineData("2026-01-31")]
    [InlineData("2024-02-29")]
    [InlineData("2026-03-30")]
    public async Task CashflowAsync_SteadyDaysOfTheMonth_MeetHoweverLongTheMonthsAre(string today)
    {
        var now = DateOnly.Parse(today, CultureInfo.InvariantCulture);
        var ledger = await TestLedger.CreateAsync(now: new DateTimeOffset(now, new TimeOnly(12, 0), TimeSpan.Zero));
        for (var month = Month.Of(now).AddMonths(-20); month <= Month.Of(now).AddMonths(4); month = month.AddMonths(1))
        {
            foreach (var (day, amount) in new[] { (month.FirstDay, "1000"), (month.FirstDay.AddDays(27), "300") })
            {
                if (day <= now)
                {
                    await ledger.AddAsync(amount == "1000" ? Income : Expense, amount, LedgerDates.Format(day));
                }
            }
        }

        var report = await ReportAsync(ledger, days: 90);

        Assert.Equal(1m, report.Backtest!.Coverage);
        var balance = report.Balance.Minor;
        foreach (var day in report.Days)
        {
            balance += day.Date.Day switch { 1 => 100_000, 28 => -30_000, _ => 0 };
            Assert.Equal((balance, balance, balance), (day.P10.Minor, day.P50.Minor, day.P90.Minor));
        }
    }

    [Fact]
    public async Task CashflowAsync_NoisySpending_BandHoldsAboutFourInFive()
    {
        var (inside, count, said) = (0, 0, new List<decimal>());
        foreach (var seed in Enumerable.Range(1, 12))
        {
            var ledger = await TestLedger.CreateAsync(now: new DateTimeOffset(2026, 5, 15, 12, 0, 0, TimeSpan.Zero), allowFutureDates: true);
            var random = new Random(seed);
            var balance = new List<long>();
            var sum = 0L;
            for (var day = new DateOnly(2024, 4, 1); day < new DateOnly(2026, 6, 15); day = day.AddDays(1))
            {
                var spent = random.Next(100, 9_000);
                var isKnown = day <= new DateOnly(2026, 5, 15);
                if (isKnown && day.DayNumber % 3 == 0)
                {
                    await ledger.AddAsync(Expense, (spent / 100m).ToString(CultureInfo.InvariantCulture), LedgerDates.Format(day));
                }

                sum -= day.DayNumber % 3 == 0 ? spent : 0;
                if (!isKnown)
                {
                    balance.Add(sum);
                }
            }

            var report = await ReportAsync(ledger, days: 30);
            inside += report.Days.Where((day, at) => balance[at] >= day.P10.Minor && balance[at] <= day.P90.Minor).Count();
            count += 30;
            said.Add(report.Backtest!.Coverage);
        }

        Assert.InRange(inside / (decimal)count, 0.6m, 0.97m);
        Assert.InRange(said.Average(), 0.65m, 0.95m);
    }

    [Fact]
    public async Task CashflowAsync_OtherCurrency_AtTodaysRateOrApart()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAccountAsync("Yen", "JPY", opening: 1_000);
        await ledger.AddAccountAsync("Dinar", "KWD", opening: 5_000);
        await TestRates.StoreAsync(ledger.Store, ledger.Clock, TestRates.Day("2026-06-12", "USD 1 JPY 100"));

        var report = await ReportAsync(ledger, days: 1);

        Assert.Equal(("10.00", "5.000"), (report.Balance.ToString(), Assert.Single(report.Unconverted).ToString()));
        Assert.Equal("JPY", Assert.Single(report.RatesUsed).From.Code);
    }

    [Theory]
    [InlineData("2026-06-10", "2026-06-20", null, "2026-06-16", "2026-06-20")]
    [InlineData("2026-08-01", "2026-08-31", null, "2026-08-01", "2026-08-31")]
    [InlineData(null, null, "2026", "2026-06-16", "2026-12-31")]
    public async Task CashflowAsync_Period_ShowsItsDaysAhead(string? from, string? to, string? year, string first, string last)
    {
        var report = await ReportAsync(await TestLedger.CreateAsync(), new ReportQuery(from, to, Year: year));

        Assert.Equal((first, last), (LedgerDates.Format(report.Days[0].Date), LedgerDates.Format(report.Days[^1].Date)));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-06-15", null, null, "to")]
    [InlineData("2026-01-01", "2028-06-15", null, null, "to")]
    [InlineData(null, null, "2025", null, "year")]
    [InlineData(null, null, "2026", 10, "days")]
    public async Task CashflowAsync_PeriodThatIsOverOrTooFar_IsRefused(string? from, string? to, string? year, int? days, string field)
    {
        var ledger = await TestLedger.CreateAsync();
        var query = new CashflowQuery(new ReportQuery(from, to, Year: year), days);

        var refused = await new CashflowService(ledger.Ledgers, ledger.Exchange, ledger.Clock).CashflowAsync(ledger.Caller, query, default);

        Assert.Equal(field, Assert.Single(refused.Error!.Fields!).Key);
    }

    [Fact]
    public async Task CashflowAsync_AYearAhead_CostsTheSameAtAThousandAndAtFiveThousandTransactions()
    {
        var (few, many) = (await CostAsync(1_000), await CostAsync(5_000));

        Assert.Equal(few, many);
        Assert.InRange(many.Cold, 1, 9);
        Assert.Equal(1, many.Warm);
    }

    private static async Task<(int Cold, int Warm)> CostAsync(int transactions)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.FillAsync(transactions, new DateRange(new DateOnly(2016, 1, 1), new DateOnly(2026, 6, 15)));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        await ReportAsync(reopened, days: 366);
        var cold = calls.Total;
        await ReportAsync(reopened, days: 366);
        return (cold, calls.Total - cold);
    }

    private static async Task AddTemplateAsync(TestLedger ledger, string name, string amount, string start)
    {
        var service = new Finance.Core.Recurring.RecurringService(ledger.Ledgers, ledger.Clock);
        var asked = RecurringLedger.Rent(RecurringLedger.Monthly(start)) with
        {
            Name = name,
            Transaction = new NewTransaction { Type = Expense, Amount = new AmountText("transaction.amount", amount) },
        };
        Assert.True((await service.CreateAsync(ledger.Change, asked, default)).IsOk);
    }

    private static async Task<CashflowReport> ReportAsync(TestLedger ledger, ReportQuery? query = null, int? days = null) =>
        (await new CashflowService(ledger.Ledgers, ledger.Exchange, ledger.Clock)
            .CashflowAsync(ledger.Caller, new CashflowQuery(query ?? new ReportQuery(), days), default)).Value;
}
