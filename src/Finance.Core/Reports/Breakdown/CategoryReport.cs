using Finance.Core.Categories;

namespace Finance.Core.Reports.Breakdown;

/// <summary>The answer of <c>/api/reports/category</c>.</summary>
public sealed record CategoryReport
{
    public required PeriodTotals Current { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// The categories that stand below no other, expenses first, the largest first. The amounts of a type add up to that type's total.
    /// </summary>
    public required IReadOnlyList<CategoryBranch> Categories { get; init; }

    public required PeriodTotals Previous { get; init; }

    /// <inheritdoc cref="FinancialSummary.Unconverted"/>
    public required IReadOnlyList<UnconvertedTotals> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>A category with those below it.</summary>
/// <param name="Category">Null for uncategorised, which stands once for incomes and once for expenses.</param>
/// <param name="Type">What the sums are: earned or spent.</param>
/// <param name="Amount">Of the category and of all below it.</param>
/// <param name="OwnAmount">Of the category alone.</param>
/// <param name="Share">Amount / all that was earned or spent, to four decimals; 0 of nothing.</param>
/// <param name="Count">Entries, each part of a split as one; of all below it too.</param>
/// <param name="Trend">The amount month by month: the same months for every category.</param>
/// <param name="Previous">The amount of the period before.</param>
/// <param name="Children">In the order of the whole.</param>
public sealed record CategoryBranch(
    Category? Category,
    CategoryType Type,
    Money Amount,
    Money OwnAmount,
    decimal Share,
    long Count,
    IReadOnlyList<MonthAmount> Trend,
    Money Previous,
    MoneyChange Change,
    IReadOnlyList<CategoryBranch> Children);

public readonly record struct MonthAmount(Month Month, Money Amount);
