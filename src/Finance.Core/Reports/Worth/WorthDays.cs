namespace Finance.Core.Reports.Worth;

/// <summary>The days of which a net worth is told.</summary>
internal static class WorthDays
{
    /// <summary>Points of one answer.</summary>
    internal const int MaxPoints = 1_000;

    private const int MonthsPerQuarter = 3;
    private const int DaysPerWeek = 7;

    /// <summary>The last day of every interval that ends within some days, and the last of these, oldest first.</summary>
    /// <returns>Errors: <c>validation_failed</c> where that is more than <see cref="MaxPoints"/>.</returns>
    internal static Result<IReadOnlyList<DateOnly>> Of(DateRange days, WorthInterval interval, DayOfWeek firstWeekday)
    {
        var ends = new List<DateOnly>();
        for (var day = days.From; ends.Count < MaxPoints; day = ends[^1].AddDays(1))
        {
            var end = EndOf(day, interval, firstWeekday);
            ends.Add(end < days.To ? end : days.To);
            if (end >= days.To)
            {
                return ends;
            }
        }

        return Errors.Validation("interval", $"makes more than {MaxPoints} points of this period; take a longer one.");
    }

    private static DateOnly EndOf(DateOnly day, WorthInterval interval, DayOfWeek firstWeekday) => interval switch
    {
        WorthInterval.Day => day,
        WorthInterval.Week => EndOfWeek(day, firstWeekday),
        WorthInterval.Month => Month.Of(day).LastDay,
        WorthInterval.Quarter => Month.Of(day).AddMonths(MonthsPerQuarter - 1 - ((day.Month - 1) % MonthsPerQuarter)).LastDay,
        _ => new DateOnly(day.Year, 12, 31),
    };

    private static DateOnly EndOfWeek(DateOnly day, DayOfWeek firstWeekday)
    {
        var left = DaysPerWeek - 1 - (((int)day.DayOfWeek - (int)firstWeekday + DaysPerWeek) % DaysPerWeek);
        return day.DayNumber + left > LedgerDates.Last.DayNumber ? LedgerDates.Last : day.AddDays(left);
    }
}
