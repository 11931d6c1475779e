namespace Finance.Core.Reports.Trends;

/// <summary>Statistics that a few odd values do not move, in whole minor units.</summary>
internal static class Robust
{
    /// <summary>The middle value, or the middle between the two, rounded half away from zero; 0 of nothing.</summary>
    internal static long Median(IEnumerable<long> values)
    {
        long[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? 0
            : sorted.Length % 2 == 1 ? sorted[middle]
            : Money.Quotient((Int128)sorted[middle - 1] + sorted[middle], 2);
    }

    /// <inheritdoc cref="Median(IEnumerable{long})"/>
    internal static decimal Median(IEnumerable<decimal> values)
    {
        decimal[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? 0 : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// The bound that one more value like these stays below with some probability: of n values the ⌈(n + 1) · share⌉th, or the largest where
    /// there are too few (https://arxiv.org/abs/2107.07511, split conformal prediction).
    /// </summary>
    /// <param name="percent">The probability.</param>
    internal static long Bound(IReadOnlyCollection<long> values, int percent)
    {
        var rank = (((values.Count + 1) * percent) + 99) / 100;
        return values.Order().ElementAt(Math.Min(rank, values.Count) - 1);
    }
}
