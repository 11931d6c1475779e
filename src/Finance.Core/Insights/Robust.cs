namespace Finance.Core.Insights;

/// <summary>
/// Statistics that a few strange values cannot bend, on whole minor units. The bounds are set so that what comes by chance, whatever its
/// spread, is not taken for news: see <see cref="FindHigh"/>.
/// </summary>
internal static class Robust
{
    private const int MaxTogether = 3;
    private const int LeastTop = 5;
    private const int OthersPerTop = 5;
    private const int LeastDeviations = 8;
    private const decimal LeastSpread = 0.04m;

    // For the largest 5, 6, … 10 of the others.
    private static readonly decimal[] Factors = [31m, 25.3m, 21.8m, 19.6m, 18m, 16.9m];

    /// <summary>The middle value, of two the mean rounded half away from zero.</summary>
    /// <param name="ascending">At least one.</param>
    internal static long Median(IReadOnlyList<long> ascending) => ascending.Count % 2 == 1
        ? ascending[ascending.Count / 2]
        : Money.Quotient((Int128)ascending[(ascending.Count / 2) - 1] + ascending[ascending.Count / 2], 2);

    internal static Usual UsualOf(IEnumerable<long> values)
    {
        var ascending = values.Order().ToList();
        var median = Median(ascending);
        return new Usual(median, Median([.. ascending.Select(value => Math.Abs(value - median)).Order()]), ascending[^1], ascending.Count);
    }

    /// <summary>
    /// How many of the largest values are no part of the others, at most three, and what is usual among these. A value must be twice their
    /// median and lie eight median deviations above it. And it must lie further above the largest of them than chance puts it even where amounts
    /// have the heaviest tail, a power law: there the steps at the top are exponential and all alike, so that one <c>k (p^(−1/k) − 1)</c> times the
    /// mean of <c>k</c> others is exceeded with probability <c>p</c>; here that is 1 in 20,000, as many payees are looked at.
    /// </summary>
    /// <param name="ascending">Above zero.</param>
    /// <param name="leastOthers">Fewer say nothing.</param>
    internal static (int Count, Usual Others)? FindHigh(IReadOnlyList<long> ascending, int leastOthers)
    {
        for (var together = MaxTogether; together > 0; together--)
        {
            var others = ascending.Count - together;
            if (others < leastOthers || ascending[others] < 2 * ascending[others / 2])
            {
                continue;
            }

            var top = Math.Clamp(others / OthersPerTop, LeastTop, LeastTop + Factors.Length - 1);
            var factor = Factors[top - LeastTop];
            var (highest, floor) = (ascending[others - 1], ascending[others - 1 - top]);
            var spread = Enumerable.Range(others - top, top).Average(at => ((decimal)ascending[at] / floor) - 1);
            var usual = UsualOf(ascending.Take(others));
            if (((decimal)ascending[others] / highest) - 1 >= factor * Math.Max(spread, LeastSpread)
                && ascending[others] - usual.Median >= LeastDeviations * usual.Deviation
                && ascending[others] >= 2 * usual.Median)
            {
                return (together, usual);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether values go one way all along, by Kendall's test: chance alone lets them look so once in two thousand times. Fewer than eight
    /// cannot.
    /// </summary>
    /// <param name="values">In the order of time.</param>
    /// <returns>1 up, −1 down, 0 neither.</returns>
    internal static int TrendOf(IReadOnlyList<decimal> values)
    {
        const decimal Bound = 3.3m * 3.3m;
        var (n, agreement) = (values.Count, 0);
        for (var later = 1; later < n; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                agreement += values[later].CompareTo(values[earlier]);
            }
        }

        var distance = Math.Abs(agreement) - 1;
        return distance > 0 && 18m * distance * distance >= Bound * n * (n - 1) * ((2 * n) + 5) ? Math.Sign(agreement) : 0;
    }

    /// <summary>The middle of all slopes between two values, over the whole length.</summary>
    internal static decimal ChangeAlong(IReadOnlyList<decimal> values)
    {
        var slopes = new List<decimal>();
        for (var later = 1; later < values.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                slopes.Add((values[later] - values[earlier]) / (later - earlier));
            }
        }

        slopes.Sort();
        return slopes[slopes.Count / 2] * (values.Count - 1);
    }
}

/// <summary>What is usual among some values.</summary>
/// <param name="Deviation">The median of how far they lie off their median.</param>
internal readonly record struct Usual(long Median, long Deviation, long Highest, int Count);
