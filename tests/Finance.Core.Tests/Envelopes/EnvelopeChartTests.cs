using Finance.Core.Accounts;
using Finance.Core.Categories;
using static Finance.Core.Tests.Envelopes.EnvelopeLedger;
using static Finance.Core.Tests.Recurring.RecurringLedger;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Envelopes;

/// <summary>
/// What becomes of envelopes when categories, accounts and the user's currency change under them, and on days within a month.
/// </summary>
public sealed class EnvelopeChartTests
{
    [Fact]
    public async Task GetAsync_CategoryMergedIntoAnother_MoneyAndSpendingCountThere()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2026-05", ledger.Food, "100");
        await ledger.AssignAsync("2026-05", ledger.Rent, "1");
        await ledger.Ledger.AddAsync(Expense, "30", "2026-05-02", ledger.Food);

        await DeleteAsync(ledger, ledger.Food, ledger.Rent);

        Assert.Equal("0.00 101.00 -30.00 71.00", Figures(await ledger.GetAsync("2026-05"), ledger.Rent));
        var reduced = await ledger.AssignAsync("2026-05", ledger.Rent, "40");
        Assert.Equal("0.00 40.00 -30.00 10.00", Figures(reduced.Month, ledger.Rent));
        Assert.Equal("not_found", (await ledger.TryAssignAsync("2026-05", ledger.Food, "1")).Error?.Code);
    }

    [Fact]
    public async Task MoveAsync_FromUncategorised_MovesWhatADeletedCategoryLeft()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2026-05", ledger.Food, "100");
        await DeleteAsync(ledger, ledger.Food, null);

        var moved = await ledger.MoveAsync("2026-06", "none", ledger.Rent, "60");

        Assert.Equal("100.00 -60.00 0.00 40.00", Figures(moved.Month, null));
        Assert.Equal("0.00 60.00 0.00 60.00", Figures(moved.Month, ledger.Rent));
        Assert.Equal([ledger.Rent, null], moved.Changed.Select(change => change.CategoryId));
        Assert.Equal("40.00 0.00 0.00 40.00", Figures(await ledger.GetAsync("2026-07"), null));
    }

    [Fact]
    public async Task GetAsync_CategoryHoldsIncomesNow_WhatItWasAssignedIsToBeAssignedAgain()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2026-05", ledger.Food, "100");
        var categories = new CategoryService(ledger.Ledger.Ledgers, ledger.Ledger.Clock);

        Ok(await categories.UpdateAsync(ledger.Ledger.Change, ledger.Food, new CategoryPatch { Type = CategoryType.Income }, default));

        Assert.Equal("0.00", (await ledger.GetAsync("2026-05")).ToAssign.ToString());
        Ok(await categories.UpdateAsync(ledger.Ledger.Change, ledger.Food, new CategoryPatch { Type = CategoryType.Expense }, default));
        Assert.Equal("0.00 100.00 0.00 100.00", Figures(await ledger.GetAsync("2026-05"), ledger.Food));
    }

    [Fact]
    public async Task GetAsync_OtherBaseCurrency_HasEnvelopesOfItsOwn()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        await ledger.AssignAsync("2026-05", ledger.Food, "100");

        await SetCurrencyAsync(ledger, "JPY");
        await ledger.AssignAsync("2026-05", ledger.Food, "7000");
        var yen = await ledger.GetAsync("2026-05");
        await SetCurrencyAsync(ledger, "USD");

        Assert.Equal("0 7000 0 7000", Figures(yen, ledger.Food));
        Assert.Equal("0.00 100.00 0.00 100.00", Figures(await ledger.GetAsync("2026-05"), ledger.Food));
    }

    [Fact]
    public async Task GetAsync_ClosedAccount_StillCounts()
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        var purse = await ledger.Ledger.AddAccountAsync("Purse", opening: 1_500, type: AccountType.Cash);
        Ok(await new AccountService(ledger.Ledger.Ledgers).UpdateAsync(
            ledger.Ledger.Change, purse, new AccountPatch { Closed = true }, default));

        Assert.Equal("15.00", (await ledger.GetAsync("2026-06")).ToAssign.ToString());
    }

    [Theory]
    [InlineData("2026-06-09", "100.00 0.00 -1.00 99.00", "-71.00")]
    [InlineData("2026-06-10", "100.00 0.00 -3.00 97.00", "-23.00")]
    [InlineData("2026-06-30", "100.00 0.00 -7.00 93.00", "-27.00")]
    [InlineData("2026-12-31", "100.00 0.00 -7.00 93.00", "-27.00")]
    [InlineData("2026-05-15", "120.00 0.00 0.00 120.00", "-50.00")]
    public async Task GetAsync_OnADay_EntriesAfterItDoNotCount(string on, string food, string cash)
    {
        var ledger = await EnvelopeLedger.CreateAsync();
        var depot = await ledger.Ledger.AddAccountAsync("Depot", type: AccountType.Investment);
        await ledger.AssignAsync("2026-05", ledger.Food, "120");
        await ledger.Ledger.AddAsync(Transfer, "50", "2026-05-01", to: depot);
        await ledger.Ledger.AddAsync(Expense, "20", "2026-05-31", ledger.Food);
        await ledger.Ledger.AddAsync(Expense, "1", "2026-06-09", ledger.Food);
        await ledger.Ledger.AddAsync(Expense, "2", "2026-06-10", ledger.Food);
        await ledger.Ledger.AddAsync(Transfer, "50", "2026-06-10", account: depot, to: ledger.Ledger.Checking);
        await ledger.Ledger.AddAsync(Expense, "4", "2026-06-30", ledger.Food);

        var month = await ledger.GetAsync("2026-06", on);

        Assert.Equal((food, cash), (Figures(month, ledger.Food), month.Cash.ToString()));
        Assert.Equal(month.Cash, month.Available + month.ToAssign);
    }

    private static async Task DeleteAsync(EnvelopeLedger ledger, string category, string? reassignTo)
    {
        var categories = new CategoryService(ledger.Ledger.Ledgers, ledger.Ledger.Clock);
        Ok(await categories.DeleteAsync(ledger.Ledger.Change, category, reassignTo, default));
    }

    private static Task SetCurrencyAsync(EnvelopeLedger ledger, string code) => ledger.Ledger.CommitAsync(
        "user.updated", "user", draft => draft.Put(draft.Head.Profile with { Currency = Currency.Of(code) }));
}
