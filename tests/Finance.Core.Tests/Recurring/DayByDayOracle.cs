using Finance.Core.Recurring;

namespace Finance.Core.Tests.Recurring;

/// <summary>The rule as its documentation says it, asked of every single day: slow, and hard to get wrong.</summary>
internal static class DayByDayOracle
{
    public static IEnumerable<Occurrence> Occurrences(RecurrenceTerms terms, DateOnly until)
    {
        var index = 0;
        for (var day = terms.Start; day <= until && !(day > terms.End); day = day.AddDays(1))
        {
            if (!IsNominal(terms, day))
            {
                continue;
            }

            if (++index > terms.Count)
            {
                yield break;
            }

            var clamped = IsClamped(terms, day) ? OccurrenceShift.Clamped : OccurrenceShift.None;
            var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (!isWeekend || terms.Weekend == WeekendRule.Keep)
            {
                yield return new Occurrence(index, day, day, clamped);
            }
            else if (terms.Weekend != WeekendRule.Skip)
            {
                var (step, target, shift) = terms.Weekend == WeekendRule.Before
                    ? (-1, DayOfWeek.Friday, OccurrenceShift.WeekendBefore)
                    : (1, DayOfWeek.Monday, OccurrenceShift.WeekendAfter);
                var date = day;
                while (date.DayOfWeek != target)
                {
                    date = date.AddDays(step);
                }

                yield return new Occurrence(index, day, date, clamped | shift);
            }
        }
    }

    private static bool IsNominal(RecurrenceTerms terms, DateOnly day) => terms.Frequency switch
    {
        RecurrenceFrequency.Daily => (day.DayNumber - terms.Start.DayNumber) % terms.Interval == 0,
        RecurrenceFrequency.Weekly => IsOneOfTheDays(terms, day)
            && (Monday(day).DayNumber - Monday(terms.Start).DayNumber) / 7 % terms.Interval == 0,
        RecurrenceFrequency.Monthly => MonthsSinceStart(terms, day) % terms.Interval == 0 && IsTheDay(terms, day),
        _ => MonthsSinceStart(terms, day) % (12 * terms.Interval) == 0 && IsTheDay(terms, day),
    };

    private static bool IsOneOfTheDays(RecurrenceTerms terms, DateOnly day) =>
        terms.ByDay.Count == 0 ? day.DayOfWeek == terms.Start.DayOfWeek : terms.ByDay.Contains(day.DayOfWeek);

    private static DateOnly Monday(DateOnly day)
    {
        while (day.DayOfWeek != DayOfWeek.Monday)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static int MonthsSinceStart(RecurrenceTerms terms, DateOnly day) =>
        ((day.Year - terms.Start.Year) * 12) + day.Month - terms.Start.Month;

    private static bool IsTheDay(RecurrenceTerms terms, DateOnly day)
    {
        var isLast = day.AddDays(1).Month != day.Month;
        if (terms.NthWeekday is { } nth)
        {
            return day.DayOfWeek == nth.Weekday
                && (nth.Nth == -1 ? day.AddDays(7).Month != day.Month : ((day.Day - 1) / 7) + 1 == nth.Nth);
        }

        var wanted = terms.DayOfMonth ?? terms.Start.Day;
        return wanted == -1 ? isLast : day.Day == wanted || (isLast && day.Day < wanted);
    }

    private static bool IsClamped(RecurrenceTerms terms, DateOnly day) =>
        terms.Frequency is RecurrenceFrequency.Monthly or RecurrenceFrequency.Yearly
        && terms.NthWeekday is null
        && day.Day < (terms.DayOfMonth ?? terms.Start.Day);
}
