using Finance.Core.Budgets;

namespace Finance.Core.Reports.Variance;

/// <summary>Sums up what the periods of budgets left or lacked. Pure.</summary>
internal sealed class VarianceFigures(Conversions conversions, DateOnly lastDay)
{
    /// <summary>Periods of a budget that are told one by one.</summary>
    internal const int MaxPeriods = 120;

    private readonly SortedDictionary<string, VarianceSum> _unconverted = new(StringComparer.Ordinal);

    internal VarianceSum Total { get; private set; } = VarianceSum.Nothing(conversions.To);

    internal IReadOnlyList<VarianceSum> Unconverted => [.. _unconverted.Values];

    internal BudgetVarianceLine Add(Budget budget, IReadOnlyList<BudgetPeriodFigures> periods)
    {
        var (sum, watched) = (VarianceSum.Nothing(budget.Currency), Money.Zero(budget.Currency));
        VarianceSum? converted = VarianceSum.Nothing(conversions.To);
        foreach (var period in periods)
        {
            if (period.IsOnlyWatched)
            {
                watched += period.Spent;
                continue;
            }

            var of = new VarianceSum(period.Budgeted, period.Spent);
            sum = sum.Add(of);
            converted = Convert(of, period.Period.To < lastDay ? period.Period.To : lastDay) is { } known ? converted?.Add(known) : null;
        }

        if (converted is not null)
        {
            Total = Total.Add(converted);
        }
        else
        {
            var apart = _unconverted.GetValueOrDefault(budget.Currency.Code) ?? VarianceSum.Nothing(budget.Currency);
            _unconverted[budget.Currency.Code] = apart.Add(sum);
        }

        var exceeded = periods.Count(period => period.Status == BudgetStatus.Exceeded);
        return new BudgetVarianceLine(budget, sum, watched, converted, exceeded, periods.Count, [.. periods.Reverse().Take(MaxPeriods)]);
    }

    private VarianceSum? Convert(VarianceSum sum, DateOnly day) =>
        conversions.Convert(sum.Budgeted, day) is { } budgeted && conversions.Convert(sum.Spent, day) is { } spent
            ? new VarianceSum(budgeted, spent)
            : null;
}
