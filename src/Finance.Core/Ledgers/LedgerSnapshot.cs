using System.Collections.Concurrent;

namespace Finance.Core.Ledgers;

/// <summary>
/// A ledger at one version: its head, its chart, its plans, and the summaries of it that were read so far. Immutable but for that memory, and
/// shared between requests.
/// </summary>
public sealed class LedgerSnapshot
{
    private readonly ConcurrentDictionary<string, object> _summaries;

    internal LedgerSnapshot(
        UserId owner,
        LedgerHead head,
        string headETag,
        Chart chart,
        Plans plans,
        IEnumerable<KeyValuePair<string, object>>? summaries = null)
    {
        (Owner, Head, HeadETag, Chart, Plans) = (owner, head, headETag, chart, plans);
        _summaries = new ConcurrentDictionary<string, object>(summaries ?? [], StringComparer.Ordinal);
    }

    public UserId Owner { get; }

    public LedgerHead Head { get; }

    public Chart Chart { get; }

    public Plans Plans { get; }

    public Users.Profile Profile => Head.Profile;

    internal string HeadETag { get; }

    /// <summary>Chart and plans packed as they are stored; null where they are rows by themselves.</summary>
    internal PackedLedger? Packed { get; init; }

    internal IEnumerable<KeyValuePair<string, object>> Summaries => _summaries;

    internal T? FindSummary<T>(string key)
        where T : class => _summaries.TryGetValue(key, out var summary) ? (T)summary : null;

    internal bool Remembers(string key) => _summaries.ContainsKey(key);

    internal void Forget(string key) => _summaries.TryRemove(key, out _);

    internal void Remember(string key, object summary)
    {
        // What is there already must be replaced however much is: an older summary would be taken for the one of this version.
        if (_summaries.ContainsKey(key) || _summaries.Count < LedgerCache.SummariesPerLedger)
        {
            _summaries[key] = summary;
        }
    }
}
