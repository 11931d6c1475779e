using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>
/// The entries that a ledger has, or once had, in the months that an import touches, by identity. Only keys are read: an entry's key carries
/// what it is.
/// </summary>
internal sealed class KnownEntries(LedgerReader reader)
{
    private readonly Dictionary<Month, Bucket> _months = [];

    /// <summary>The version of the ledger that this knowledge is of; another writer's commit makes it worthless.</summary>
    internal long Version { get; set; } = -1;

    /// <summary>Changes whenever everything that was known is forgotten.</summary>
    internal int Generation { get; private set; }

    /// <summary>Makes sure that the entries of some months are known.</summary>
    internal async Task LoadAsync(LedgerSnapshot ledger, IEnumerable<Month> months, CancellationToken cancellationToken)
    {
        if (Version != ledger.Head.Version)
        {
            _months.Clear();
            Version = ledger.Head.Version;
            Generation++;
        }

        foreach (var month in months)
        {
            if (!_months.ContainsKey(month))
            {
                _months[month] = await ReadAsync(ledger, month, cancellationToken);
            }
        }
    }

    /// <summary>Forgets all but some months: a file that runs in the order of its days does not come back to the others.</summary>
    internal void KeepOnly(IReadOnlyCollection<Month> months)
    {
        foreach (var month in _months.Keys.Where(month => !months.Contains(month)).ToList())
        {
            _months.Remove(month);
        }
    }

    internal void Add(Month month, string transactionId) => _months[month].Add(transactionId);

    /// <summary>The id of the entry that an entry of a file repeats; null for one that is new.</summary>
    internal string? Find(Month month, EntryIdentity identity) => _months[month].Find(identity);

    /// <summary>The id with a tail of an entry that stands, or once stood, in a month; null for none.</summary>
    internal string? FindTail(Month month, string tail) => _months[month].FindTail(tail);

    /// <summary>Whether the bank used this id before, in the months that are known.</summary>
    internal bool HasBankId(EntryIdentity identity) => identity.Bank != 0 && _months.Values.Any(bucket => bucket.Banks.Contains(identity.Bank));

    /// <summary>Whether the user deleted the entry.</summary>
    internal bool IsDeleted(Month month, string transactionId) => _months[month].Deleted.Contains(transactionId);

    private async Task<Bucket> ReadAsync(LedgerSnapshot ledger, Month month, CancellationToken cancellationToken)
    {
        var bucket = new Bucket();
        if (ledger.Chart.HasEntriesIn(month))
        {
            var (from, to) = LedgerKeys.TransactionsOf(month.Days);
            await foreach (var row in reader.RangeAsync(ledger.Owner, from, to, select: ["Id"], cancellationToken: cancellationToken))
            {
                bucket.Add(row.FindText("Id") ?? row.Key[LedgerKeys.TransactionPrefix.Length..]);
            }
        }

        if (ledger.Head.MovedCount > 0)
        {
            var (from, to) = LedgerKeys.MovedFrom(month.Days);
            await foreach (var row in reader.RangeAsync(ledger.Owner, from, to, cancellationToken: cancellationToken))
            {
                var id = row.Key[LedgerKeys.MovedPrefix.Length..];
                bucket.Add(id);
                if (MovedRow.Target(row) is null)
                {
                    bucket.Deleted.Add(id);
                }
            }
        }

        return bucket;
    }

    private sealed class Bucket
    {
        private readonly Dictionary<(ulong Bank, ulong Money), string> _byMoney = [];
        private readonly Dictionary<ulong, (ulong Bank, string Id)> _byContent = [];

        internal HashSet<ulong> Banks { get; } = [];

        internal HashSet<string> Deleted { get; } = new(StringComparer.Ordinal);

        internal void Add(string transactionId)
        {
            var identity = EntryIdentity.OfTail(transactionId.AsSpan(TransactionId.Length - TransactionId.TailLength));
            _byMoney.TryAdd((identity.Bank, identity.Money), transactionId);
            _byContent.TryAdd(identity.Content, (identity.Bank, transactionId));
            Banks.Add(identity.Bank);
        }

        internal string? FindTail(string tail) =>
            _byContent.TryGetValue(EntryIdentity.OfTail(tail).Content, out var entry) && entry.Id.EndsWith(tail, StringComparison.Ordinal)
                ? entry.Id
                : null;

        internal string? Find(EntryIdentity identity)
        {
            if (identity.Bank != 0 && _byMoney.TryGetValue((identity.Bank, identity.Money), out var id))
            {
                return id;
            }

            // Of two bank ids the bank says that they are two entries. Where one file has ids and the other has none, the content decides.
            return _byContent.TryGetValue(identity.Content, out var equal) && (identity.Bank == 0 || equal.Bank == 0) ? equal.Id : null;
        }
    }
}
