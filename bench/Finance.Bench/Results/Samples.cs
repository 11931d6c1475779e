using System.Diagnostics;

namespace Finance.Bench.Results;

/// <summary>Durations of one kind of call, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    internal int Count => _values.Count;

    internal double P50 => Percentile(0.50);

    internal double P99 => Percentile(0.99);

    internal double Max => Percentile(1);

    /// <summary>The middle one of some figures.</summary>
    internal static double Median<T>(IEnumerable<T> items, Func<T, double> figure)
    {
        var sorted = items.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    internal void Add(double milliseconds) => _values.Add(milliseconds);

    internal void Add(Samples others) => _values.AddRange(others._values);

    internal async Task TimeAsync(Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    // The smallest value that at least this share of the values does not exceed.
    private double Percentile(double share)
    {
        var sorted = _values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
