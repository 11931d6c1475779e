namespace Finance.Core.Reports.Cashflow;

/// <summary>What balances would do if coming months went like past ones, each month like one of them.</summary>
/// <param name="P10">By day, from the first on: what one in ten ways to go on is below.</param>
internal sealed record Band(long[] P10, long[] P50, long[] P90);

/// <summary>
/// Strings past months together, as many ways as there is sense in, and tells where most of them lie (a block bootstrap,
/// https://otexts.com/fpp3/bootstrap.html). Pure, and the same for the same months: chance has a fixed seed.
/// </summary>
internal static class BalancePaths
{
    /// <summary>Fewer past months tell nothing of how months differ.</summary>
    internal const int MinMonths = 3;

    private const int Paths = 240;
    private const int Seed = 20_260_131;

    /// <param name="past">In any order.</param>
    /// <param name="coming">The places of the days of each coming month.</param>
    internal static Band Of(IReadOnlyList<PastMonth> past, IReadOnlyList<IReadOnlyList<int>> coming)
    {
        // One month can only go like one of those; several in a row in more ways than can be looked at.
        var random = new Random(Seed);
        var count = coming.Count == 1 ? past.Count : Paths;
        var days = new long[coming.Sum(month => month.Count)][];
        for (var day = 0; day < days.Length; day++)
        {
            days[day] = new long[count];
        }

        for (var path = 0; path < count; path++)
        {
            var (at, before) = (0, 0L);
            for (var month = 0; month < coming.Count; month++)
            {
                var like = past[month == 0 ? path % past.Count : random.Next(past.Count)].Sums;
                foreach (var place in coming[month])
                {
                    days[at++][path] = checked(before + like[place]);
                }

                before = checked(before + like[^1]);
            }
        }

        return Summarise(days);
    }

    private static Band Summarise(long[][] days)
    {
        var band = new Band(new long[days.Length], new long[days.Length], new long[days.Length]);
        for (var day = 0; day < days.Length; day++)
        {
            Array.Sort(days[day]);
            band.P10[day] = Quantile(days[day], 1);
            band.P50[day] = Quantile(days[day], 5);
            band.P90[day] = Quantile(days[day], 9);
        }

        return band;
    }

    /// <summary>
    /// Of n sorted values the (n + 1) · tenths / 10th, between two of them in proportion, rounded half away from zero: one more value like
    /// these is below with that probability.
    /// </summary>
    private static long Quantile(long[] sorted, int tenths)
    {
        var place = ((sorted.Length + 1) * tenths) - 10;
        if (place <= 0)
        {
            return sorted[0];
        }

        var (at, part) = (place / 10, place % 10);
        return at >= sorted.Length - 1
            ? sorted[^1]
            : checked(sorted[at] + Money.Quotient(((Int128)sorted[at + 1] - sorted[at]) * part, 10));
    }
}
