using Finance.Core.Budgets;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>A changed amount counts from the period that it names on; what was before stays.</summary>
public sealed class BudgetAmountsTests
{
    [Fact]
    public async Task UpdateAsync_Amount_CountsFromTheCurrentPeriodOn()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));

        await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount("150") });

        Assert.Equal(["100.00", "150.00", "150.00"], await BudgetedAsync(ledger, budget, "2026-05-31", "2026-06-01", "2027-01-01"));
    }

    [Theory]
    [InlineData("2026-03-31", "100.00 100.00 150.00 150.00 150.00 150.00")]
    [InlineData("2026-03-01", "100.00 100.00 150.00 150.00 150.00 150.00")]
    [InlineData("2026-01-01", "150.00 150.00 150.00 150.00 150.00 150.00")]
    [InlineData("2027-01-01", "100.00 100.00 100.00 100.00 100.00 100.00")]
    public async Task UpdateAsync_EffectiveFrom_CountsFromThePeriodThatHoldsIt(string from, string budgeted)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));

        await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount("150"), EffectiveFrom = Day(from) });

        var history = (await ledger.GetAsync(budget)).History;
        Assert.Equal(budgeted, string.Join(' ', history.Reverse().Select(period => period.Budgeted)));
    }

    [Fact]
    public async Task UpdateAsync_SeveralTimes_LaterAmountsAreReplaced()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        await SetAsync(ledger, budget, "110", "2026-03-15");
        await SetAsync(ledger, budget, "120", "2026-05-15");
        await SetAsync(ledger, budget, "130", "2026-08-01");

        await SetAsync(ledger, budget, "105", "2026-03-02");
        Assert.Equal(["100.00", "105.00", "105.00"], await BudgetedAsync(ledger, budget, "2026-02-01", "2026-03-01", "2026-09-01"));

        // Back to what it was before is one amount again.
        var last = await SetAsync(ledger, budget, "100", "2026-03-02");
        Assert.Equal("2026-01-01=10000", Text(last));
    }

    [Fact]
    public async Task UpdateAsync_Amount_PastPeriodsAndWhatTheyRollOverStay()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Rollover = RolloverRule.Full });
        await ledger.SpendAsync("130", "2026-05-01");
        var before = (await ledger.GetAsync(budget)).History.Skip(1);

        await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount("1000") });

        var after = await ledger.GetAsync(budget);
        Assert.Equal(before, after.History.Skip(1));
        Assert.Equal(("1000.00", "370.00"), (after.InLedger.Current.Budgeted.ToString(), after.InLedger.Current.RolledOver.ToString()));
    }

    [Fact]
    public async Task UpdateAsync_PeriodChanges_AmountsAreReadByTheirDays()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        await SetAsync(ledger, budget, "150", "2026-03-20");

        await ledger.UpdateAsync(budget, new BudgetPatch { Period = BudgetPeriod.Weekly });
        Assert.Equal(["100.00", "150.00"], await BudgetedAsync(ledger, budget, "2026-02-22", "2026-02-23"));
        await ledger.UpdateAsync(budget, new BudgetPatch { Period = BudgetPeriod.Yearly });
        Assert.Equal(["150.00"], await BudgetedAsync(ledger, budget, "2026-02-01"));
        await ledger.UpdateAsync(budget, new BudgetPatch { Period = BudgetPeriod.Monthly });
        Assert.Equal(["100.00", "150.00"], await BudgetedAsync(ledger, budget, "2026-02-01", "2026-03-01"));
    }

    [Fact]
    public async Task UpdateAsync_StartMoves_FirstAmountGoesWithIt()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        await SetAsync(ledger, budget, "150", "2026-03-20");
        await SetAsync(ledger, budget, "200", "2026-08-01");

        var earlier = await ledger.UpdateAsync(budget, new BudgetPatch { Start = Day("2025-06-05") });
        Assert.Equal("2025-06-05=10000 2026-03-01=15000 2026-08-01=20000", Text(earlier.Budget));
        var later = await ledger.UpdateAsync(budget, new BudgetPatch { Start = Day("2026-04-05") });
        Assert.Equal("2026-04-05=15000 2026-08-01=20000", Text(later.Budget));
    }

    [Fact]
    public async Task UpdateAsync_OnceOverOrNotBegun_CountsForTheLastOrFirstPeriod()
    {
        var ledger = await CreateAsync();
        var over = await ledger.AddAsync(Monthly("100") with { End = Day("2026-03-31") });
        var coming = await ledger.AddAsync(Monthly("100") with { Start = Day("2026-09-10") });
        var changed = new BudgetPatch { Amount = Amount("150") };

        Assert.Equal("2026-01-01=10000 2026-03-01=15000", Text((await ledger.UpdateAsync(over, changed)).Budget));
        Assert.Equal("2026-09-10=15000", Text((await ledger.UpdateAsync(coming, changed)).Budget));
    }

    [Fact]
    public async Task UpdateAsync_MoreChangesThanARowTakes_IsRefused()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Period = BudgetPeriod.Daily, Start = Day("2020-01-01") });
        var amounts = Enumerable.Range(0, BudgetRules.MaxAmounts).Select(day => new BudgetAmount(budget.Start.AddDays(day), Money.MaxMinor - day));
        await ledger.Ledger.CommitAsync("test", budget.Id, draft => draft.Put(budget with { Amounts = [.. amounts] }));

        var refused = await ledger.Service.UpdateAsync(ledger.Ledger.Change, budget.Id, new BudgetPatch { Amount = Amount("1") }, default);

        Assert.Equal(["amount"], refused.Error!.Fields!.Keys);
        Assert.Equal(BudgetRules.MaxAmounts, (await ledger.Reopen().Ledger.OpenAsync()).Plans.FindBudget(budget.Id)!.Amounts.Length);
    }

    private static string Text(Budget budget) =>
        string.Join(' ', budget.Amounts.Select(amount => $"{LedgerDates.Format(amount.From)}={amount.Minor}"));

    private static async Task<Budget> SetAsync(BudgetLedger ledger, Budget budget, string amount, string from) =>
        (await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount(amount), EffectiveFrom = Day(from) })).Budget;

    private static async Task<IReadOnlyList<string>> BudgetedAsync(BudgetLedger ledger, Budget budget, params string[] days)
    {
        var budgeted = new List<string>();
        foreach (var day in days)
        {
            budgeted.Add((await ledger.CurrentAsync(budget, day)).Budgeted.ToString());
        }

        return budgeted;
    }
}
