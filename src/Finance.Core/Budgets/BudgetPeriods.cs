namespace Finance.Core.Budgets;

/// <summary>
/// The periods of a budget, numbered from 0 for the one that holds its start to the one that holds its end. Calendar periods are whole: a
/// monthly budget that begins on the 15th is about the month. A custom one is a single period, from start to end. Dates are calendar days;
/// whose day it is, is the caller's to know.
/// </summary>
internal sealed class BudgetPeriods
{
    private const int DaysPerWeek = 7;
    private readonly BudgetPeriod _kind;
    private readonly DateOnly _origin;
    private readonly int _length;

    /// <param name="end">Not before <paramref name="start"/>; there must be one for a custom period.</param>
    internal BudgetPeriods(BudgetPeriod kind, DateOnly start, DateOnly? end, DayOfWeek firstWeekday)
    {
        _kind = kind;
        (_origin, _length) = kind switch
        {
            BudgetPeriod.Weekly => (FirstOfWeek(start, firstWeekday), DaysPerWeek),
            BudgetPeriod.Custom => (start, new DateRange(start, end!.Value).DayCount),
            _ => (start, 1),
        };
        Last = end is { } day ? NumberOf(day) : null;
    }

    /// <summary>The number of the last period; null where there is no end.</summary>
    internal int? Last { get; }

    /// <summary>The days of a period.</summary>
    internal DateRange this[int number] => _kind switch
    {
        BudgetPeriod.Monthly => Month.Of(_origin).AddMonths(number).Days,
        BudgetPeriod.Yearly => new DateRange(new DateOnly(_origin.Year + number, 1, 1), new DateOnly(_origin.Year + number, 12, 31)),
        _ => new DateRange(_origin.AddDays(number * _length), _origin.AddDays((number * _length) + _length - 1)),
    };

    internal static BudgetPeriods Of(Budget budget, DayOfWeek firstWeekday) =>
        new(budget.Period, budget.Start, budget.End, firstWeekday);

    /// <summary>The number that the period of a day has or would have: below 0 before the first, beyond <see cref="Last"/> after it.</summary>
    internal int NumberOf(DateOnly day) => _kind switch
    {
        BudgetPeriod.Monthly => Month.Of(day).Index - Month.Of(_origin).Index,
        BudgetPeriod.Yearly => day.Year - _origin.Year,
        _ => FloorDivide(day.DayNumber - _origin.DayNumber, _length),
    };

    /// <summary>The number of the period of a day; the first or the last one where the budget has not begun or is over.</summary>
    internal int Holding(DateOnly day) => Math.Clamp(NumberOf(day), 0, Last ?? int.MaxValue);

    private static DateOnly FirstOfWeek(DateOnly day, DayOfWeek firstWeekday) =>
        day.AddDays(-(((int)day.DayOfWeek - (int)firstWeekday + DaysPerWeek) % DaysPerWeek));

    private static int FloorDivide(int dividend, int divisor) => (dividend / divisor) - (dividend % divisor < 0 ? 1 : 0);
}
