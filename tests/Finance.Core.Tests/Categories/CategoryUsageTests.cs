using Finance.Core.Categories;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Categories;

public sealed class CategoryUsageTests
{
    [Fact]
    public async Task ListAsync_NeverUsed_Zero()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddCategoryAsync("Food", CategoryType.Expense);

        var item = Assert.Single(await List(ledger));

        Assert.Equal((0, 0, null), (item.Usage.TransactionCount, item.Usage.Total.Minor, item.Usage.LastUsed));
        Assert.Null(item.Budget);
    }

    [Fact]
    public async Task ListAsync_RefundsAndRepayments_LowerWhatTheCategoryHolds()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var salary = await ledger.AddCategoryAsync("Salary", CategoryType.Income);
        await ledger.AddAsync(TransactionType.Expense, "10", "2026-01-05", food);
        await ledger.AddAsync(TransactionType.Income, "4", "2026-01-06", food);
        await ledger.AddAsync(TransactionType.Income, "100", "2026-01-06", salary);
        await ledger.AddAsync(TransactionType.Expense, "30", "2026-01-07", salary);

        var list = await List(ledger);

        Assert.Equal(
            [("Food", 2, 600), ("Salary", 2, 7000)],
            list.Select(item => (item.Category.Name, item.Usage.TransactionCount, item.Usage.Total.Minor)));
    }

    [Fact]
    public async Task ListAsync_OtherCurrencies_AreShownApart()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var (euros, yen) = (await ledger.AddAccountAsync("Euros", "EUR"), await ledger.AddAccountAsync("Yen", "JPY"));
        await ledger.AddAsync(TransactionType.Expense, "10", "2026-01-05", food);
        await ledger.AddAsync(TransactionType.Expense, "700", "2026-01-05", food, yen);
        await ledger.AddAsync(TransactionType.Expense, "3", "2026-01-05", food, euros);

        var usage = Assert.Single(await List(ledger)).Usage;

        Assert.Equal((3, new Money(1000, Currency.Of("USD"))), (usage.TransactionCount, usage.Total));
        Assert.Equal([new Money(300, Currency.Of("EUR")), new Money(700, Currency.Of("JPY"))], usage.OtherTotals);
    }

    [Fact]
    public async Task ListAsync_SplitTwiceInOneCategory_IsOneTransaction()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddAsync(new NewTransaction
        {
            Type = TransactionType.Expense,
            Amount = new AmountText("amount", "10"),
            Splits = [new NewSplit(food, new AmountText("a", "4"), "milk"), new NewSplit(food, new AmountText("a", "6"), "bread")],
        });

        var usage = Assert.Single(await List(ledger)).Usage;
        Assert.Equal((1, 1000), (usage.TransactionCount, usage.Total.Minor));
    }

    [Fact]
    public async Task ListAsync_TransactionsComeChangeAndGo_LastUsedIsTheLatestDateThatIsLeft()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var car = await ledger.AddCategoryAsync("Car", CategoryType.Expense);
        var random = new Random(7);
        var there = new Dictionary<TransactionId, (DateOnly Date, string Category)>();
        for (var step = 0; step < 300; step++)
        {
            var (date, category) = (new DateOnly(2025, 12, 1).AddDays(random.Next(70)), random.Next(2) == 0 ? food : car);
            var known = there.Count == 0 ? default : there.Keys.ElementAt(random.Next(there.Count));
            switch (there.Count == 0 ? 0 : random.Next(3 + (there.Count / 10)))
            {
                case 0:
                    var added = await ledger.AddAsync(new NewTransaction
                    {
                        Type = TransactionType.Expense,
                        Amount = new AmountText("amount", "1"),
                        Date = date,
                        CategoryId = category,
                    });
                    there[added.Id] = (date, category);
                    break;
                case 1:
                    var patch = new TransactionPatch { Date = date, CategoryId = category };
                    Assert.True((await ledger.Transactions.UpdateAsync(ledger.Change, known, patch, default)).IsOk);
                    there[known] = (date, category);
                    break;
                default:
                    Assert.True((await ledger.Transactions.DeleteAsync(ledger.Change, known, default)).IsOk);
                    there.Remove(known);
                    break;
            }

            foreach (var item in await List(step % 5 == 0 ? ledger.Reopen() : ledger))
            {
                var used = there.Values.Where(entry => entry.Category == item.Category.Id).Select(entry => (DateOnly?)entry.Date).ToList();
                Assert.Equal((used.Count, used.Max()), (item.Usage.TransactionCount, item.Usage.LastUsed));
            }
        }
    }

    [Fact]
    public async Task ListAsync_LastDayWasLeftUnknown_IsReadFromTheMonth()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddAsync(TransactionType.Expense, "1", "2026-01-05", food);
        var last = await ledger.AddAsync(TransactionType.Expense, "1", "2026-01-25", food);
        await ledger.Ledgers.ChangeAsync<Done>(
            ledger.Change,
            async (draft, token) =>
            {
                draft.LeavesLargestUnknown = true;
                await draft.RemoveAsync(last, false, token);
                draft.Record("test", last.Id.ToString(), null, null);
                return Done.Value;
            },
            default);

        Assert.Equal(new DateOnly(2026, 1, 5), Assert.Single(await List(ledger.Reopen())).Usage.LastUsed);
    }

    [Fact]
    public async Task ListAsync_Limit_ComparedWithThisMonthInTheUsersZoneAndWhatIsBelow()
    {
        // In Tokyo it is July already.
        var ledger = await TestLedger.CreateAsync(now: new DateTimeOffset(2026, 6, 30, 20, 0, 0, TimeSpan.Zero), timeZone: "Asia/Tokyo");
        var food = (await Service(ledger).CreateAsync(
            ledger.Change,
            new NewCategory { Name = "Food", Type = CategoryType.Expense, BudgetLimit = new AmountText("budget_limit", "100") },
            default)).Value.Id;
        var groceries = await ledger.AddCategoryAsync("Groceries", CategoryType.Expense, food);
        var euros = await ledger.AddAccountAsync("Euros", "EUR");
        await ledger.AddAsync(TransactionType.Expense, "50", "2026-06-30", food);
        await ledger.AddAsync(TransactionType.Expense, "20", "2026-07-01", food);
        await ledger.AddAsync(TransactionType.Expense, "30", "2026-07-01", groceries);
        await ledger.AddAsync(TransactionType.Income, "5", "2026-07-01", groceries);
        await ledger.AddAsync(TransactionType.Expense, "7", "2026-07-01", groceries, euros);

        var item = (await Service(ledger).GetAsync(ledger.Caller, food, default)).Value;

        var budget = item.Budget!;
        Assert.Equal((Month.Of(2026, 7), 10000, 4500), (budget.Month, budget.Limit.Minor, budget.Spent.Minor));
        Assert.Equal([new Money(700, Currency.Of("EUR"))], budget.SpentElsewhere);
        Assert.Equal((2, 7000), (item.Usage.TransactionCount, item.Usage.Total.Minor));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public async Task ListAsync_AnyAge_AtMostThreeMoreCallsThanOpening(int years)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        for (var year = 2026 - years + 1; year <= 2026; year++)
        {
            await ledger.AddAsync(TransactionType.Expense, "1", $"{year}-01-05", food);
        }

        var reopened = ledger.Reopen();
        await reopened.OpenAsync();
        var (calls, again) = (store.Calls.Total, 0);
        Assert.Equal(years, Assert.Single(await List(reopened)).Usage.TransactionCount);
        again = store.Calls.Total;
        await List(reopened);

        Assert.InRange(again - calls, 1, 4);
        Assert.Equal(1, store.Calls.Total - again);
    }

    private static CategoryService Service(TestLedger ledger) => new(ledger.Ledgers, ledger.Clock);

    private static async Task<IReadOnlyList<CategoryInLedger>> List(TestLedger ledger) =>
        (await Service(ledger).ListAsync(ledger.Caller, default)).Value;
}
