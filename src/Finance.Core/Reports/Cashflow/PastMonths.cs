namespace Finance.Core.Reports.Cashflow;

/// <summary>A month of the past.</summary>
/// <param name="Sums">What it came to by the end of each place that a day can have in a month.</param>
/// <param name="Days">The places of its own days.</param>
internal sealed record PastMonth(long[] Sums, IReadOnlyList<int> Days);

/// <summary>
/// Months before a day, counted back from it, so that each lies around paydays and rents as the month to come does: of the 15th, those from a
/// 16th to a 15th. Pure.
/// </summary>
internal static class PastMonths
{
    internal const int Max = 24;

    /// <summary>Days of the longest month.</summary>
    private const int Places = 31;

    /// <summary>Months ahead that projections of the past are looked at.</summary>
    private const int MaxJudged = 3;

    /// <summary>The last months before the end of a day, the latest first.</summary>
    internal static IReadOnlyList<PastMonth> Of(PastDays days, DateOnly today)
    {
        var months = new List<PastMonth>();
        while (months.Count < Max && today.AddMonths(-months.Count - 1) is var before && before >= days.First?.AddDays(-1))
        {
            var places = PlacesOf(new DateRange(before.AddDays(1), today.AddMonths(-months.Count)), today.Day, isWhole: true);
            var sums = new long[Places];
            for (var at = 0; at < places.Length; at++)
            {
                sums[places[at]] = checked(sums[places[at]] + days.NetOf(before.AddDays(at + 1)));
            }

            for (var place = 1; place < Places; place++)
            {
                sums[place] = checked(sums[place] + sums[place - 1]);
            }

            months.Add(new PastMonth(sums, places));
        }

        return months;
    }

    /// <summary>The places of each day of the months after a day, up to some number of days; the last month may be cut.</summary>
    internal static IReadOnlyList<IReadOnlyList<int>> Ahead(DateOnly today, int days)
    {
        var (months, last) = (new List<IReadOnlyList<int>>(), today.AddDays(days));
        while (today.AddMonths(months.Count) < last)
        {
            var (from, to) = (today.AddMonths(months.Count).AddDays(1), today.AddMonths(months.Count + 1));
            months.Add(PlacesOf(new DateRange(from, to < last ? to : last), today.Day, isWhole: to <= last));
        }

        return months;
    }

    /// <summary>
    /// Where days stand in a month that begins after a day of the calendar month: the same day of any two months has the same place, so that
    /// paydays meet however long the months are.
    /// </summary>
    private static int[] PlacesOf(DateRange days, int after, bool isWhole)
    {
        var places = new int[days.DayCount];
        for (var at = 0; at < places.Length; at++)
        {
            places[at] = (days.From.AddDays(at).Day - after - 1 + Places) % Places;
        }

        places[^1] = isWhole ? Places - 1 : places[^1];
        return places;
    }

    /// <summary>Projects the last year's months from those before them, and compares with what came; null where that cannot be done once.</summary>
    /// <param name="ahead">How many months are projected today.</param>
    internal static CashflowBacktest? Judge(IReadOnlyList<PastMonth> months, int ahead)
    {
        var (covered, days, projections) = (0, 0, 0);
        for (var origin = 1; origin <= 12 && origin + BalancePaths.MinMonths <= months.Count; origin++)
        {
            // The months after the origin, the earliest first, are what came.
            List<PastMonth> came = [.. months.Take(origin).Reverse().Take(Math.Min(ahead, MaxJudged))];
            var band = BalancePaths.Of([.. months.Skip(origin)], came.ConvertAll(month => month.Days));
            var (at, before) = (0, 0L);
            foreach (var month in came)
            {
                foreach (var place in month.Days)
                {
                    var balance = checked(before + month.Sums[place]);
                    covered += balance >= band.P10[at] && balance <= band.P90[at] ? 1 : 0;
                    at++;
                }

                before = checked(before + month.Sums[^1]);
            }

            (days, projections) = (days + at, projections + 1);
        }

        return projections == 0 ? null : new CashflowBacktest(Money.Ratio(covered, days), 0.8m, projections, days);
    }
}
