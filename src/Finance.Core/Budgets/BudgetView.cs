namespace Finance.Core.Budgets;

/// <summary>
/// A budget as of a day: works out its periods from what was spent. What rolls over is followed from the first period on, so that a late
/// entry corrects everything after it. Pure.
/// </summary>
/// <param name="On">Entries of later days do not count.</param>
internal sealed record BudgetView(Budget Budget, BudgetPeriods Periods, BudgetScope Scope, DateOnly On)
{
    /// <summary>What rolls over is no larger than the largest amount that is taken: it would grow without end.</summary>
    private const long MaxRolledOver = Money.MaxMinor;

    /// <summary>The number of the current period: that of the day, or the first or last one.</summary>
    internal int Current => Periods.Holding(On);

    internal DateRange CurrentPeriod => Periods[Current];

    /// <summary>The days whose sums tell some periods.</summary>
    /// <param name="shown">How many periods up to the current one are asked for.</param>
    internal DateRange DaysOf(int shown) => UpToDay(new DateRange(Periods[FirstOf(shown)].From, CurrentPeriod.To));

    /// <summary>Where the sums of the periods are cut.</summary>
    /// <inheritdoc cref="DaysOf"/>
    internal IEnumerable<DateOnly> CutsOf(int shown)
    {
        for (var number = FirstOf(shown); number < Current; number++)
        {
            yield return Periods[number].To;
        }
    }

    /// <summary>Whether any of the periods has a day from one day up to the view's own.</summary>
    internal bool IsAliveSince(DateOnly from) => Periods.NumberOf(On) >= 0 && !(Periods.NumberOf(from) > Periods.Last);

    /// <summary>How many periods that is.</summary>
    internal int PeriodsSince(DateOnly from) => Current - Periods.Holding(from) + 1;

    /// <summary>The part of a period up to the day.</summary>
    internal DateRange UpToDay(DateRange period) => period with { To = period.To < On ? period.To : On };

    /// <summary>The figures of the last periods up to the current one, oldest first.</summary>
    /// <inheritdoc cref="DaysOf"/>
    internal IReadOnlyList<BudgetPeriodFigures> Figures(int shown, SpendingSeries series)
    {
        var figures = new List<BudgetPeriodFigures>();
        var rolledOver = 0L;
        for (var number = FirstOf(shown); number <= Current; number++)
        {
            var period = Periods[number];
            var (budgeted, spent) = (Budget.Amounts.In(period), series.In(UpToDay(period)));
            if (number > Current - shown)
            {
                figures.Add(FiguresOf(period, budgeted, rolledOver, spent));
            }

            rolledOver = budgeted == 0 ? 0 : RollOver(checked(budgeted + rolledOver - spent));
        }

        return figures;
    }

    /// <summary>Whether spending has come to a share of what is available.</summary>
    /// <param name="threshold">In ten-thousandths.</param>
    internal static bool Reaches(long spent, long available, int threshold) =>
        (Int128)spent * BudgetRules.Whole >= (Int128)available * threshold;

    private int FirstOf(int shown) => Budget.Rollover == RolloverRule.None ? Math.Max(0, Current - shown + 1) : 0;

    private BudgetPeriodFigures FiguresOf(DateRange period, long budgeted, long rolledOver, long spent)
    {
        var available = budgeted + rolledOver;
        return new BudgetPeriodFigures
        {
            Period = period,
            Budgeted = new Money(budgeted, Budget.Currency),
            RolledOver = new Money(rolledOver, Budget.Currency),
            Spent = new Money(spent, Budget.Currency),
            Percent = budgeted == 0 ? 0 : PercentOf(spent, available),
            Status = budgeted == 0 ? BudgetStatus.OnTrack : StatusOf(spent, available),
        };
    }

    private BudgetStatus StatusOf(long spent, long available)
    {
        if (spent > available)
        {
            return BudgetStatus.Exceeded;
        }

        return spent > 0 && Reaches(spent, available, Budget.AlertThreshold) ? BudgetStatus.Warning : BudgetStatus.OnTrack;
    }

    private static decimal PercentOf(long spent, long available)
    {
        if (available <= 0)
        {
            return spent > 0 ? 100 : 0;
        }

        return Math.Round(100m * spent / available, 2, MidpointRounding.AwayFromZero);
    }

    private long RollOver(long left)
    {
        var bound = Math.Min(Budget.RolloverCap ?? MaxRolledOver, MaxRolledOver);
        return Budget.Rollover switch
        {
            RolloverRule.None => 0,
            RolloverRule.Unused => Math.Clamp(left, 0, bound),
            _ => Math.Clamp(left, -bound, bound),
        };
    }
}
