using System.Globalization;
using Finance.Core.Reports;
using Finance.Core.Reports.Trends;
using Finance.Core.Storage;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Reports;

/// <summary>Today is 15 June 2026.</summary>
public sealed class TrendReportTests
{
    [Fact]
    public async Task TrendsAsync_EmptyLedger_SaysNothing()
    {
        var report = await ReportAsync(await TestLedger.CreateAsync(), new ReportQuery(Year: "2025"));

        Assert.Equal(12, report.Months.Count);
        Assert.All(report.Months, month => Assert.Null(month.MovingAverage));
        Assert.Empty(report.Years);
        Assert.Empty(report.Prediction);
        Assert.Equal((null, null, null), (report.History, report.Seasonality, report.Backtest));
    }

    [Fact]
    public async Task TrendsAsync_AFewMonths_AveragesAndNoPrediction()
    {
        var ledger = await TestLedger.CreateAsync();
        foreach (var (day, amount) in new[] { ("2026-03-02", "30"), ("2026-04-02", "60"), ("2026-05-31", "90"), ("2026-06-10", "1") })
        {
            await ledger.AddAsync(Expense, amount, day);
        }

        await ledger.AddAsync(Income, "120", "2026-05-01");
        var report = await ReportAsync(ledger, new ReportQuery("2026-04-01", "2026-06-30"));

        Assert.Equal(
            ["2026-04 60.00  True", "2026-05 90.00 60.00 True", "2026-06 1.00 50.33 False"],
            report.Months.Select(month => $"{month.Month} {month.Expenses} {month.MovingAverage} {month.IsComplete}"));
        Assert.Equal(0.25m, report.Months[1].SavingsRate);
        Assert.Equal((3, true, "2026-03", "2026-05"), (report.History!.Months, report.History.IsTooShort, $"{report.History.From}", $"{report.History.To}"));
        Assert.Empty(report.Prediction);
        Assert.Null(report.Backtest);
        Assert.Equal([(2026, "151.00")], report.Years.Select(year => (year.Year, year.Expenses.ToString())));
    }

    [Fact]
    public async Task TrendsAsync_PlantedSeason_IsFoundAndGoesOn()
    {
        var ledger = await TestLedger.CreateAsync();
        for (var day = new DateOnly(2022, 1, 15); day < new DateOnly(2026, 6, 1); day = day.AddMonths(1))
        {
            var amount = day.Month switch { 12 => 900, 7 or 8 => 600, _ => 300 };
            await ledger.AddAsync(Expense, (amount + day.Year - 2022).ToString(CultureInfo.InvariantCulture), LedgerDates.Format(day));
        }

        var report = await ReportAsync(ledger, new ReportQuery(Year: "2026"), horizon: 12);

        Assert.Equal(("2026-06", "2027-05"), ($"{report.Prediction[0].Month}", $"{report.Prediction[^1].Month}"));
        Assert.All(report.Prediction, month => Assert.InRange(
            month.Expenses.ToDecimal(), month.Month.Number switch { 12 => 890, 7 or 8 => 590, _ => 290 }, month.Month.Number switch { 12 => 920, 7 or 8 => 620, _ => 320 }));
        Assert.True(report.Seasonality!.IsFound);
        Assert.Equal([12, 8, 7], report.Seasonality.Indices.OrderByDescending(index => index.Index).Select(index => index.Month).Take(3).Order().Reverse());
        Assert.InRange(report.Seasonality.Indices.Average(index => index.Index), 0.99m, 1.01m);
        Assert.InRange(report.Backtest!.Mape!.Value, 0, 0.02m);
        Assert.Equal(12, report.Backtest.Months);
    }

    [Fact]
    public async Task TrendsAsync_PeriodInThePast_LearnsFromNothingLater()
    {
        var ledger = await TestLedger.CreateAsync();
        for (var day = new DateOnly(2022, 1, 15); day < new DateOnly(2026, 6, 1); day = day.AddMonths(1))
        {
            await ledger.AddAsync(Expense, day.Year < 2025 ? "100" : "5000", LedgerDates.Format(day));
        }

        var report = await ReportAsync(ledger, new ReportQuery("2024-01-01", "2024-12-15"));

        Assert.Equal(("2024-11", "2024-12"), ($"{report.History!.To}", $"{report.Prediction[0].Month}"));
        Assert.All(report.Prediction, month => Assert.Equal("100.00", month.Expenses.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("JPY")]
    public async Task TrendsAsync_TenYears_CostTheSameAtAThousandAndAtFiveThousandTransactions(string? currency)
    {
        var (few, many) = (await CostAsync(1_000, currency), await CostAsync(5_000, currency));

        Assert.Equal(few, many);
        Assert.InRange(many.Cold, 1, 9);
        Assert.Equal(1, many.Warm);
    }

    private static async Task<(int Cold, int Warm)> CostAsync(int transactions, string? currency)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.FillAsync(transactions, new DateRange(new DateOnly(2016, 1, 1), new DateOnly(2026, 6, 15)));
        await TestRates.StoreAsync(store, ledger.Clock, TestRates.Day("2015-12-31", "USD 1.1 JPY 120"));
        var calls = new StorageCalls();
        var reopened = ledger.Reopen(new CountingTableStore(store, calls, TimeProvider.System));
        await ReportAsync(reopened, new ReportQuery(Currency: currency, Year: "2025"));
        var cold = calls.Total;
        await ReportAsync(reopened, new ReportQuery(Currency: currency, Year: "2025"));
        return (cold, calls.Total - cold);
    }

    private static async Task<TrendReport> ReportAsync(TestLedger ledger, ReportQuery query, int horizon = 6) =>
        (await new TrendService(ledger.Ledgers, ledger.Exchange, ledger.Clock).TrendsAsync(ledger.Caller, new TrendQuery(query, Horizon: horizon), default)).Value;
}
