namespace Finance.Core.Categories;

/// <summary>How much a category has been used since the ledger began; those below it count for themselves.</summary>
/// <param name="Total">
/// What the category holds in the user's currency: expenses less refunds of an expense category, incomes less repayments of an income
/// category.
/// </param>
/// <param name="OtherTotals">The same of accounts in other currencies, one for each that is not zero.</param>
/// <param name="LastUsed">The latest date of an entry in it.</param>
public sealed record CategoryUsage(long TransactionCount, Money Total, IReadOnlyList<Money> OtherTotals, DateOnly? LastUsed);

/// <summary>A category's limit and what was spent of it this month, in it and in those below it.</summary>
/// <param name="Spent">In the currency of the limit; negative where more was refunded than spent.</param>
/// <param name="SpentElsewhere">What was spent from accounts in other currencies.</param>
public sealed record CategoryBudget(Month Month, Money Limit, Money Spent, IReadOnlyList<Money> SpentElsewhere);

/// <summary>A category with the figures that a list of categories shows.</summary>
public sealed record CategoryInLedger(Category Category, CategoryUsage Usage, CategoryBudget? Budget);

/// <summary>A category with those right below it, by name.</summary>
public sealed record CategoryNode(CategoryInLedger Item, IReadOnlyList<CategoryNode> Children);
