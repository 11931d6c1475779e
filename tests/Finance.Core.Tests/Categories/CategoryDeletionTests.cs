using Finance.Core.Categories;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Categories;

public sealed class CategoryDeletionTests
{
    [Fact]
    public async Task DeleteAsync_ReassignTo_TransactionsCountThereInOneCommitWhateverTheirNumber()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var meals = await ledger.AddCategoryAsync("Meals", CategoryType.Expense);
        var entry = await ledger.AddAsync(TransactionType.Expense, "5", "2026-01-05", food);
        await ledger.AddAsync(TransactionType.Expense, "2", "2025-01-05", food);
        await ledger.AddAsync(TransactionType.Expense, "1", "2026-06-05", meals);
        var written = store.Calls.RowsWritten;

        var deleted = (await Delete(ledger, food, meals)).Value;

        Assert.Equal((2, meals, 2), (deleted.TransactionCount, deleted.ReassignedTo!.Id, store.Calls.RowsWritten - written));
        Assert.Equal(meals, (await ledger.Transactions.GetAsync(ledger.Caller, entry.Id, default)).Value.Category!.Id);
        var item = Assert.Single((await Service(ledger.Reopen()).ListAsync(ledger.Caller, default)).Value);
        Assert.Equal((3, 800, new DateOnly(2026, 6, 5)), (item.Usage.TransactionCount, item.Usage.Total.Minor, item.Usage.LastUsed));
    }

    [Fact]
    public async Task DeleteAsync_NoReassignTo_TransactionsAreUncategorised()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var entry = await ledger.AddAsync(TransactionType.Expense, "5", "2026-01-05", food);

        var deleted = (await Delete(ledger, food)).Value;

        Assert.Null(deleted.ReassignedTo);
        Assert.Null((await ledger.Reopen().Transactions.GetAsync(ledger.Caller, entry.Id, default)).Value.Category);
        Assert.Equal("not_found", (await Service(ledger).GetAsync(ledger.Caller, food, default)).Error!.Code);
        Assert.Equal("not_found", (await Delete(ledger, food)).Error!.Code);
    }

    [Fact]
    public async Task DeleteAsync_WithChildren_TheyMoveUp()
    {
        var ledger = await TestLedger.CreateAsync();
        var root = await ledger.AddCategoryAsync("Living", CategoryType.Expense);
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense, root);
        var groceries = await ledger.AddCategoryAsync("Groceries", CategoryType.Expense, food);

        var deleted = (await Delete(ledger, food, groceries)).Value;

        Assert.Equal((groceries, root), (deleted.ReassignedTo!.Id, Assert.Single(deleted.MovedUp).ParentId));
        Assert.Equal(root, (await ledger.Reopen().OpenAsync()).Chart.FindCategory(groceries)!.ParentId);
    }

    [Fact]
    public async Task DeleteAsync_ChildWouldMeetItsName_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddCategoryAsync("Other", CategoryType.Expense, food);
        await ledger.AddCategoryAsync("other", CategoryType.Expense);

        Assert.Equal("category_name_taken", (await Delete(ledger, food)).Error!.Code);
    }

    [Fact]
    public async Task DeleteAsync_AsManyChildrenAsThereCanBe_OneCommit()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        for (var number = 0; number < CategoryRules.MaxChildren; number++)
        {
            await ledger.AddCategoryAsync($"Food {number}", CategoryType.Expense, food);
        }

        Assert.Equal(CategoryRules.MaxChildren, (await Delete(ledger, food)).Value.MovedUp.Count);
    }

    [Fact]
    public async Task DeleteAsync_ReassignToWhatCannotTakeThem_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var salary = await ledger.AddCategoryAsync("Salary", CategoryType.Income);

        foreach (var target in new[] { food, salary, "000000000000" })
        {
            Assert.Equal(["reassign_to"], (await Delete(ledger, food, target)).Error!.Fields!.Keys);
        }
    }

    private static CategoryService Service(TestLedger ledger) => new(ledger.Ledgers, ledger.Clock);

    private static Task<Result<DeletedCategory>> Delete(TestLedger ledger, string id, string? reassignTo = null) =>
        Service(ledger).DeleteAsync(ledger.Change, id, reassignTo, default);
}
