using Finance.Core.Categories;

namespace Finance.Core.Reports;

/// <summary>The answer of <c>/api/reports/monthly</c>: a month by category, against the month before.</summary>
public sealed record MonthlyReport
{
    public required MonthFigures Current { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// Every category with an entry in either month, expenses first, the largest first. The amounts of a type add up to that type's total.
    /// </summary>
    public required IReadOnlyList<CategoryMonth> ByCategory { get; init; }

    public required MonthFigures PreviousMonth { get; init; }

    /// <inheritdoc cref="FinancialSummary.Unconverted"/>
    public required IReadOnlyList<UnconvertedFigures> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>A category's month.</summary>
/// <param name="Category">Null for uncategorised, which stands once for incomes and once for expenses.</param>
/// <param name="Share">Amount / all that was earned or spent in the month, to four decimals; 0 of nothing.</param>
/// <param name="Previous">The amount of the month before.</param>
public sealed record CategoryMonth(
    Category? Category,
    CategoryType Type,
    Money Amount,
    decimal Share,
    long Count,
    Money Previous,
    MoneyChange Change);

/// <summary>The key figures of a month; each as in <see cref="PeriodFigures"/>.</summary>
public sealed record MonthFigures(Month Month, Money Income, Money Expenses, Money Net, decimal? SavingsRate, long TransactionCount);
