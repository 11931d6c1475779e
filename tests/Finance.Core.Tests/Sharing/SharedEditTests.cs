using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Sharing;

/// <summary>What may be changed by a grant of a part.</summary>
public sealed class SharedEditTests
{
    [Fact]
    public async Task Entries_InTheGrantedCategory_AreEnteredChangedAndDeleted()
    {
        var (shared, food, _) = await ShareFoodAsync(GrantAccess.Edit);
        var transactions = new TransactionService(shared.Process.Ledgers);

        var entered = await transactions.CreateAsync(new Change(shared.Guest), Expense("5", food), default);
        var changed = await transactions.UpdateAsync(
            new Change(shared.Guest), entered.Value.Transaction.Id, new TransactionPatch { Payee = "Shop" }, default);
        var deleted = await transactions.DeleteAsync(new Change(shared.Guest), entered.Value.Transaction.Id, default);

        Assert.Null(entered.Error ?? changed.Error ?? deleted.Error);
        Assert.True(entered.Value.Account.IsBalanceHidden && changed.Value.Account.IsBalanceHidden && deleted.Value.Accounts[0].IsBalanceHidden);
        Assert.Equal("0.00", entered.Value.Account.Balance.ToString());
        Assert.Equal(0, (await shared.OwnersAsync()).Head.TransactionCount);
    }

    [Fact]
    public async Task Entries_ThatReachBeyondTheGrant_AreRefusedAndNothingChanges()
    {
        var (shared, food, rent) = await ShareFoodAsync(GrantAccess.Edit);
        var transactions = new TransactionService(shared.Process.Ledgers);
        var split = await transactions.CreateAsync(
            new Change(shared.Alice),
            Expense("10", null) with { Splits = [Part(food, "4"), Part(rent, "6")] },
            default);
        var own = await transactions.CreateAsync(new Change(shared.Alice), Expense("1", food), default);
        var hidden = await transactions.CreateAsync(new Change(shared.Alice), Expense("2", rent), default);
        var version = (await shared.OwnersAsync()).Head.Version;
        var guest = new Change(shared.Guest);

        Assert.Equal("outside_grant", (await transactions.CreateAsync(guest, Expense("5", rent), default)).Error!.Code);
        Assert.Equal("outside_grant", (await transactions.CreateAsync(guest, Expense("5", null), default)).Error!.Code);
        var income = Expense("5", food) with { Type = TransactionType.Income };
        Assert.Equal("outside_grant", (await transactions.CreateAsync(guest, income, default)).Error!.Code);
        var moved = new TransactionPatch { CategoryId = rent };
        Assert.Equal("outside_grant", (await transactions.UpdateAsync(guest, own.Value.Transaction.Id, moved, default)).Error!.Code);
        var partial = new TransactionPatch { Payee = "Shop" };
        Assert.Equal("outside_grant", (await transactions.UpdateAsync(guest, split.Value.Transaction.Id, partial, default)).Error!.Code);
        Assert.Equal("outside_grant", (await transactions.DeleteAsync(guest, split.Value.Transaction.Id, default)).Error!.Code);
        Assert.Equal("not_found", (await transactions.UpdateAsync(guest, hidden.Value.Transaction.Id, partial, default)).Error!.Code);
        Assert.Equal("not_found", (await transactions.DeleteAsync(guest, hidden.Value.Transaction.Id, default)).Error!.Code);
        Assert.Equal("not_found", (await transactions.GetAsync(shared.Guest, hidden.Value.Transaction.Id, default)).Error!.Code);

        Assert.Equal(version, (await shared.OwnersAsync()).Head.Version);
    }

    [Fact]
    public async Task Entry_SplitOverMore_ShowsTheGrantedPartAlone()
    {
        var (shared, food, rent) = await ShareFoodAsync(GrantAccess.Read);
        var transactions = new TransactionService(shared.Process.Ledgers);
        var split = await transactions.CreateAsync(
            new Change(shared.Alice),
            Expense("10", null) with { Splits = [Part(food, "4"), Part(rent, "6")] },
            default);

        var shown = (await transactions.GetAsync(shared.Guest, split.Value.Transaction.Id, default)).Value.Transaction;

        Assert.Equal(("4.00", true), (shown.Amount.ToString(), shown.IsPartial));
        Assert.Equal(food, Assert.Single(shown.Splits).CategoryId);
        Assert.Equal("read_only_grant", (await transactions.DeleteAsync(new Change(shared.Guest), split.Value.Transaction.Id, default)).Error!.Code);
    }

    [Fact]
    public async Task Category_ThatIsDeleted_TakesItsEntriesOutOfTheGrant()
    {
        var (shared, food, rent) = await ShareFoodAsync(GrantAccess.Read);
        var transactions = new TransactionService(shared.Process.Ledgers);
        var entry = await transactions.CreateAsync(new Change(shared.Alice), Expense("1", food), default);
        var categories = new CategoryService(shared.Process.Ledgers, shared.Clock);
        Assert.Null((await categories.DeleteAsync(new Change(shared.Alice), food, rent, default)).Error);

        Assert.Equal("not_found", (await transactions.GetAsync(shared.Guest, entry.Value.Transaction.Id, default)).Error!.Code);
    }

    [Fact]
    public async Task Budgets_ByAGrantOfBudgets_ChangeAndNothingElseDoes()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.Budgets);
        var budgets = new BudgetService(shared.Process.Ledgers, shared.Clock);
        var asked = new NewBudget
        {
            Name = "Fun",
            Amount = new AmountText("amount", "10"),
            Period = BudgetPeriod.Monthly,
            Start = new DateOnly(2026, 6, 1),
        };

        Assert.Null((await budgets.CreateAsync(new Change(shared.Guest), asked, default)).Error);
        Assert.Equal("outside_grant", await shared.ChangeAsync(LedgerPart.Budgets));
    }

    [Fact]
    public async Task Accounts_ByAGrantOfEntries_StayAsTheyAre()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.Transactions);

        Assert.Equal("outside_grant", await shared.ChangeAsync(LedgerPart.Entries));
    }

    private static async Task<(SharedLedger Shared, string Food, string Rent)> ShareFoodAsync(GrantAccess access)
    {
        var shared = await SharedLedger.CreateAsync();
        var categories = new CategoryService(shared.Process.Ledgers, shared.Clock);
        async Task<string> AddAsync(string name) => (await categories.CreateAsync(
            new Change(shared.Alice), new NewCategory { Name = name, Type = CategoryType.Expense }, default)).Value.Id;
        var (food, rent) = (await AddAsync("Allotment"), await AddAsync("Lodge"));
        Assert.Null((await shared.ShareAsync(access, new GrantScope(GrantKind.Transactions, [food], [TransactionType.Expense]))).Error);
        return (shared, food, rent);
    }

    private static NewSplit Part(string category, string amount) => new(category, new AmountText("amount", amount), null);

    private static NewTransaction Expense(string amount, string? category) =>
        new() { Type = TransactionType.Expense, Amount = new AmountText("amount", amount), CategoryId = category };
}
