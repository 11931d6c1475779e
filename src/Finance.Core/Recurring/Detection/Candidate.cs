using System.Numerics;

namespace Finance.Core.Recurring.Detection;

/// <summary>Entries that may be of one thing that recurs, with the rhythm in which they come.</summary>
internal sealed record Candidate(IReadOnlyList<HistoryEntry> Entries, RhythmFit Fit, AmountBand Band, bool IsPartOfGroup)
{
    private const int MinDayPoints = 6;
    private const int MinPoints = 12;
    private const int PayeesOfMinPoints = 4;

    // Entries that were picked from others by their amounts had more chances to fit.
    private const int MorePointsForPart = 4;

    // Two years of weekly entries; more often than that is no bill.
    private const int MaxEntries = 120;

    /// <summary>How much more than by chance the entries go together.</summary>
    internal int Points => Fit.Points + Band.Points;

    /// <summary>From 0 to 1: how regular days and amounts are, and how many entries say so.</summary>
    internal decimal Confidence => Math.Round(
        ((0.6m * Fit.Regularity) + (0.4m * Band.Regularity)) * Entries.Count / (Entries.Count + 1),
        2,
        MidpointRounding.AwayFromZero);

    /// <summary>The likeliest things among the entries of one key, each entry in one of them at most.</summary>
    /// <param name="entries">In the order of the days.</param>
    /// <param name="minPoints">See <see cref="MinPointsAmong"/>.</param>
    internal static IEnumerable<Candidate> Among(IReadOnlyList<HistoryEntry> entries, int minPoints)
    {
        var taken = new HashSet<HistoryEntry>();
        var candidates = Subsets(entries).Select(subset => Of(subset, subset.Count < entries.Count, minPoints)).OfType<Candidate>();
        foreach (var candidate in candidates.OrderByDescending(candidate => candidate.Points))
        {
            if (!candidate.Entries.Any(taken.Contains))
            {
                taken.UnionWith(candidate.Entries);
                yield return candidate;
            }
        }
    }

    /// <summary>
    /// What has to be said for a candidate: the more payees are looked at, the likelier one of them looks regular by chance.
    /// </summary>
    internal static int MinPointsAmong(int payees) => MinPoints + BitOperations.Log2((uint)Math.Max(1, payees / PayeesOfMinPoints));

    private static Candidate? Of(IReadOnlyList<HistoryEntry> entries, bool isPart, int minPoints)
    {
        if (entries.Count > MaxEntries)
        {
            return null;
        }

        var days = entries.Select(entry => entry.Date).ToList();
        var band = new AmountBand([.. entries.Select(entry => entry.Amount.Minor)]);
        return Rhythm.All
            .Select(rhythm => RhythmFit.Find(rhythm, days))
            .OfType<RhythmFit>()
            .Where(fit => fit.Points >= MinDayPoints && fit.Points + band.Points >= minPoints + (isPart ? MorePointsForPart : 0))
            .OrderByDescending(fit => fit.Points)
            .Select(fit => new Candidate(entries, fit, band, isPart))
            .FirstOrDefault();
    }

    /// <summary>All entries, and those of about the same amount and of nearly the same: one payee may be paid for several things.</summary>
    private static IEnumerable<IReadOnlyList<HistoryEntry>> Subsets(IReadOnlyList<HistoryEntry> entries)
    {
        yield return entries;
        var seen = new HashSet<string> { Name(entries) };
        foreach (var apart in (decimal[])[1.2m, 1.02m])
        {
            foreach (var cluster in Clusters(entries, apart).Where(cluster => seen.Add(Name(cluster))))
            {
                yield return cluster;
            }
        }
    }

    private static string Name(IReadOnlyList<HistoryEntry> entries) => string.Join(' ', entries.Select(entry => entry.Id));

    /// <summary>Entries whose amounts follow each other in steps of less than a factor.</summary>
    private static IEnumerable<IReadOnlyList<HistoryEntry>> Clusters(IReadOnlyList<HistoryEntry> entries, decimal apart)
    {
        var cluster = new List<HistoryEntry>();
        foreach (var entry in entries.OrderBy(entry => entry.Amount.Minor))
        {
            if (cluster.Count > 0 && entry.Amount.Minor > cluster[^1].Amount.Minor * apart)
            {
                yield return [.. cluster.OrderBy(member => member.Date)];
                cluster = [];
            }

            cluster.Add(entry);
        }

        yield return [.. cluster.OrderBy(member => member.Date)];
    }
}
