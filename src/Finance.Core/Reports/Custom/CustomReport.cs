using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Transactions;

namespace Finance.Core.Reports.Custom;

/// <summary>The answer of <c>/api/reports/query</c>.</summary>
public sealed record CustomReport
{
    public required CustomQuery Query { get; init; }

    public required ReportPeriod Period { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    /// <summary>By month and week, then the largest sum first.</summary>
    public required IReadOnlyList<CustomGroup> Groups { get; init; }

    /// <summary>All that was counted, each entry once.</summary>
    public required GroupFigures Total { get; init; }

    /// <summary>What was counted by reading entries: null where sums told everything.</summary>
    public required ScannedPart? Scanned { get; init; }

    /// <summary>Where to go on; null where all of the period is in the groups.</summary>
    public string? Next { get; init; }

    /// <inheritdoc cref="FinancialSummary.Unconverted"/>
    public required IReadOnlyList<UnconvertedTotals> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>The entries that one request has gone through, newest first.</summary>
/// <param name="From">The day of the last one; null where there was none.</param>
/// <param name="To">The day of the first one.</param>
public sealed record ScannedPart(DateOnly? From, DateOnly? To, int Rows);

/// <summary>What a group has in common; only what was grouped by is told.</summary>
/// <param name="Week">Its first day.</param>
/// <param name="Category">Null for uncategorised too.</param>
public sealed record CustomGroup(
    Month? Month,
    DateOnly? Week,
    Category? Category,
    Account? Account,
    string? Payee,
    string? Tag,
    TransactionType? Type,
    GroupFigures Figures);

/// <summary>The measures of a group, in the currency of the report.</summary>
/// <param name="Count">Entries; where categories are told apart or chosen, each part of a split as one.</param>
/// <param name="Min">Null where entries were not read.</param>
/// <param name="Max">Null where entries were not read.</param>
public sealed record GroupFigures(Money Sum, long Count, Money? Min, Money? Max, Money Income, Money Expenses)
{
    /// <summary>Sum / count, rounded half away from zero; null of nothing.</summary>
    public Money? Average => Count == 0 ? null : new Money(Money.Quotient(Sum.Minor, Count), Sum.Currency);

    public Money Net => Income - Expenses;
}
