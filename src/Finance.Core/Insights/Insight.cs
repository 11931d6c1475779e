using Finance.Core.Reports;

namespace Finance.Core.Insights;

public enum InsightKind
{
    /// <summary>An expense far above what its payee, or its category, usually costs.</summary>
    Anomaly,

    /// <summary>The same amount charged again by the same payee within days.</summary>
    DuplicateCharge,

    /// <summary>Something of a fixed price that is paid month by month or rarer, and is no basic need.</summary>
    Subscription,

    /// <summary>Something of a fixed price that has become dearer.</summary>
    PriceRise,

    /// <summary>A budget, the month or a category is being spent faster than planned or than usual.</summary>
    Overspending,

    /// <summary>A category that was used regularly, or has a limit, and is not used any more.</summary>
    IdleCategory,

    /// <summary>What banks have charged for themselves.</summary>
    Fee,

    /// <summary>What could be spent less on, and how much that would save.</summary>
    SavingOpportunity,

    /// <summary>The share of the income that is saved goes up or down.</summary>
    SavingsRate,
}

public enum InsightSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>Something that the figures of a ledger say, with the figures that prove it.</summary>
/// <param name="Title">One line.</param>
/// <param name="Suggestion">What could be done about it.</param>
/// <param name="Saving">
/// What that would save, in the currency of the answer: in a year, and of a duplicate once. Null where nothing is saved or no rate tells it.
/// </param>
public sealed record Insight(
    InsightKind Kind,
    InsightSeverity Severity,
    string Title,
    string Detail,
    InsightEvidence Evidence,
    string Suggestion,
    Money? Saving = null);

/// <summary>What a ledger says about itself as of a day.</summary>
public sealed record InsightReport
{
    public required DateOnly On { get; init; }

    /// <summary>The user's own, of all figures that add up several currencies.</summary>
    public required Currency Currency { get; init; }

    public required InsightBasis Basis { get; init; }

    /// <summary>The gravest first.</summary>
    public required IReadOnlyList<Insight> Insights { get; init; }

    public required HealthScore Health { get; init; }

    /// <summary>What the months hold that could not be converted and is in none of the figures, each currency apart.</summary>
    public required IReadOnlyList<UnconvertedTotals> Unconverted { get; init; }

    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>What insights were looked for in.</summary>
/// <param name="Entries">The days whose entries were read one by one.</param>
/// <param name="EntryCount">How many these are.</param>
/// <param name="Months">The months whose sums were read, the current one included; null where there is no entry.</param>
public sealed record InsightBasis(DateRange Entries, int EntryCount, DateRange? Months);
