using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Testing;

namespace Finance.Core.Tests.Categories;

public sealed class CategoryServiceTests
{
    [Fact]
    public async Task CreateAsync_AllFields_ReadBack()
    {
        var ledger = await TestLedger.CreateAsync();
        var parent = await ledger.AddCategoryAsync("Food", CategoryType.Expense);

        var made = (await Create(ledger, New("Groceries") with
        {
            Color = "#A0b1C2",
            Icon = "cart",
            ParentId = parent,
            BudgetLimit = new AmountText("budget_limit", "400"),
            TaxDeductible = true,
        })).Value;

        Assert.Equal(new Money(40000, Currency.Of("USD")), made.BudgetLimit);
        Assert.Equal(made, (await ledger.Reopen().OpenAsync()).Chart.FindCategory(made.Id));
    }

    [Fact]
    public async Task CreateAsync_NoColor_TakesOneThatTheFewestHave()
    {
        var ledger = await TestLedger.CreateAsync();

        var colors = new HashSet<string>();
        for (var number = 0; number < 12; number++)
        {
            colors.Add((await Create(ledger, New($"Category {number}"))).Value.Color);
        }

        Assert.Equal(12, colors.Count);
        Assert.All(colors, color => Assert.True(Palette.IsColor(color)));
    }

    [Theory]
    [InlineData("", null, null, "name")]
    [InlineData("Food", "red", null, "color")]
    [InlineData("Food", "#12345g", null, "color")]
    [InlineData("Food", null, "0", "budget_limit")]
    public async Task CreateAsync_FieldBreaksItsRule_NamesTheField(string name, string? color, string? limit, string field)
    {
        var ledger = await TestLedger.CreateAsync();
        var asked = New(name) with { Color = color, BudgetLimit = limit is null ? null : new AmountText("budget_limit", limit) };

        Assert.Equal([field], (await Create(ledger, asked)).Error!.Fields!.Keys);
    }

    [Fact]
    public async Task CreateAsync_LimitOnIncome_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        var asked = New("Salary") with { Type = CategoryType.Income, BudgetLimit = new AmountText("budget_limit", "1") };

        Assert.Equal(["budget_limit"], (await Create(ledger, asked)).Error!.Fields!.Keys);
    }

    [Fact]
    public async Task CreateAsync_NameOfASibling_Taken()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);

        Assert.Equal("category_name_taken", (await Create(ledger, New("FOOD"))).Error!.Code);
        Assert.True((await Create(ledger, New("Food") with { ParentId = food })).IsOk);
        Assert.True((await Create(ledger, New("Food") with { Type = CategoryType.Income })).IsOk);
    }

    [Fact]
    public async Task CreateAsync_ParentThatCannotBe_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        var income = await ledger.AddCategoryAsync("Salary", CategoryType.Income);
        var chain = await ChainAsync(ledger, CategoryRules.MaxDepth);

        foreach (var parent in new[] { income, chain[^1], "000000000000" })
        {
            Assert.Equal(["parent_id"], (await Create(ledger, New("Other") with { ParentId = parent })).Error!.Fields!.Keys);
        }
    }

    [Fact]
    public async Task CreateAsync_AsManyAsThereCanBe_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        var parent = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.CommitAsync("test", parent, draft => Fill(draft, "below", CategoryRules.MaxChildren, parent));

        var below = await Create(ledger, New("One more") with { ParentId = parent });
        while ((await ledger.OpenAsync()).Chart.Categories.Count() is var count && count < CategoryRules.MaxCategories)
        {
            var missing = Math.Min(90, CategoryRules.MaxCategories - count);
            await ledger.CommitAsync("test", parent, draft => Fill(draft, $"{count}-", missing, null));
        }

        Assert.Equal("too_many_categories", below.Error!.Code);
        Assert.Equal("too_many_categories", (await Create(ledger, New("One more"))).Error!.Code);
    }

    [Fact]
    public async Task UpdateAsync_SomeFields_ChangesTheseAndLeavesTheOthers()
    {
        var ledger = await TestLedger.CreateAsync();
        var made = (await Create(ledger, New("Food") with { Icon = "cart", BudgetLimit = new AmountText("budget_limit", "4") })).Value;

        var patch = new CategoryPatch { Name = "Meals", BudgetLimit = Optional<AmountText?>.Of(null) };
        var updated = (await Update(ledger, made.Id, patch)).Value;

        Assert.Equal(made with { Name = "Meals", BudgetLimit = null, Version = made.Version + 1 }, updated);
    }

    [Fact]
    public async Task UpdateAsync_NothingDiffers_NothingIsWritten()
    {
        var ledger = await TestLedger.CreateAsync();
        var made = (await Create(ledger, New("Food") with { BudgetLimit = new AmountText("budget_limit", "4") })).Value;

        var patch = new CategoryPatch { Name = "Food", Type = CategoryType.Expense, BudgetLimit = new AmountText("budget_limit", "4.00") };

        Assert.Equal(made, (await Update(ledger, made.Id, patch)).Value);
        Assert.Equal(made.Version, (await ledger.Reopen().OpenAsync()).Head.Version);
    }

    [Fact]
    public async Task UpdateAsync_ParentBelowItself_Refused()
    {
        var ledger = await TestLedger.CreateAsync();
        var chain = await ChainAsync(ledger, 3);

        Assert.Equal(["parent_id"], (await Update(ledger, chain[0], new CategoryPatch { ParentId = chain[0] })).Error!.Fields!.Keys);
        Assert.Equal(["parent_id"], (await Update(ledger, chain[0], new CategoryPatch { ParentId = chain[2] })).Error!.Fields!.Keys);
    }

    [Fact]
    public async Task UpdateAsync_TreeUnderADeepParent_CountsItsWholeHeight()
    {
        var ledger = await TestLedger.CreateAsync();
        var (low, high) = (await ChainAsync(ledger, 3), await ChainAsync(ledger, 3));

        Assert.Equal(["parent_id"], (await Update(ledger, low[0], new CategoryPatch { ParentId = high[2] })).Error!.Fields!.Keys);
        Assert.True((await Update(ledger, low[0], new CategoryPatch { ParentId = high[1] })).IsOk);
    }

    [Fact]
    public async Task UpdateAsync_Type_MustBeThatOfWhatIsAroundIt()
    {
        var ledger = await TestLedger.CreateAsync();
        var chain = await ChainAsync(ledger, 2);
        var alone = await ledger.AddCategoryAsync("Alone", CategoryType.Expense);
        var patch = new CategoryPatch { Type = CategoryType.Income };

        Assert.Equal(["type"], (await Update(ledger, chain[0], patch)).Error!.Fields!.Keys);
        Assert.Equal(["parent_id"], (await Update(ledger, chain[1], patch)).Error!.Fields!.Keys);
        Assert.Equal(CategoryType.Income, (await Update(ledger, alone, patch)).Value.Type);
    }

    [Fact]
    public async Task UpdateAsync_IfMatchOfAnotherVersion_PreconditionFailed()
    {
        var ledger = await TestLedger.CreateAsync();
        var made = (await Create(ledger, New("Food"))).Value;
        var change = ledger.Change with { IfMatch = new IfMatch([made.Version + 1], false) };

        var updated = await Service(ledger).UpdateAsync(change, made.Id, new CategoryPatch { Name = "x" }, default);
        var deleted = await Service(ledger).DeleteAsync(change, made.Id, null, default);

        Assert.Equal(("precondition_failed", "precondition_failed"), (updated.Error!.Code, deleted.Error!.Code));
    }

    [Fact]
    public async Task TreeAsync_SomeLevels_NestedByName()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var eatingOut = await ledger.AddCategoryAsync("Eating out", CategoryType.Expense, food);
        await ledger.AddCategoryAsync("Lunch", CategoryType.Expense, eatingOut);
        await ledger.AddCategoryAsync("Groceries", CategoryType.Expense, food);
        await ledger.AddCategoryAsync("Car", CategoryType.Expense);

        var tree = (await Service(ledger).TreeAsync(ledger.Caller, default)).Value;

        Assert.Equal(["Car[]", "Food[Eating out[Lunch[]] Groceries[]]"], tree.Select(Text));
    }

    private static string Text(CategoryNode node) => $"{node.Item.Category.Name}[{string.Join(' ', node.Children.Select(Text))}]";

    private static void Fill(LedgerDraft draft, string prefix, int count, string? parentId)
    {
        for (var number = 0; number < count; number++)
        {
            draft.Put(new Category
            {
                Id = LedgerKeys.NewId(),
                Name = $"{prefix}{number}",
                Type = CategoryType.Expense,
                Color = "#000000",
                ParentId = parentId,
                CreatedAt = draft.Now,
            });
        }
    }

    /// <summary>Categories one below the other, the root first.</summary>
    private static async Task<IReadOnlyList<string>> ChainAsync(TestLedger ledger, int length)
    {
        var chain = new List<string>();
        for (var level = 0; level < length; level++)
        {
            chain.Add(await ledger.AddCategoryAsync($"Level {LedgerKeys.NewId()}", CategoryType.Expense, chain.LastOrDefault()));
        }

        return chain;
    }

    private static NewCategory New(string name) => new() { Name = name, Type = CategoryType.Expense };

    private static CategoryService Service(TestLedger ledger) => new(ledger.Ledgers, ledger.Clock);

    private static Task<Result<Category>> Create(TestLedger ledger, NewCategory asked) =>
        Service(ledger).CreateAsync(ledger.Change, asked, default);

    private static Task<Result<Category>> Update(TestLedger ledger, string id, CategoryPatch patch) =>
        Service(ledger).UpdateAsync(ledger.Change, id, patch, default);
}
