namespace Finance.Core.Recurring;

/// <summary>
/// The periods of a rule, numbered from 0 for the one that holds the start, and the nominal dates in each. All by arithmetic: no walk over
/// the days between.
/// </summary>
internal sealed record RecurrencePeriods(
    RecurrenceFrequency Frequency,
    int Interval,
    DateOnly Start,
    WeekdaySet Weekdays,
    int DayOfMonth,
    NthWeekday? NthWeekday)
{
    private const int DaysPerWeek = 7;
    private const int MonthsPerYear = 12;

    // The first period may hold dates before the start, which are none.
    private int DatesBeforeStart => Frequency switch
    {
        RecurrenceFrequency.Daily => 0,
        RecurrenceFrequency.Weekly => Weekdays.CountBefore(Start.DayOfWeek),
        _ => DateIn(MonthOf(0)) is { } first && first.Date < Start ? 1 : 0,
    };

    /// <summary>The period that holds <paramref name="date"/>, or the last one that begins before it; 0 at least.</summary>
    public int PeriodOf(DateOnly date)
    {
        if (date <= Start)
        {
            return 0;
        }

        var distance = Frequency switch
        {
            RecurrenceFrequency.Daily => date.DayNumber - Start.DayNumber,
            RecurrenceFrequency.Weekly => (date.DayNumber - MondayOf(Start).DayNumber) / DaysPerWeek,
            RecurrenceFrequency.Monthly => Month.Of(date).Index - Month.Of(Start).Index,
            _ => date.Year - Start.Year,
        };
        return distance / Interval;
    }

    public DateOnly FirstDayOf(int period) => Frequency switch
    {
        RecurrenceFrequency.Daily => Start.AddDays(period * Interval),
        RecurrenceFrequency.Weekly => MondayOf(Start).AddDays(period * Interval * DaysPerWeek),
        _ => MonthOf(period).FirstDay,
    };

    /// <summary>The nominal dates of a period from the start on, in order.</summary>
    public IEnumerable<(DateOnly Date, bool IsClamped)> DatesOf(int period)
    {
        switch (Frequency)
        {
            case RecurrenceFrequency.Daily:
                yield return (FirstDayOf(period), false);
                break;
            case RecurrenceFrequency.Weekly:
                var monday = FirstDayOf(period);
                foreach (var day in Weekdays.FromMonday())
                {
                    if (monday.AddDays(day) is var date && date >= Start)
                    {
                        yield return (date, false);
                    }
                }

                break;
            default:
                if (DateIn(MonthOf(period)) is { } only && only.Date >= Start)
                {
                    yield return only;
                }

                break;
        }
    }

    /// <summary>How many nominal dates lie in the periods before.</summary>
    public int CountBefore(int period)
    {
        if (period == 0)
        {
            return 0;
        }

        // A fifth weekday is the only date that a period may lack: its months are looked at one by one.
        return NthWeekday is { Nth: 5 }
            ? Enumerable.Range(0, period).Count(earlier => DateIn(MonthOf(earlier)) is { } found && found.Date >= Start)
            : (period * Math.Max(1, Weekdays.Count)) - DatesBeforeStart;
    }

    private static DateOnly MondayOf(DateOnly date) => date.AddDays(-WeekdaySet.DaysFromMonday(date.DayOfWeek));

    private Month MonthOf(int period) =>
        Month.Of(Start).AddMonths(period * Interval * (Frequency == RecurrenceFrequency.Yearly ? MonthsPerYear : 1));

    private (DateOnly Date, bool IsClamped)? DateIn(Month month)
    {
        if (NthWeekday is { } nth)
        {
            return NthWeekdayIn(month, nth) is { } found ? (found, false) : null;
        }

        var last = month.LastDay;
        return DayOfMonth < 0 || DayOfMonth >= last.Day
            ? (last, DayOfMonth > last.Day)
            : (new DateOnly(month.Year, month.Number, DayOfMonth), false);
    }

    private static DateOnly? NthWeekdayIn(Month month, NthWeekday nth)
    {
        if (nth.Nth < 0)
        {
            var last = month.LastDay;
            return last.AddDays(-(((int)last.DayOfWeek - (int)nth.Weekday + DaysPerWeek) % DaysPerWeek));
        }

        var first = month.FirstDay;
        var toWeekday = ((int)nth.Weekday - (int)first.DayOfWeek + DaysPerWeek) % DaysPerWeek;
        var date = first.AddDays(toWeekday + ((nth.Nth - 1) * DaysPerWeek));
        return Month.Of(date) == month ? date : null;
    }
}
