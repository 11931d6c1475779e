namespace Finance.Core.Reports.Trends;

/// <summary>
/// How the months of a year differ: each is compared with the year around it (https://otexts.com/fpp3/classical-decomposition.html), and of all
/// years the median counts. Slots are counted from the first month of the history, whichever that is.
/// </summary>
internal static class Seasons
{
    /// <summary>Of a month that is next to nothing, shares say nothing.</summary>
    internal const decimal LeastShare = 0.05m;

    private const int MonthsPerYear = ForecastMethods.MonthsPerYear;
    private const int Half = MonthsPerYear / 2;

    /// <summary>How far each slot lies from the year around it; they add up to about nothing.</summary>
    internal static long[] Offsets(ReadOnlySpan<long> history)
    {
        var found = NewSlots<long>();
        for (var at = Half; at < history.Length - Half; at++)
        {
            found[at % MonthsPerYear].Add(checked(history[at] - Money.Quotient(TwiceYear(history, at), 2 * MonthsPerYear)));
        }

        long[] offsets = [.. found.Select(Robust.Median)];
        var mean = Money.Quotient(offsets.Aggregate((Int128)0, (sum, offset) => sum + offset), MonthsPerYear);
        return [.. offsets.Select(offset => offset - mean)];
    }

    /// <summary>What each slot is of the year around it, 1 on average; null where some year around is not above zero.</summary>
    internal static decimal[]? Shares(ReadOnlySpan<long> history)
    {
        var found = NewSlots<decimal>();
        for (var at = Half; at < history.Length - Half; at++)
        {
            var year = TwiceYear(history, at);
            if (year <= 0)
            {
                return null;
            }

            found[at % MonthsPerYear].Add(history[at] * 2m * MonthsPerYear / (decimal)year);
        }

        decimal[] shares = [.. found.Select(Robust.Median)];
        var mean = shares.Sum() / MonthsPerYear;
        return mean <= 0 ? null : [.. shares.Select(share => share / mean)];
    }

    private static List<T>[] NewSlots<T>() => [.. Enumerable.Range(0, MonthsPerYear).Select(_ => new List<T>())];

    /// <summary>The eleven months around one twice, and those at both ends, which are the same of the year, once.</summary>
    private static Int128 TwiceYear(ReadOnlySpan<long> history, int at)
    {
        Int128 sum = history[at - Half] + (Int128)history[at + Half];
        for (var month = at - Half + 1; month < at + Half; month++)
        {
            sum += 2 * (Int128)history[month];
        }

        return sum;
    }
}
