using Finance.Core.Ledgers;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Users;

/// <summary>The budgets that a new ledger begins with.</summary>
public sealed class DefaultBudgetsTests
{
    [Fact]
    public async Task RegisterAsync_NoIncome_BudgetsOnlyWatch()
    {
        var process = new UserProcess(new InMemoryTableStore(), UserProcess.NewClock());
        var caller = process.NewCaller();

        await process.RegisterAsync(caller, "alice");

        var ledger = (await process.Ledgers.OpenAsync(caller, default)).Value;
        Assert.Equal(["Needs", "Wants"], ledger.Plans.Budgets.Select(budget => budget.Name).Order());
        Assert.All(ledger.Plans.Budgets, budget => Assert.True(budget.OnlyWatches));
        Assert.Equal(
            ["Education", "Fees and interest", "Groceries", "Health", "Housing", "Insurance", "Transport"], NamesIn(ledger, "Needs"));
        Assert.Equal(
            ["Entertainment", "Gifts and donations", "Other expenses", "Restaurants", "Shopping", "Travel"], NamesIn(ledger, "Wants"));
    }

    [Fact]
    public async Task RegisterAsync_Income_IsKeptAndDividedAmongTheBudgets()
    {
        var process = new UserProcess(new InMemoryTableStore(), UserProcess.NewClock());
        var caller = process.NewCaller();

        await process.Registration.RegisterAsync(
            new Change(caller),
            new NewUser { Username = "alice", Currency = "JPY", MonthlyIncome = new AmountText("monthly_income", "300001") },
            default);

        var ledger = (await process.Ledgers.OpenAsync(caller, default)).Value;
        Assert.Equal("300001", ledger.Profile.Settings.MonthlyIncome.ToString());
        Assert.Equal([150_001, 90_000], ledger.Plans.Budgets.OrderBy(budget => budget.Name).Select(budget => budget.Amounts[0].Minor));
        Assert.All(ledger.Plans.Budgets, budget => Assert.Equal(("JPY", new DateOnly(2026, 6, 1)), (budget.Currency.Code, budget.Start)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10.001")]
    public async Task RegisterAsync_IncomeThatCannotBe_NamesTheField(string income)
    {
        var process = new UserProcess(new InMemoryTableStore(), UserProcess.NewClock());

        var refused = await process.Registration.RegisterAsync(
            new Change(process.NewCaller()),
            new NewUser { Username = "alice", MonthlyIncome = new AmountText("monthly_income", income) },
            default);

        Assert.Equal(["monthly_income"], refused.Error!.Fields!.Keys);
    }

    private static IEnumerable<string> NamesIn(LedgerSnapshot ledger, string budget) => ledger.Plans.Budgets
        .Single(found => found.Name == budget)
        .CategoryIds
        .Select(id => ledger.Chart.FindCategory(id)!.Name)
        .Order(StringComparer.Ordinal);
}
