using Finance.Core.Budgets;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>What one period leaves to the next, followed from the first on.</summary>
public sealed class BudgetRolloverTests
{
    private static readonly string[] Spent = ["80", "150", "40", "100", "160", "10"];

    [Theory]
    // 100 a month; spent 80, 150, 40, 100, 160, 10 from January to June.
    [InlineData(RolloverRule.None, null, "0.00 0.00 0.00 0.00 0.00 0.00")]
    [InlineData(RolloverRule.Unused, null, "0.00 20.00 0.00 60.00 60.00 0.00")]
    [InlineData(RolloverRule.Full, null, "0.00 20.00 -30.00 30.00 30.00 -30.00")]
    [InlineData(RolloverRule.Unused, "25", "0.00 20.00 0.00 25.00 25.00 0.00")]
    [InlineData(RolloverRule.Full, "25", "0.00 20.00 -25.00 25.00 25.00 -25.00")]
    [InlineData(RolloverRule.None, "25", "0.00 0.00 0.00 0.00 0.00 0.00")]
    public async Task History_Rule_RollsOverWhatItSays(RolloverRule rule, string? cap, string rolledOver)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Rollover = rule, RolloverCap = cap is null ? null : Amount(cap) });
        await SpendAsync(ledger);

        var history = (await ledger.GetAsync(budget)).History.Reverse().ToList();

        Assert.Equal(rolledOver, string.Join(' ', history.Select(period => period.RolledOver)));
        Assert.All(history, period => Assert.Equal(
            (period.Budgeted + period.RolledOver, period.Available - period.Spent), (period.Available, period.Remaining)));
        Assert.Equal(history[^1], (await ledger.GetAsync(budget, periods: 1)).InLedger.Current);
    }

    [Fact]
    public async Task History_LateEntry_CorrectsEverythingAfterIt()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Rollover = RolloverRule.Full });
        await SpendAsync(ledger);

        var late = await ledger.SpendAsync("5.50", "2026-02-10");
        Assert.Equal("0.00 20.00 -35.50 24.50 24.50 -35.50", await RolledOverAsync(ledger, budget));
        Ok(await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, late.Id, default));

        Assert.Equal("0.00 20.00 -30.00 30.00 30.00 -30.00", await RolledOverAsync(ledger, budget));
    }

    [Fact]
    public async Task Current_TwentyFourPeriods_CarryEveryCent()
    {
        var ledger = await CreateAsync(now: "2027-12-31T12:00Z");
        var budget = await ledger.AddAsync(Monthly("100") with { Rollover = RolloverRule.Full });
        for (var month = Month.Of(2026, 1); month < Month.Of(2027, 12); month = month.AddMonths(1))
        {
            await ledger.SpendAsync("97.77", $"{month}-{month.LastDay.Day}");
        }

        var details = await ledger.GetAsync(budget);

        Assert.Equal((24, Day("2026-01-01")), (details.History.Count, details.History[^1].Period.From));
        Assert.Equal(("51.29", "151.29"), (details.InLedger.Current.RolledOver.ToString(), details.InLedger.Current.Available.ToString()));
    }

    [Fact]
    public async Task Current_LargestAmountsForCenturies_RollOverNoMoreThanAnAmountCanBe()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("10000000000000") with
        {
            Period = BudgetPeriod.Daily,
            Start = LedgerDates.First,
            Rollover = RolloverRule.Full,
        });

        var current = await ledger.CurrentAsync(budget, "2199-12-31");

        Assert.Equal((Money.MaxMinor, Money.MaxMinor), (current.Budgeted.Minor, current.RolledOver.Minor));
    }

    private static async Task<string> RolledOverAsync(BudgetLedger ledger, Budget budget) =>
        string.Join(' ', (await ledger.GetAsync(budget)).History.Reverse().Select(period => period.RolledOver));

    private static async Task SpendAsync(BudgetLedger ledger)
    {
        foreach (var (amount, month) in Spent.Select((amount, index) => (amount, index + 1)))
        {
            await ledger.SpendAsync(amount, $"2026-0{month}-07", ledger.Food);
        }
    }
}
