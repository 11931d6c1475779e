using Finance.Core.Accounts;
using Finance.Core.Envelopes;
using Finance.Core.Ledgers;
using static Finance.Core.Tests.Envelopes.EnvelopeLedger;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Envelopes;

public sealed class EnvelopeServiceTests
{
    [Fact]
    public async Task GetAsync_NothingEntered_OpeningBalancesAreToBeAssigned()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.Ledger.AddAccountAsync("Card", opening: -2_000, type: AccountType.Credit);
        await ledger.Ledger.AddAccountAsync("Savings", opening: 50_000, type: AccountType.Savings);
        await ledger.Ledger.AddAccountAsync("Depot", opening: 900_000, type: AccountType.Investment);
        await ledger.Ledger.AddAccountAsync("Loan", opening: -900_000, type: AccountType.Loan);
        await ledger.Ledger.AddAccountAsync("Euros", "EUR", opening: 7);

        var month = (await ledger.Service.GetAsync(ledger.Ledger.Caller, new EnvelopeQuery(), default)).Value;

        Assert.Equal("2026-06", month.Month.ToString());
        Assert.Equal(["480.00", "480.00", "480.00"], new[] { month.CarriedToAssign, month.ToAssign, month.Cash }.Select(Text));
        Assert.Equal(["Food", "Rent"], month.Items.Select(item => item.Category!.Name));
        Assert.All(month.Items, item => Assert.Equal("0.00", item.Available.ToString()));
    }

    [Fact]
    public async Task GetAsync_SpendingAndRefunds_LowerAndRaiseWhatIsAvailable()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.Ledger.AddAsync(Income, "1000", "2026-06-01", ledger.Salary);
        await ledger.Ledger.AddAsync(Expense, "50", "2026-06-02", ledger.Salary);
        await ledger.Ledger.AddAsync(Income, "20", "2026-06-02");
        await ledger.Ledger.AddAsync(Expense, "80", "2026-06-03", ledger.Food);
        await ledger.Ledger.AddAsync(Income, "15", "2026-06-04", ledger.Food);
        await ledger.Ledger.AddAsync(Expense, "7", "2026-06-05");
        await ledger.AssignAsync("2026-06", ledger.Food, "100");

        var month = await ledger.GetAsync("2026-06");

        Assert.Equal("0.00 100.00 -65.00 35.00", Figures(month, ledger.Food));
        Assert.Equal("0.00 0.00 -7.00 -7.00", Figures(month, null));
        Assert.Equal(["970.00", "100.00", "870.00"], new[] { month.Income, month.Assigned, month.ToAssign }.Select(Text));
        Assert.Equal("898.00", month.Cash.ToString());
        Assert.Equal("28.00", month.Available.ToString());
    }

    [Fact]
    public async Task GetAsync_Overspending_IsCarriedInItsCategory()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2025-12", ledger.Food, "100");
        await ledger.Ledger.AddAsync(Expense, "130", "2025-12-31", ledger.Food);
        await ledger.AssignAsync("2026-01", ledger.Food, "50");

        var month = await ledger.GetAsync("2026-02");

        Assert.Equal("-30.00 50.00 0.00 20.00", Figures(await ledger.GetAsync("2026-01"), ledger.Food));
        Assert.Equal("20.00 0.00 0.00 20.00", Figures(month, ledger.Food));
        Assert.Equal(("-150.00", "-130.00"), (month.ToAssign.ToString(), month.Cash.ToString()));
    }

    [Fact]
    public async Task GetAsync_TransfersAcrossTheBudgetsBorder_ChangeWhatIsToBeAssigned()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        var savings = await ledger.Ledger.AddAccountAsync("Savings", type: AccountType.Savings);
        var depot = await ledger.Ledger.AddAccountAsync("Depot", type: AccountType.Investment);
        await ledger.Ledger.AddAsync(Income, "500", "2026-05-01", ledger.Salary);
        await ledger.Ledger.AddAsync(Transfer, "200", "2026-05-02", to: savings);
        await ledger.Ledger.AddAsync(Transfer, "120", "2026-05-03", account: savings, to: depot);
        await ledger.Ledger.AddAsync(Expense, "11", "2026-05-03", ledger.Food, depot);
        await ledger.Ledger.AddAsync(Transfer, "20", "2026-06-03", account: depot, to: savings);

        var (may, june) = (await ledger.GetAsync("2026-05"), await ledger.GetAsync("2026-06"));

        Assert.Equal(["-120.00", "380.00", "380.00"], new[] { may.Transfers, may.ToAssign, may.Cash }.Select(Text));
        Assert.Equal(["380.00", "20.00", "400.00"], new[] { june.CarriedToAssign, june.Transfers, june.Cash }.Select(Text));
        Assert.Equal("0.00 0.00 0.00 0.00", Figures(may, ledger.Food));
    }

    [Fact]
    public async Task AssignAsync_OldMonth_FlowsForward()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.Ledger.AddAsync(Income, "1000", "2024-01-01", ledger.Salary);
        await ledger.AssignAsync("2026-06", ledger.Food, "10");

        await ledger.AssignAsync("2024-02", ledger.Food, "300");
        var late = await ledger.Ledger.AddAsync(Expense, "250", "2024-03-01", ledger.Food);

        Assert.Equal("50.00 10.00 0.00 60.00", Figures(await ledger.GetAsync("2026-06"), ledger.Food));
        await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, late.Id, default);
        Assert.Equal("300.00 10.00 0.00 310.00", Figures(await ledger.GetAsync("2026-06"), ledger.Food));
        Assert.Equal("690.00", (await ledger.GetAsync("2026-06")).ToAssign.ToString());
    }

    [Fact]
    public async Task AssignAsync_Envelope_AnswersWhatChanged()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2026-06", ledger.Food, "100");

        var changed = await ledger.AssignAsync("2026-06", ledger.Food, "80.50");

        var change = Assert.Single(changed.Changed);
        Assert.Equal((ledger.Food, "100.00", "80.50"), (change.CategoryId, change.Before.ToString(), change.After.ToString()));
        Assert.Equal("-80.50", changed.Month.ToAssign.ToString());
    }

    [Fact]
    public async Task AssignAsync_SameAmount_WritesNothing()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        var first = await ledger.AssignAsync("2026-06", ledger.Food, "100");
        var version = (await ledger.Ledger.OpenAsync()).Head.Version;

        var again = await ledger.AssignAsync("2026-06", ledger.Food, "100");

        Assert.Empty(again.Changed);
        Assert.Equal((first.Month.Version, version), (again.Month.Version, (await ledger.Ledger.OpenAsync()).Head.Version));
    }

    [Fact]
    public async Task AssignAsync_OtherVersionThanIfMatch_IsRefused()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        var seen = await ledger.GetAsync("2026-06");
        var change = ledger.Ledger.Change with { IfMatch = new IfMatch([seen.Version], false) };

        Assert.True((await ledger.TryAssignAsync("2026-06", ledger.Food, "1", change)).IsOk);
        Assert.Equal("precondition_failed", (await ledger.TryAssignAsync("2026-06", ledger.Food, "2", change)).Error?.Code);
    }

    [Theory]
    [InlineData("-0.01", "assigned")]
    [InlineData("1.001", "assigned")]
    [InlineData("10000000000000.01", "assigned")]
    public async Task AssignAsync_AmountThatCannotBe_IsRefused(string amount, string field)
    {
        var ledger = await EnvelopeLedger.CreateAsync();

        Assert.Equal([field], (await ledger.TryAssignAsync("2026-06", ledger.Food, amount)).Error?.Fields?.Keys);
    }

    [Fact]
    public async Task AssignAsync_NoEnvelope_IsRefused()
    {
        var ledger = await EnvelopeLedger.CreateAsync();

        Assert.Equal("not_found", (await ledger.TryAssignAsync("2026-06", LedgerKeys.NewId(), "1")).Error?.Code);
        Assert.Equal(["category_id"], (await ledger.TryAssignAsync("2026-06", ledger.Salary, "1")).Error?.Fields?.Keys);
    }

    [Fact]
    public async Task MoveAsync_WhatIsAvailable_ChangesBothAndNothingElse()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2026-05", ledger.Food, "100");
        await ledger.AssignAsync("2026-06", ledger.Food, "10");

        var moved = await ledger.MoveAsync("2026-06", ledger.Food, ledger.Rent, "110");

        Assert.Equal("100.00 -100.00 0.00 0.00", Figures(moved.Month, ledger.Food));
        Assert.Equal("0.00 110.00 0.00 110.00", Figures(moved.Month, ledger.Rent));
        Assert.Equal(("10.00", "-110.00"), (moved.Month.Assigned.ToString(), moved.Month.ToAssign.ToString()));
        Assert.Equal([ledger.Food, ledger.Rent], moved.Changed.Select(change => change.CategoryId));
    }

    [Fact]
    public async Task MoveAsync_MoreThanIsAvailable_SaysWhatIs()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2026-06", ledger.Food, "10");
        await ledger.Ledger.AddAsync(Expense, "4", "2026-06-30", ledger.Food);

        var refused = await ledger.TryMoveAsync("2026-06", ledger.Food, ledger.Rent, "6.01");

        Assert.Contains("6.00 is available.", Assert.Single(refused.Error!.Fields!["amount"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoveAsync_FieldsThatCannotBe_AreAllNamed()
    {
        var ledger = await EnvelopeLedger.CreateAsync();

        var nothing = await ledger.TryMoveAsync("2026-06", "nosuchthing", ledger.Salary, "0");

        Assert.Equal(["from", "to", "amount"], nothing.Error?.Fields?.Keys);
        Assert.Equal(["to"], (await ledger.TryMoveAsync("2026-06", ledger.Food, ledger.Food, "1")).Error?.Fields?.Keys);
        Assert.Equal(["to"], (await ledger.TryMoveAsync("2026-06", ledger.Food, "none", "1")).Error?.Fields?.Keys);
    }

    private static string Text(Money money) => money.ToString();
}
