using System.Runtime.InteropServices;
using Finance.Core.Categories;
using Finance.Core.Summaries;

namespace Finance.Core.Reports;

/// <summary>One side of a category: only uncategorised entries (no id) stand on both.</summary>
/// <param name="CategoryId">The category as it stands now; null for uncategorised.</param>
/// <param name="Type">What the sums are: earned (<see cref="CategoryType.Income"/>) or spent (<see cref="CategoryType.Expense"/>).</param>
public readonly record struct CategorySide(string? CategoryId, CategoryType Type);

/// <summary>
/// What some days add up to in one currency. Per category: spent = expenses − refunds for an expense category, earned = incomes −
/// repayments for an income category; uncategorised incomes are earned and uncategorised expenses spent. <see cref="Income"/> is all that
/// was earned, <see cref="Expenses"/> all that was spent; transfers are neither.
/// </summary>
public sealed class CurrencyTotals
{
    private readonly Dictionary<CategorySide, Tally> _categories = [];
    private long _income;
    private long _expenses;

    internal CurrencyTotals(Currency currency) => Currency = currency;

    internal static IReadOnlyDictionary<CategorySide, Tally> Nothing { get; } = new Dictionary<CategorySide, Tally>();

    public Currency Currency { get; }

    public Money Income => new(_income, Currency);

    public Money Expenses => new(_expenses, Currency);

    /// <summary>Income − expenses.</summary>
    public Money Net => Income - Expenses;

    /// <summary>
    /// Entries, transfers included: once each over all accounts; where one account is asked for, every end of a transfer in it.
    /// </summary>
    public long TransactionCount { get; private set; }

    /// <summary>Net / income to four decimals; null without income, of which nothing can be saved.</summary>
    public decimal? SavingsRate => _income <= 0 ? null : Money.Ratio(Net.Minor, _income);

    /// <summary>What was spent in or earned by each category, and in how many entries or splits.</summary>
    public IReadOnlyDictionary<CategorySide, Tally> Categories => _categories;

    /// <summary>All that was earned or spent on one side, in minor units.</summary>
    public long TotalOf(CategoryType side) => side == CategoryType.Income ? _income : _expenses;

    internal void Count(long transactions) => TransactionCount += transactions;

    internal void Add(Category? category, CategoryTally tally)
    {
        if (category?.Type != CategoryType.Expense)
        {
            Add(new CategorySide(category?.Id, CategoryType.Income), category is null ? tally.Income : Less(tally.Income, tally.Expense));
        }

        if (category?.Type != CategoryType.Income)
        {
            Add(new CategorySide(category?.Id, CategoryType.Expense), category is null ? tally.Expense : Less(tally.Expense, tally.Income));
        }
    }

    private static Tally Less(Tally tally, Tally back) => new(checked(tally.Minor - back.Minor), checked(tally.Count + back.Count));

    private void Add(CategorySide side, Tally tally)
    {
        if (tally == default)
        {
            return;
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_categories, side, out _) += tally;
        if (side.Type == CategoryType.Income)
        {
            _income = checked(_income + tally.Minor);
        }
        else
        {
            _expenses = checked(_expenses + tally.Minor);
        }
    }
}
