using Finance.Core.Categories;
using Finance.Core.Transactions;

namespace Finance.Core.Reports.Tax;

/// <summary>The answer of <c>/api/reports/tax</c>: what was spent in categories that are marked as deductible.</summary>
public sealed record TaxReport
{
    public required PeriodTotals Totals { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    /// <summary>All of <see cref="Categories"/>: expenses less refunds.</summary>
    public required Money Deductible { get; init; }

    /// <summary>Each expense category that is marked, by itself, the largest first; those without entries too.</summary>
    public required IReadOnlyList<CategoryFigure> Categories { get; init; }

    /// <summary>What could not be converted, by currency.</summary>
    public required IReadOnlyList<Money> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }

    /// <summary>
    /// The entries behind the sums, newest first. Fewer than asked for, even none, with a <see cref="Next"/>, where the search went through as
    /// many rows as one request may.
    /// </summary>
    public required IReadOnlyList<TaxEntry> Entries { get; init; }

    /// <summary>Where the next page of entries begins; null at the end.</summary>
    public string? Next { get; init; }
}

/// <summary>An entry that is deductible, whole or in part.</summary>
/// <param name="Parts">What of it is in which category: positive where it was spent, negative where it came back.</param>
public sealed record TaxEntry(TransactionInLedger Entry, IReadOnlyList<TaxPart> Parts);

/// <param name="Amount">In the currency of the entry.</param>
/// <param name="Converted">In the currency of the answer, at the rate of the entry's day; null without one.</param>
public sealed record TaxPart(Category Category, Money Amount, Money? Converted);
