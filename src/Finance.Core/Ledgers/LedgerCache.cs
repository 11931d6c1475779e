using System.Collections.Concurrent;

namespace Finance.Core.Ledgers;

/// <summary>
/// The latest snapshot of each ledger that this process has seen. Never trusted by itself: a read compares it with the stored head, a commit
/// proves it with the head's version.
/// </summary>
public sealed class LedgerCache
{
    internal const int SummariesPerLedger = 256;
    private readonly int _capacity;
    private readonly ConcurrentDictionary<UserId, Entry> _entries = new();
    private long _clock;

    public LedgerCache()
        : this(512)
    {
    }

    /// <param name="capacity">Ledgers kept; past it the least recently used go.</param>
    public LedgerCache(int capacity) => _capacity = capacity;

    internal LedgerSnapshot? Find(UserId owner)
    {
        if (!_entries.TryGetValue(owner, out var entry))
        {
            return null;
        }

        entry.LastUse = Interlocked.Increment(ref _clock);
        return entry.Snapshot;
    }

    /// <summary>Keeps the snapshot unless a later one of the same ledger is there.</summary>
    internal void Offer(LedgerSnapshot snapshot)
    {
        var use = Interlocked.Increment(ref _clock);
        _entries.AddOrUpdate(
            snapshot.Owner,
            _ => new Entry(snapshot, use),
            (_, old) => IsLater(old.Snapshot, snapshot) ? old : new Entry(snapshot, use));
        Trim();
    }

    internal void Forget(UserId owner) => _entries.TryRemove(owner, out _);

    private static bool IsLater(LedgerSnapshot old, LedgerSnapshot offered) =>
        old.Head.Incarnation == offered.Head.Incarnation && old.Head.Version > offered.Head.Version;

    private void Trim()
    {
        if (_entries.Count <= _capacity)
        {
            return;
        }

        foreach (var (owner, _) in _entries.OrderBy(entry => entry.Value.LastUse).Take((_capacity / 8) + 1))
        {
            _entries.TryRemove(owner, out _);
        }
    }

    private sealed class Entry(LedgerSnapshot snapshot, long use)
    {
        internal LedgerSnapshot Snapshot => snapshot;

        internal long LastUse { get; set; } = use;
    }
}
