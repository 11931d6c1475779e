namespace Finance.Core.Recurring.Detection;

/// <summary>How the amounts of some entries go together.</summary>
internal sealed class AmountBand
{
    // Prices stand still, and rise now and then; bills by consumption follow each other roughly.
    private const int MaxPoints = 8;
    private const int Recent = 6;
    private readonly IReadOnlyList<long> _minors;

    /// <param name="minors">In the order of the days, at least one.</param>
    internal AmountBand(IReadOnlyList<long> minors) => _minors = minors;

    internal long Min => _minors.Min();

    internal long Max => _minors.Max();

    /// <summary>Whether most entries have the amount of the one before.</summary>
    internal bool IsFixed => _minors.Count > 1 && 2 * Pairs.Count(pair => pair.Before == pair.After) >= _minors.Count - 1;

    /// <summary>What the next entry will be: the last amount where it stays, otherwise the middle of the last ones.</summary>
    internal long Expected
    {
        get
        {
            if (IsFixed)
            {
                return _minors[^1];
            }

            var recent = _minors.TakeLast(Recent).Order().ToList();
            return recent.Count % 2 == 1
                ? recent[recent.Count / 2]
                : Money.Quotient((Int128)recent[(recent.Count / 2) - 1] + recent[recent.Count / 2], 2);
        }
    }

    /// <summary>How much the amounts say for the entries belonging together; below zero where they speak against it.</summary>
    internal int Points => Math.Min(MaxPoints, Pairs.Sum(pair => DifferenceOf(pair) switch
    {
        0 => 5,
        <= 0.01m => 4,
        <= 0.05m => 3,
        <= 0.10m => 2,
        <= 0.25m => 1,
        <= 0.50m => 0,
        _ => -2,
    }));

    /// <summary>1 where all are the same, 0 where each is half or double of the one before, or further off.</summary>
    internal decimal Regularity => Pairs.Average(pair => Math.Max(0m, 1m - (2m * DifferenceOf(pair))));

    private IEnumerable<(long Before, long After)> Pairs => _minors.Zip(_minors.Skip(1));

    private static decimal DifferenceOf((long Before, long After) pair) =>
        Math.Abs((decimal)pair.Before - pair.After) / Math.Max(pair.Before, pair.After);
}
