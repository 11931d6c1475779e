using Finance.Core.Ledgers;

namespace Finance.Core.Audits;

/// <summary>What was found wrong in one place.</summary>
internal sealed class Findings
{
    internal List<LedgerDifference> All { get; } = [];

    internal void Add(DifferenceKind what, string where, string? stored, string? computed) =>
        All.Add(new LedgerDifference(what, where, stored, computed));

    internal void Compare<T>(DifferenceKind what, string where, T stored, T computed, Func<T, string> text)
        where T : struct
    {
        if (!stored.Equals(computed))
        {
            Add(what, where, text(stored), text(computed));
        }
    }

    /// <summary>Compares cell by cell; a cell that is not there is as one that is zero.</summary>
    internal void CompareAll<TKey, T>(
        DifferenceKind what,
        IReadOnlyDictionary<TKey, T> stored,
        IReadOnlyDictionary<TKey, T> computed,
        Func<TKey, string> where,
        Func<T, string> text,
        Func<T, T, bool>? agree = null)
        where TKey : notnull
        where T : struct
    {
        foreach (var key in stored.Keys.Union(computed.Keys))
        {
            var (hasStored, hasComputed) = (stored.TryGetValue(key, out var says), computed.TryGetValue(key, out var should));
            if (!(agree?.Invoke(says, should) ?? says.Equals(should)))
            {
                Add(what, where(key), hasStored ? text(says) : null, hasComputed ? text(should) : null);
            }
        }
    }
}

/// <summary>What one row of a ledger says wrongly, and how a draft says it rightly.</summary>
/// <param name="Weight">What the row takes of a commit, of <see cref="MaxWeight"/>.</param>
internal sealed record Repair(IReadOnlyList<LedgerDifference> Differences, int Weight, Action<LedgerDraft> Apply)
{
    /// <summary>Leaves room below the 100 rows and 4 MiB of a commit, bytes being sent in base 64.</summary>
    internal const int MaxWeight = 80;

    private const int BytesPerWeight = 25_000;

    internal static int WeightOf(Storage.Row? row) =>
        1 + ((row?.Properties.Values.OfType<byte[]>().Sum(bytes => bytes.Length) ?? 0) / BytesPerWeight);
}
