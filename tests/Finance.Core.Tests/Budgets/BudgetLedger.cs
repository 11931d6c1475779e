using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Notifications;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Budgets;

/// <summary>A ledger in US dollars with a few categories, and its budgets, as one process sees them. It is noon UTC of 15 June 2026.</summary>
internal sealed class BudgetLedger
{
    private BudgetLedger(TestLedger ledger) => (Ledger, Service) = (ledger, new BudgetService(ledger.Ledgers, ledger.Clock));

    internal TestLedger Ledger { get; }

    internal BudgetService Service { get; }

    internal string Food { get; private init; } = null!;

    /// <summary>Below <see cref="Food"/>.</summary>
    internal string Groceries { get; private init; } = null!;

    internal string Travel { get; private init; } = null!;

    internal string Salary { get; private init; } = null!;

    internal static async Task<BudgetLedger> CreateAsync(ITableStore? store = null, string? now = null, string timeZone = "UTC")
    {
        var instant = now is null ? (DateTimeOffset?)null : Recurring.RecurringLedger.Instant(now);
        var ledger = await TestLedger.CreateAsync(store, instant, timeZone: timeZone);
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        return new BudgetLedger(ledger)
        {
            Food = food,
            Groceries = await ledger.AddCategoryAsync("Groceries", CategoryType.Expense, food),
            Travel = await ledger.AddCategoryAsync("Travel", CategoryType.Expense),
            Salary = await ledger.AddCategoryAsync("Salary", CategoryType.Income),
        };
    }

    /// <summary>The same ledger as another process sees it.</summary>
    internal BudgetLedger Reopen(ITableStore? store = null) =>
        new(Ledger.Reopen(store)) { Food = Food, Groceries = Groceries, Travel = Travel, Salary = Salary };

    internal static DateOnly Day(string text) => Recurring.RecurringLedger.Day(text);

    internal static AmountText Amount(string digits) => new("amount", digits);

    /// <summary>A monthly budget of all spending from January 2026 on.</summary>
    internal static NewBudget Monthly(string amount, params string[] categories) => new()
    {
        Name = "Budget",
        Amount = Amount(amount),
        Period = BudgetPeriod.Monthly,
        CategoryIds = categories,
        Start = Day("2026-01-01"),
    };

    internal async Task<Budget> AddAsync(NewBudget asked) => Ok(await Service.CreateAsync(Ledger.Change, asked, default)).Budget;

    internal Task<Transaction> SpendAsync(string amount, string date, string? category = null, string? account = null) =>
        Ledger.AddAsync(TransactionType.Expense, amount, date, category, account);

    internal Task<Transaction> EarnAsync(string amount, string date, string? category = null, string? account = null) =>
        Ledger.AddAsync(TransactionType.Income, amount, date, category, account);

    internal async Task<BudgetInLedger> UpdateAsync(Budget budget, BudgetPatch patch) =>
        Ok(await Service.UpdateAsync(Ledger.Change, budget.Id, patch, default));

    internal async Task<BudgetDetails> GetAsync(Budget budget, string? on = null, int periods = BudgetService.DefaultPeriods) =>
        Ok(await Service.GetAsync(Ledger.Caller, budget.Id, on is null ? null : Day(on), periods, default));

    /// <summary>The current period of a budget.</summary>
    internal async Task<BudgetPeriodFigures> CurrentAsync(Budget budget, string? on = null) =>
        (await GetAsync(budget, on)).InLedger.Current;

    internal async Task<string> SpentAsync(Budget budget, string? on = null) => (await CurrentAsync(budget, on)).Spent.ToString();

    internal async Task<string> ProjectedAsync(Budget budget, string? on = null) =>
        (await GetAsync(budget, on)).InLedger.Projected.ToString();

    /// <summary>All that the user was told, oldest first.</summary>
    internal async Task<IReadOnlyList<Notification>> ToldAsync()
    {
        var told = new List<Notification>();
        var to = KeyText.After(Core.Ledgers.LedgerKeys.NotificationPrefix);
        await foreach (var row in Ledger.Ledgers.Reader.RangeAsync(
            Ledger.Caller.User, Core.Ledgers.LedgerKeys.NotificationPrefix, to))
        {
            told.Add(NotificationRow.Read(row));
        }

        told.Reverse();
        return told;
    }

    internal async Task<IReadOnlyList<string>> TitlesAsync() => [.. (await ToldAsync()).Select(told => told.Title)];

    internal static T Ok<T>(Result<T> result) => Recurring.RecurringLedger.Ok(result);
}
