using Finance.Core.Budgets;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>Breakdown, history, variance and trend.</summary>
public sealed class BudgetDetailsTests
{
    [Fact]
    public async Task Breakdown_Categories_AddUpToWhatWasSpent()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500") with { Period = BudgetPeriod.Yearly });
        await ledger.SpendAsync("60", "2026-01-31", ledger.Groceries);
        await ledger.EarnAsync("10", "2026-06-14", ledger.Groceries);
        await ledger.SpendAsync("30", "2026-06-15", ledger.Food);
        await ledger.EarnAsync("20", "2026-03-01", ledger.Travel);
        await ledger.SpendAsync("40", "2026-06-16", ledger.Travel);
        await ledger.Ledger.AddAsync(new NewTransaction
        {
            Type = TransactionType.Expense,
            Amount = Amount("40"),
            Date = Day("2026-04-01"),
            Splits = [new NewSplit(ledger.Food, Amount("15"), null), new NewSplit(null, Amount("25"), null)],
        });

        var details = await ledger.GetAsync(budget);

        Assert.Equal("100.00", details.InLedger.Current.Spent.ToString());
        Assert.Equal(
            [
                ("Groceries", "50.00", 0.5m, 2L), ("Food", "45.00", 0.45m, 2L), (null, "25.00", 0.25m, 1L), ("Travel", "-20.00", -0.2m, 1L),
            ],
            details.Breakdown.Select(part => (part.Category?.Name, part.Amount.ToString(), part.Share, part.Count)));
    }

    [Theory]
    [InlineData(1, "2026-06-01")]
    [InlineData(3, "2026-06-01 2026-05-01 2026-04-01")]
    [InlineData(24, "2026-06-01 2026-05-01 2026-04-01 2026-03-01")]
    public async Task History_Periods_NewestFirst(int periods, string starts)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500") with { Start = Day("2026-03-31"), Rollover = RolloverRule.Unused });

        var history = (await ledger.GetAsync(budget, periods: periods)).History;

        Assert.Equal(starts, string.Join(' ', history.Select(period => LedgerDates.Format(period.Period.From))));
    }

    [Fact]
    public async Task Variance_PeriodsThatAreOver_AreAveraged()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Start = Day("2026-03-01") });
        Assert.Null((await ledger.GetAsync(budget, "2026-03-31")).Variance);
        await ledger.SpendAsync("70", "2026-03-01");
        await ledger.SpendAsync("110.01", "2026-04-01");
        await ledger.SpendAsync("1000", "2026-06-01");

        var variance = (await ledger.GetAsync(budget)).Variance!;

        // 30.00, −10.01 and 100.00 left of 300.00.
        Assert.Equal(("40.00", 0.4m, 3), (variance.Amount.ToString(), variance.Ratio, variance.Periods));
        Assert.Equal(
            ["-900.00", "100.00", "-10.01", "30.00"],
            (await ledger.GetAsync(budget)).History.Select(period => period.Variance.ToString()));
        Assert.Equal(("100.00", 1m, 1), Of((await ledger.GetAsync(budget, periods: 2)).Variance!));
    }

    [Theory]
    [InlineData("10 20 30 40 50", TrendDirection.Rising, "30.00", "10.00")]
    [InlineData("50 40 30 20 10", TrendDirection.Falling, "30.00", "-10.00")]
    [InlineData("30 30 30 30 30", TrendDirection.Steady, "30.00", "0.00")]
    // A hundredth of the average and a cent more in the last.
    [InlineData("98 99 100 101 102", TrendDirection.Steady, "100.00", "1.00")]
    [InlineData("98 99 100 101 102.02", TrendDirection.Rising, "100.00", "1.00")]
    [InlineData("10 30 20 50 40", TrendDirection.Rising, "30.00", "8.00")]
    [InlineData("0.01 0.01 0.02 0.01 0.02", TrendDirection.Rising, "0.01", "0.00")]
    public async Task Trend_PeriodsThatAreOver_FollowTheirLeastSquares(
        string months, TrendDirection direction, string average, string change)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        foreach (var (amount, month) in months.Split(' ').Select((amount, index) => (amount, index + 1)))
        {
            await ledger.SpendAsync(amount, $"2026-0{month}-20");
        }

        await ledger.SpendAsync("9999", "2026-06-01");
        var trend = (await ledger.GetAsync(budget)).Trend!;

        Assert.Equal((direction, average, change), (trend.Direction, trend.AverageSpent.ToString(), trend.ChangePerPeriod.ToString()));
    }

    [Fact]
    public async Task Trend_LessThanTwoPeriodsThatAreOver_IsNone()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Start = Day("2026-05-01") });

        Assert.Null((await ledger.GetAsync(budget)).Trend);
        Assert.NotNull((await ledger.GetAsync(budget, "2026-07-01")).Trend);
    }

    [Fact]
    public async Task Details_OnceOver_TheLastPeriodIsOverToo()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { End = Day("2026-02-28") });

        Assert.Equal(2, (await ledger.GetAsync(budget)).Variance!.Periods);
    }

    private static (string Amount, decimal Ratio, int Periods) Of(BudgetVariance variance) =>
        (variance.Amount.ToString(), variance.Ratio, variance.Periods);
}
