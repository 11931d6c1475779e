using System.Collections.Concurrent;
using Finance.Core.Sharing;

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
        IEnumerable<KeyValuePair<string, object>>? summaries = null,
        SharedPart? shared = null)
    {
        (Owner, Head, HeadETag, Chart, Plans, Shared) = (owner, head, headETag, chart, plans, shared);
        _summaries = new ConcurrentDictionary<string, object>(summaries ?? [], StringComparer.Ordinal);
    }

    public UserId Owner { get; }

    public LedgerHead Head { get; }

    public Chart Chart { get; }

    public Plans Plans { get; }

    public Users.Profile Profile => Head.Profile;

    /// <summary>What is shown of the ledger to whoever asked; null where all of it is.</summary>
    internal SharedPart? Shared { get; }

    internal string HeadETag { get; }

    /// <summary>Chart and plans packed as they are stored; null where they are rows by themselves.</summary>
    internal PackedLedger? Packed { get; init; }

    /// <summary>What places in lists of a snapshot begin with: nothing where all of it is shown, else the grant by which it is.</summary>
    internal string Mark => Shared is { } shared ? shared.GrantId + ":" : string.Empty;

    /// <summary>An entry as far as whoever asked may know it; null where nothing of it is theirs.</summary>
    internal Transactions.Transaction? Show(Transactions.Transaction whole) => Shared is { } shared ? shared.Part.Show(whole) : whole;

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
