namespace Finance.Core.Budgets;

/// <summary>What the periods of a budget that are over say together. Exact until the last rounding, half away from zero.</summary>
internal static class BudgetTrends
{
    /// <summary>A change below this part of the average is none.</summary>
    private const int SteadyPart = 100;

    /// <param name="over">Oldest first.</param>
    internal static BudgetVariance? VarianceOf(IReadOnlyList<BudgetPeriodFigures> over)
    {
        var counted = over.Where(period => !period.IsOnlyWatched).ToList();
        if (counted.Count == 0)
        {
            return null;
        }

        var (left, budgeted) = (Sum(counted, period => period.Variance), Sum(counted, period => period.Budgeted));
        return new BudgetVariance(
            new Money(Money.Quotient(left, counted.Count), counted[0].Spent.Currency),
            Math.Round((decimal)left / (decimal)budgeted, 4, MidpointRounding.AwayFromZero),
            counted.Count);
    }

    /// <inheritdoc cref="VarianceOf"/>
    internal static BudgetTrend? TrendOf(IReadOnlyList<BudgetPeriodFigures> over)
    {
        if (over.Count < 2)
        {
            return null;
        }

        // With x = 0, 1, … the slope is (n·Σxy − Σx·Σy) / (n·Σx² − (Σx)²).
        var (count, sum) = ((Int128)over.Count, Sum(over, period => period.Spent));
        var positions = count * (count - 1) / 2;
        var squares = positions * ((2 * count) - 1) / 3;
        var products = over.Select((period, position) => (Int128)period.Spent.Minor * position).Aggregate((total, next) => total + next);
        var rise = (count * products) - (positions * sum);
        var run = (count * squares) - (positions * positions);
        var isSteady = Int128.Abs(rise) * SteadyPart * count <= Int128.Abs(sum) * run;
        var currency = over[0].Spent.Currency;
        return new BudgetTrend(
            isSteady ? TrendDirection.Steady : rise > 0 ? TrendDirection.Rising : TrendDirection.Falling,
            new Money(Money.Quotient(sum, count), currency),
            new Money(Money.Quotient(rise, run), currency));
    }

    private static Int128 Sum(IReadOnlyList<BudgetPeriodFigures> periods, Func<BudgetPeriodFigures, Money> figure) =>
        periods.Select(period => (Int128)figure(period).Minor).Aggregate((total, next) => total + next);
}
