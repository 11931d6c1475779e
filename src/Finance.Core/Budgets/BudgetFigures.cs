using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Budgets;

public enum BudgetStatus
{
    OnTrack,

    /// <summary>Spending has reached the budget's alert threshold.</summary>
    Warning,

    /// <summary>More was spent than is available; not yet where it is exactly that.</summary>
    Exceeded,
}

/// <summary>A period of a budget, as of a day.</summary>
public sealed record BudgetPeriodFigures
{
    public required DateRange Period { get; init; }

    public required Money Budgeted { get; init; }

    /// <summary>What came over from the period before; negative where that was overspent.</summary>
    public required Money RolledOver { get; init; }

    /// <summary>Expenses less refunds; negative where more was refunded than spent.</summary>
    public required Money Spent { get; init; }

    /// <summary>
    /// Spent in per cent of what is available, to two decimals. Where nothing is available: 100 once anything was spent, else 0.
    /// </summary>
    public required decimal Percent { get; init; }

    public required BudgetStatus Status { get; init; }

    public Money Available => Budgeted + RolledOver;

    public Money Remaining => Available - Spent;

    /// <summary>What was budgeted less what was spent, whatever rolled over.</summary>
    public Money Variance => Budgeted - Spent;

    /// <summary>A period of a budget without an amount is only watched: it is never behind, and nothing rolls over from it.</summary>
    public bool IsOnlyWatched => Budgeted.Minor == 0;
}

/// <summary>A budget and its current period, as of a day.</summary>
/// <param name="Projected">
/// What will have been spent at the period's end by what is known to come and, for all else, by the pace so far.
/// </param>
public sealed record BudgetInLedger(Budget Budget, Chart Chart, BudgetPeriodFigures Current, Money Projected);

/// <summary>What a category contributes to the spending of a period.</summary>
/// <param name="Category">Null for uncategorised.</param>
/// <param name="Share">Of all that was spent, to four decimals; 0 of nothing.</param>
/// <param name="Count">Entries, each part of a split as one.</param>
public sealed record BudgetPart(Category? Category, Money Amount, decimal Share, long Count);

/// <summary>What periods that are over left or lacked on average.</summary>
/// <param name="Amount">Budgeted less spent, rounded half away from zero; negative where more was spent.</param>
/// <param name="Ratio">The same to what was budgeted, to four decimals.</param>
/// <param name="Periods">How many there are.</param>
public sealed record BudgetVariance(Money Amount, decimal Ratio, int Periods);

public enum TrendDirection
{
    Rising,
    Falling,

    /// <summary>The change from period to period is at most a hundredth of what is spent on average.</summary>
    Steady,
}

/// <summary>Where spending is going, by the least squares through the periods that are over.</summary>
public sealed record BudgetTrend(TrendDirection Direction, Money AverageSpent, Money ChangePerPeriod);

/// <summary>All about a budget, as of a day.</summary>
/// <param name="Breakdown">The current period by category, the largest first; adds up to what was spent.</param>
/// <param name="History">Periods, newest first, the current one included.</param>
/// <param name="Variance">Of the periods of <paramref name="History"/> that are over; null where none is.</param>
/// <param name="Trend">Of the same; null where there are less than two.</param>
public sealed record BudgetDetails(
    BudgetInLedger InLedger,
    IReadOnlyList<BudgetPart> Breakdown,
    IReadOnlyList<BudgetPeriodFigures> History,
    BudgetVariance? Variance,
    BudgetTrend? Trend)
{
    public Budget Budget => InLedger.Budget;
}
