using Finance.Core.Budgets;
using Finance.Core.Notifications;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>Once for each budget, period and threshold, in the commit of the cause.</summary>
public sealed class BudgetAlertsTests
{
    private const string Warned = "Budget: 80 % of the budget is spent";
    private const string Exceeded = "Budget: the budget is exceeded";

    [Fact]
    public async Task Spending_ReachesEachThreshold_IsToldOnceWithAmountsAndDays()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100", ledger.Food));
        await ledger.SpendAsync("79.99", "2026-06-01", ledger.Groceries);
        Assert.Empty(await ledger.ToldAsync());

        await ledger.SpendAsync("0.01", "2026-06-01", ledger.Food);
        await ledger.SpendAsync("20", "2026-06-01", ledger.Food);
        await ledger.SpendAsync("5", "2026-06-02", ledger.Food);
        await ledger.SpendAsync("500", "2026-06-02", ledger.Food);

        var told = await ledger.ToldAsync();
        Assert.Equal([Warned, Exceeded], told.Select(one => one.Title));
        Assert.All(told, one => Assert.Equal((NotificationKind.BudgetThreshold, budget.Id), (one.Kind, one.SubjectId)));
        Assert.Equal(
            [
                "80.00 of 100.00 USD are spent in the period from 2026-06-01 to 2026-06-30; 20.00 are left.",
                "105.00 of 100.00 USD are spent in the period from 2026-06-01 to 2026-06-30: 5.00 too much.",
            ],
            told.Select(one => one.Detail));
    }

    [Fact]
    public async Task Spending_CrossesBothAtOnce_IsToldOfTheHigherOneOnly()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100"));
        var entry = await ledger.SpendAsync("101", "2026-06-01");

        await ChangeAsync(ledger, entry, "90");
        await ledger.SpendAsync("1", "2026-06-01");

        Assert.Equal([Exceeded], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Spending_FallsAndRisesAgain_IsNotToldAgain()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100"));
        var entry = await ledger.SpendAsync("85", "2026-06-01");
        foreach (var amount in new[] { "10", "85", "110", "10", "90", "110" })
        {
            await ChangeAsync(ledger, entry, amount);
        }

        Ok(await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, entry.Id, default));
        await ledger.SpendAsync("200", "2026-06-03");

        Assert.Equal([Warned, Exceeded], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Spending_NextPeriod_IsToldAfresh()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        foreach (var month in new[] { 6, 7, 8, 9 })
        {
            ledger.Ledger.Clock.Now = new DateTimeOffset(2026, month, 20, 12, 0, 0, TimeSpan.Zero);
            await ledger.SpendAsync("85", $"2026-0{month}-10");
            await ledger.SpendAsync("1", $"2026-0{month}-10");
        }

        Assert.Equal([Warned, Warned, Warned, Warned], await ledger.TitlesAsync());

        // Of periods that nothing can be told of any more there is nothing to remember.
        var marked = (await ledger.Ledger.OpenAsync()).Plans.FindBudget(budget.Id)!.Alerts;
        Assert.Equal([Day("2026-08-01"), Day("2026-09-01")], marked.Select(alert => alert.PeriodStart));
    }

    [Fact]
    public async Task LateEntry_PeriodJustBefore_IsToldOfAndOlderOnesAreNot()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100"));
        await ledger.SpendAsync("85", "2026-05-31");
        await ledger.SpendAsync("985", "2026-04-30");

        var told = Assert.Single(await ledger.ToldAsync());
        Assert.Equal("Budget: 80 % of the budget of 2026-05-01 to 2026-05-31 is spent", told.Title);
    }

    [Fact]
    public async Task LateEntry_RollsOver_ThePeriodsAfterAreToldOf()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100") with { Rollover = RolloverRule.Full });
        await ledger.SpendAsync("50", "2026-06-01");

        await ledger.SpendAsync("540", "2026-02-01");

        // 500 came over from January to May; 40 are missing, so that 50 of 60 are spent.
        var ofJune = (await ledger.ToldAsync()).Where(told => told.Detail.Contains("2026-06-30", StringComparison.Ordinal));
        Assert.Equal([Warned], ofJune.Select(told => told.Title));
    }

    [Fact]
    public async Task Entries_OfOtherKindsPlacesAndDays_TellNothing()
    {
        var ledger = await CreateAsync();
        var euros = await ledger.Ledger.AddAccountAsync("Euros", "EUR");
        var savings = await ledger.Ledger.AddAccountAsync("Savings");
        await ledger.AddAsync(Monthly("100", ledger.Food));

        await ledger.SpendAsync("500", "2026-06-01", ledger.Travel);
        await ledger.SpendAsync("500", "2026-06-01");
        await ledger.SpendAsync("500", "2026-06-01", ledger.Food, euros);
        await ledger.SpendAsync("500", "2026-06-16", ledger.Food);
        await ledger.SpendAsync("500", "2026-01-16", ledger.Food);
        await ledger.EarnAsync("500", "2026-06-01", ledger.Salary);
        await ledger.Ledger.AddAsync(TransactionType.Transfer, "500", "2026-06-01", to: savings);

        Assert.Empty(await ledger.ToldAsync());
    }

    [Fact]
    public async Task Budget_MadeOrChangedBelowWhatIsSpent_IsToldAtOnceForThePeriodOfToday()
    {
        var ledger = await CreateAsync();
        await ledger.SpendAsync("85", "2026-06-01");
        await ledger.SpendAsync("850", "2026-05-01");

        var budget = await ledger.AddAsync(Monthly("100"));
        Assert.Equal([Warned], await ledger.TitlesAsync());
        await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount("80") });
        Assert.Equal([Warned, Exceeded], await ledger.TitlesAsync());
        await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount("1000") });
        await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount("10") });

        Assert.Equal([Warned, Exceeded], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Threshold_RaisedAboveWhatWasTold_IsToldWhenReached()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        await ledger.SpendAsync("85", "2026-06-01");
        await ledger.UpdateAsync(budget, new BudgetPatch { AlertThreshold = 0.5m });
        await ledger.UpdateAsync(budget, new BudgetPatch { AlertThreshold = 0.925m });
        await ledger.SpendAsync("8", "2026-06-01");

        Assert.Equal([Warned, "Budget: 92.5 % of the budget is spent"], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Threshold_AboveTheWhole_IsToldAfterTheWhole()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100") with { AlertThreshold = 1.5m });
        await ledger.SpendAsync("101", "2026-06-01");
        await ledger.SpendAsync("49", "2026-06-01");

        Assert.Equal([Exceeded, "Budget: 150 % of the budget is spent"], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Threshold_OfTheWhole_IsToldWhenAllIsSpentAndNotAgain()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100") with { AlertThreshold = 1 });
        await ledger.SpendAsync("100", "2026-06-01");
        await ledger.SpendAsync("1", "2026-06-01");

        Assert.Equal(["Budget: 100 % of the budget is spent"], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Budget_WithoutAnAmount_TellsNothingUntilItHasOne()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        var watching = budget with { Amounts = [new BudgetAmount(budget.Start, 0)] };
        await ledger.Ledger.CommitAsync("test", budget.Id, draft => draft.Put(watching));
        await ledger.SpendAsync("85", "2026-06-01");
        Assert.Empty(await ledger.ToldAsync());

        await ledger.UpdateAsync(budget, new BudgetPatch { Amount = Amount("100") });

        Assert.Equal([Warned], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Budget_NotBegunOrLongOver_TellsNothing()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("100") with { End = Day("2026-03-31") });
        await ledger.AddAsync(Monthly("100") with { Name = "Just over", End = Day("2026-05-02") });
        await ledger.AddAsync(Monthly("100") with { Start = Day("2026-08-01") });
        foreach (var date in new[] { "2026-03-30", "2026-05-30", "2026-06-10" })
        {
            await ledger.SpendAsync("101", date);
        }

        Assert.Equal(["Just over: the budget of 2026-05-01 to 2026-05-31 is exceeded"], await ledger.TitlesAsync());
    }

    [Fact]
    public async Task Alert_BudgetIsMarked_ItsVersionStays()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        await ledger.SpendAsync("101", "2026-06-01");

        var marked = (await ledger.Reopen().Ledger.OpenAsync()).Plans.FindBudget(budget.Id)!;

        Assert.Equal((budget.Version, new BudgetAlert(Day("2026-06-01"), 10_000)), (marked.Version, Assert.Single(marked.Alerts)));
    }

    private static async Task ChangeAsync(BudgetLedger ledger, Transaction entry, string amount) => Ok(
        await ledger.Ledger.Transactions.UpdateAsync(
            ledger.Ledger.Change, entry.Id, new TransactionPatch { Amount = Amount(amount) }, default));
}
