using Finance.Core.Categories;
using Finance.Core.Envelopes;
using static Finance.Core.Tests.Envelopes.EnvelopeLedger;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Envelopes;

/// <summary>What the rules assign to all envelopes of a month.</summary>
public sealed class EnvelopeRuleTests
{
    [Fact]
    public async Task AssignByRuleAsync_LastMonth_RepeatsWhatWasAssigned()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2025-11", ledger.Food, "40");
        await ledger.AssignAsync("2025-12", ledger.Rent, "700");
        await ledger.MoveAsync("2025-12", ledger.Food, ledger.Rent, "30");
        await ledger.AssignAsync("2026-01", ledger.Food, "5");

        var filled = await ledger.FillAsync("2026-01", AssignRule.LastMonth);

        Assert.Equal("10.00 0.00 0.00 10.00", Figures(filled.Month, ledger.Food));
        Assert.Equal("730.00 730.00 0.00 1460.00", Figures(filled.Month, ledger.Rent));
        Assert.Equal([ledger.Food, ledger.Rent], filled.Changed.Select(change => change.CategoryId));
        Assert.Empty((await ledger.FillAsync("2026-01", AssignRule.LastMonth)).Changed);
    }

    [Theory]
    [InlineData(null, "33.34")]
    [InlineData(1, "0.02")]
    [InlineData(2, "0.01")]
    [InlineData(24, "4.17")]
    public async Task AssignByRuleAsync_Average_IsOfTheMonthsBefore(int? months, string expected)
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.Ledger.AddAsync(Expense, "100", "2026-03-01", ledger.Food);
        await ledger.Ledger.AddAsync(Expense, "10.02", "2026-05-31", ledger.Food);
        await ledger.Ledger.AddAsync(Income, "10", "2026-05-31", ledger.Food);
        await ledger.Ledger.AddAsync(Expense, "900", "2026-06-01", ledger.Food);
        await ledger.Ledger.AddAsync(Income, "3", "2026-05-31", ledger.Rent);
        await ledger.AssignAsync("2026-06", ledger.Rent, "8");

        var filled = await ledger.FillAsync("2026-06", AssignRule.Average, months);

        Assert.Equal(expected, filled.Month.Items.Single(item => item.Category?.Id == ledger.Food).Assigned.ToString());
        Assert.Equal("0.00", filled.Month.Items.Single(item => item.Category?.Id == ledger.Rent).Assigned.ToString());
    }

    [Fact]
    public async Task AssignByRuleAsync_Targets_FillUpAndTakeNothingAway()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await LimitAsync(ledger, ledger.Food, "200");
        await LimitAsync(ledger, ledger.Rent, "700");
        var fun = await ledger.Ledger.AddCategoryAsync("Fun", CategoryType.Expense);
        await ledger.AssignAsync("2026-05", ledger.Food, "50");
        await ledger.AssignAsync("2026-06", ledger.Rent, "800");
        await ledger.AssignAsync("2026-06", fun, "3");
        await ledger.Ledger.AddAsync(Expense, "20", "2026-06-01", ledger.Food);

        var filled = await ledger.FillAsync("2026-06", AssignRule.Targets);

        Assert.Equal("50.00 150.00 -20.00 180.00", Figures(filled.Month, ledger.Food));
        Assert.Equal("0.00 800.00 0.00 800.00", Figures(filled.Month, ledger.Rent));
        Assert.Equal("0.00 3.00 0.00 3.00", Figures(filled.Month, fun));
        Assert.Equal(["200.00", null], filled.Month.Items.Take(2).Select(item => item.Target?.ToString()));
    }

    [Theory]
    [InlineData(AssignRule.LastMonth, 3)]
    [InlineData(AssignRule.Targets, 1)]
    [InlineData(AssignRule.Average, 0)]
    [InlineData(AssignRule.Average, 25)]
    public async Task AssignByRuleAsync_MonthsThatCannotBe_AreRefused(AssignRule rule, int months)
    {
        var ledger = await EnvelopeLedger.CreateAsync();

        var refused = await ledger.Service.AssignByRuleAsync(ledger.Ledger.Change, new AssignRequest(null, rule, months), default);

        Assert.Equal(["months"], refused.Error?.Fields?.Keys);
    }

    private static async Task LimitAsync(EnvelopeLedger ledger, string category, string limit)
    {
        var patch = new CategoryPatch { BudgetLimit = Optional<AmountText?>.Of(new AmountText("budget_limit", limit)) };
        var changed = await new CategoryService(ledger.Ledger.Ledgers, ledger.Ledger.Clock)
            .UpdateAsync(ledger.Ledger.Change, category, patch, default);
        Assert.True(changed.IsOk);
    }
}
