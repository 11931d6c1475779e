using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Budgets;

/// <summary>What of a category's entries is spending.</summary>
internal enum Counting
{
    /// <summary>Expenses less refunds.</summary>
    Net,

    /// <summary>Expenses alone: an income that is in no category is no refund.</summary>
    Expenses,
}

/// <summary>What a budget counts: entries in accounts of one currency, by the categories that they were made with.</summary>
/// <param name="Categories">Ids as they stand on entries; empty for uncategorised.</param>
internal sealed record BudgetScope(Currency Currency, IReadOnlyDictionary<string, Counting> Categories)
{
    internal bool Counts(string? categoryId) => Categories.ContainsKey(categoryId ?? string.Empty);

    internal static Tally Spent(CategoryTally tally, Counting counting) => counting == Counting.Expenses
        ? tally.Expense
        : new Tally(checked(tally.Expense.Minor - tally.Income.Minor), checked(tally.Expense.Count + tally.Income.Count));
}

/// <summary>
/// Tells which categories count in a budget. One that was deleted in favour of another stands for that other; what was in one that was
/// deleted in favour of none stays in the budgets that named it.
/// </summary>
internal sealed class CategoryReach
{
    private readonly Chart _chart;
    private readonly ILookup<string, string> _ids;
    private readonly ILookup<string, Category> _below;
    private IReadOnlyDictionary<string, Counting>? _all;

    internal CategoryReach(Chart chart)
    {
        _chart = chart;
        _ids = chart.AllCategories.Keys.ToLookup(id => EndOf(id).Id, StringComparer.Ordinal);
        _below = chart.AllCategories.Values
            .Where(category => !category.IsDeleted && category.ParentId is not null)
            .ToLookup(category => category.ParentId!, StringComparer.Ordinal);
    }

    internal BudgetScope ScopeOf(Budget budget) =>
        new(budget.Currency, budget.IsOfAllSpending ? _all ??= AllSpending() : Named(budget.CategoryIds));

    private Dictionary<string, Counting> AllSpending()
    {
        var all = new Dictionary<string, Counting>(StringComparer.Ordinal) { [string.Empty] = Counting.Expenses };
        foreach (var id in _chart.AllCategories.Keys)
        {
            var now = _chart.CategoryNow(id);
            if (now?.Type != CategoryType.Income)
            {
                all.Add(id, now is null ? Counting.Expenses : Counting.Net);
            }
        }

        return all;
    }

    private Dictionary<string, Counting> Named(IEnumerable<string> named)
    {
        var counted = new Dictionary<string, Counting>(StringComparer.Ordinal);
        var open = new Queue<Category>(named.Select(EndOf));
        while (open.TryDequeue(out var category))
        {
            // A category that has come to hold incomes holds no spending any more.
            if (category.Type == CategoryType.Income || counted.ContainsKey(category.Id))
            {
                continue;
            }

            foreach (var id in _ids[category.Id])
            {
                counted.Add(id, Counting.Net);
            }

            foreach (var child in category.IsDeleted ? [] : _below[category.Id])
            {
                open.Enqueue(child);
            }
        }

        return counted;
    }

    /// <summary>Where the replacements of a category end: a category that is there, or one that nothing has replaced.</summary>
    private Category EndOf(string id)
    {
        var category = _chart.AllCategories[id];
        while (!string.IsNullOrEmpty(category.ReplacedBy))
        {
            category = _chart.AllCategories[category.ReplacedBy];
        }

        return category;
    }
}
