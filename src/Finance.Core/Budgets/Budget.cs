using System.Collections.Immutable;

namespace Finance.Core.Budgets;

public enum BudgetPeriod
{
    Daily,

    /// <summary>From the user's first weekday on.</summary>
    Weekly,
    Monthly,
    Yearly,

    /// <summary>One period, from the budget's first day to its last.</summary>
    Custom,
}

/// <summary>What of a period that is over goes into the next one.</summary>
public enum RolloverRule
{
    None,

    /// <summary>What was not spent; what was overspent is forgotten.</summary>
    Unused,

    /// <summary>What was not spent, and what was overspent against it.</summary>
    Full,
}

/// <summary>
/// What may be spent, period by period. What was spent, what is left and what rolls over is never stored: it follows from the summaries of the
/// ledger, so that a late entry corrects it.
/// </summary>
public sealed record Budget
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Entries in accounts of this currency count.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What may be spent in a period, by the day from which it counts; oldest first, the first from the budget's start.</summary>
    public required ImmutableArray<BudgetAmount> Amounts { get; init; }

    public required BudgetPeriod Period { get; init; }

    /// <summary>
    /// Categories that count, with those below them; empty for all spending. The ids are those that were named: what became of a category that
    /// is gone, the chart tells.
    /// </summary>
    public ImmutableArray<string> CategoryIds { get; init; } = [];

    /// <summary>The day on which the budget begins; its first period is the one that holds it.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>The last day; null for no end.</summary>
    public DateOnly? End { get; init; }

    /// <summary>The share of what is available at which the user is told, in ten-thousandths: 8000 for 0.8.</summary>
    public int AlertThreshold { get; init; } = 8_000;

    public RolloverRule Rollover { get; init; }

    /// <summary>The most that rolls over, in minor units, either way; null for no bound.</summary>
    public long? RolloverCap { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the ledger that last changed the budget by name, not by an alert.</summary>
    public long Version { get; init; }

    /// <summary>What the user was told already, for the periods that may still tell anything.</summary>
    public ImmutableArray<BudgetAlert> Alerts { get; init; } = [];

    /// <summary>Whether nothing is to be spent less than: there is never anything to tell of it.</summary>
    public bool OnlyWatches => Amounts.All(amount => amount.Minor == 0);

    /// <summary>Whether it watches all spending.</summary>
    public bool IsOfAllSpending => CategoryIds.IsEmpty;
}

/// <param name="From">A day of the first period that it counts for.</param>
/// <param name="Minor">Minor units of the budget's currency; 0 for a budget that only watches.</param>
public readonly record struct BudgetAmount(DateOnly From, long Minor);

/// <param name="PeriodStart">The first day of the period.</param>
/// <param name="Threshold">The highest threshold that was told of, in ten-thousandths.</param>
public readonly record struct BudgetAlert(DateOnly PeriodStart, int Threshold);
