using Finance.Core.Budgets;

namespace Finance.Core.Reports.Variance;

/// <summary>The answer of <c>/api/reports/budget-variance</c>: what was budgeted against what was spent.</summary>
public sealed record VarianceReport
{
    public required ReportPeriod Period { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>All budgets together, in the currency of the answer; an entry counts in every budget that watches it.</summary>
    public required VarianceSum Total { get; init; }

    /// <summary>The budgets that have a period in the report's, those with the most overspent first.</summary>
    public required IReadOnlyList<BudgetVarianceLine> Budgets { get; init; }

    /// <summary>Budgets whose currency has no rate, summed up by currency; they are not in <see cref="Total"/>.</summary>
    public required IReadOnlyList<VarianceSum> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>What was budgeted and what was spent.</summary>
public sealed record VarianceSum(Money Budgeted, Money Spent)
{
    public Currency Currency => Spent.Currency;

    /// <summary>Budgeted − spent: negative where more was spent.</summary>
    public Money Variance => Budgeted - Spent;

    /// <summary>Spent / budgeted, to four decimals; null of nothing.</summary>
    public decimal? Ratio => Budgeted.Minor == 0 ? null : Money.Ratio(Spent.Minor, Budgeted.Minor);

    internal static VarianceSum Nothing(Currency currency) => new(Money.Zero(currency), Money.Zero(currency));

    internal VarianceSum Add(VarianceSum other) => new(Budgeted + other.Budgeted, Spent + other.Spent);
}

/// <summary>A budget over the periods that have a day in the report's, the last one up to its end.</summary>
/// <param name="Sum">Of the periods that have an amount, in the budget's currency; rollovers move nothing here.</param>
/// <param name="Watched">What was spent in periods without an amount, which are only watched.</param>
/// <param name="Converted">The sum in the currency of the answer, each period at the rate of its last day; null without one.</param>
/// <param name="Exceeded">How many periods were overspent.</param>
/// <param name="PeriodCount">How many there are.</param>
/// <param name="Periods">The latest of them, newest first; at most 120.</param>
public sealed record BudgetVarianceLine(
    Budget Budget,
    VarianceSum Sum,
    Money Watched,
    VarianceSum? Converted,
    int Exceeded,
    int PeriodCount,
    IReadOnlyList<BudgetPeriodFigures> Periods);
