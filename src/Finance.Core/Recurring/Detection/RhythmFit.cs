namespace Finance.Core.Recurring.Detection;

/// <summary>A rule that tells the days of some entries, and how well it does.</summary>
/// <param name="Deviations">By how many days each entry lies off its day.</param>
/// <param name="Missing">Days of the rule between the first entry and the last on which none came.</param>
/// <param name="NextNominal">The nominal date of the first occurrence after the last entry's.</param>
internal sealed record RhythmFit(Rhythm Rhythm, RecurrenceRule Rule, IReadOnlyList<int> Deviations, int Missing, DateOnly NextNominal)
{
    // A day on which nothing came takes as much away as a punctual entry of a short rhythm gives.
    private const int PointsOfMissing = 4;
    private const int MissingOneIn = 4;

    // Rules begin two periods before the first entry, and no ledger holds what lies before its first day.
    private static readonly DateOnly Earliest = LedgerDates.First.AddYears(3);

    internal int Points
    {
        get
        {
            var points = Deviations.Select(Rhythm.PointsOf).ToList();

            // The rule was chosen to fit: one entry, the best, says nothing.
            return points.Sum() - points.Max() - (PointsOfMissing * Missing);
        }
    }

    /// <summary>1 where every entry came on its day, 0 where all were as late or early as one may be.</summary>
    internal decimal Regularity =>
        (1m - ((decimal)Deviations.Sum() / (Deviations.Count * (Rhythm.Tolerance + 1)))) * Deviations.Count / (Deviations.Count + Missing);

    /// <summary>The rule of a rhythm that fits days best; null where none does.</summary>
    /// <param name="days">In order.</param>
    internal static RhythmFit? Find(Rhythm rhythm, IReadOnlyList<DateOnly> days)
    {
        if (days.Count < rhythm.MinCount || days[0] < Earliest || !rhythm.MayHave(MedianGap(days)))
        {
            return null;
        }

        RhythmFit? best = null;
        foreach (var rule in rhythm.RulesFor(days))
        {
            if (Of(rhythm, rule, days) is { } fit && (best is null || fit.Deviations.Sum() < best.Deviations.Sum()))
            {
                best = fit;
            }
        }

        return best;
    }

    private static int MedianGap(IReadOnlyList<DateOnly> days)
    {
        var gaps = days.Zip(days.Skip(1), (day, next) => next.DayNumber - day.DayNumber).Order().ToList();
        return gaps[gaps.Count / 2];
    }

    private static RhythmFit? Of(Rhythm rhythm, RecurrenceRule rule, IReadOnlyList<DateOnly> days)
    {
        var end = days[^1].AddDays(2 * rhythm.Days);
        var expected = rule.Occurrences().TakeWhile(occurrence => occurrence.Date <= end).ToList();
        var deviations = new List<int>(days.Count);
        var (at, missing) = (-1, 0);
        foreach (var day in days)
        {
            var next = Math.Max(at, 0);
            while (next + 1 < expected.Count && Distance(expected[next + 1].Date, day) <= Distance(expected[next].Date, day))
            {
                next++;
            }

            var deviation = Distance(expected[next].Date, day);
            if (next == at || deviation > rhythm.Tolerance)
            {
                return null;
            }

            deviations.Add(deviation);
            missing += at < 0 ? 0 : next - at - 1;
            at = next;
        }

        return missing > days.Count / MissingOneIn || at + 1 == expected.Count
            ? null
            : new RhythmFit(rhythm, rule, deviations, missing, expected[at + 1].NominalDate);
    }

    private static int Distance(DateOnly one, DateOnly other) => Math.Abs(one.DayNumber - other.DayNumber);
}
