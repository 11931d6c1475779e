using System.Globalization;
using Finance.Core.Storage;

namespace Finance.Testing;

/// <summary>
/// The storage port in memory, with the store's own rules: batches commit whole or not at all, the first change that does not hold is
/// named, every write makes a new version, keys are in ordinal order, queries come in pages. Held to the adapter's own contract suite.
/// </summary>
public sealed class InMemoryTableStore : ITableStore
{
    private const char AfterEmptyPage = 'e';
    private const char AfterPage = 'p';

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedSet<Entry>> _tables = new(StringComparer.Ordinal);
    private long _version;

    public InMemoryTableStore()
        : this(Tables.All)
    {
    }

    public InMemoryTableStore(IEnumerable<string> tables)
    {
        foreach (var table in tables)
        {
            _tables[table] = new SortedSet<Entry>(EntryOrder.Instance);
        }
    }

    /// <summary>
    /// How many rows one page looks at, whether they pass <see cref="RowQuery.Where"/> or not: the store gives up a long search and answers
    /// a short or empty page with a continuation.
    /// </summary>
    public int RowsScannedPerPage { get; init; } = int.MaxValue;

    /// <summary>Every page that holds rows comes after an empty one with a continuation.</summary>
    public bool EmptyPages { get; init; }

    public StorageCalls Calls { get; } = new();

    public async Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        await Arrive(cancellationToken);
        Row? found = null;
        lock (_lock)
        {
            if (Find(table, partition, key) is { } row)
            {
                found = Copy(row, row.ETag, null);
            }
        }

        Calls.CountFind(found);
        return found;
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.PageSize, 1000, nameof(query));
        await Arrive(cancellationToken);
        RowPage page;
        lock (_lock)
        {
            page = ReadPage(TableOf(table), query);
        }

        Calls.CountQuery(page);
        return page;
    }

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Changes.Count == 0)
        {
            throw new BatchRefusedException("A batch has at least one change.");
        }

        await Arrive(cancellationToken);
        CommitOutcome outcome;
        lock (_lock)
        {
            outcome = Commit(table, batch);
        }

        Calls.CountCommit(batch, outcome);
        return outcome;
    }

    /// <summary>Every row of a table, in key order; for assertions.</summary>
    public IReadOnlyList<Row> Everything(string table)
    {
        lock (_lock)
        {
            return [.. TableOf(table).Select(entry => Copy(entry.Row!, entry.Row!.ETag, null))];
        }
    }

    // A real answer never comes on the caller's own stack: without this, code that races over the network would run in turn here.
    private static async Task Arrive(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    private CommitOutcome Commit(string table, Batch batch)
    {
        for (var index = 0; index < batch.Changes.Count; index++)
        {
            if (Refusal(batch.Changes[index], Find(table, batch.Partition, batch.Changes[index].Row.Key)) is { } status)
            {
                return new CommitOutcome(status, index, []);
            }
        }

        var rows = TableOf(table);
        var etags = new string?[batch.Changes.Count];
        for (var index = 0; index < etags.Length; index++)
        {
            var (kind, row, _) = batch.Changes[index];
            rows.Remove(new Entry(row.Partition, row.Key, null));
            if (kind != RowChangeKind.Delete)
            {
                etags[index] = string.Create(CultureInfo.InvariantCulture, $"W/\"{++_version}\"");
                rows.Add(new Entry(row.Partition, row.Key, Copy(row, etags[index], null)));
            }
        }

        return new CommitOutcome(CommitStatus.Committed, null, etags);
    }

    private static CommitStatus? Refusal(RowChange change, Row? stored) => change.Kind switch
    {
        RowChangeKind.Add => stored is null ? null : CommitStatus.AlreadyExists,
        RowChangeKind.Put => null,
        _ when stored is null => CommitStatus.Missing,
        _ => change.IfMatch is null || change.IfMatch == stored.ETag ? null : CommitStatus.VersionChanged,
    };

    private RowPage ReadPage(SortedSet<Entry> table, RowQuery query)
    {
        var low = query.Continuation is { } continuation
            ? Entry.At(continuation[1..])
            : new Entry(query.Partition ?? query.FromPartition ?? "", query.Partition is null ? "" : query.From ?? "", null);
        if (EmptyPages && query.Continuation?[0] != AfterEmptyPage)
        {
            return new RowPage([], AfterEmptyPage + low.Position);
        }

        var rows = new List<Row>();
        var scanned = 0;
        var range = table.Max is { } last && EntryOrder.Instance.Compare(low, last) <= 0 ? table.GetViewBetween(low, last) : [];
        foreach (var entry in range)
        {
            if (IsPast(entry, query))
            {
                break;
            }

            if (rows.Count == query.PageSize || scanned++ == RowsScannedPerPage)
            {
                return new RowPage(rows, AfterPage + entry.Position);
            }

            if (Passes(entry, query))
            {
                rows.Add(Copy(entry.Row!, query.Select is null ? entry.Row!.ETag : null, query.Select));
            }
        }

        return new RowPage(rows, null);
    }

    private static bool IsPast(Entry entry, RowQuery query) => query.Partition is null
        ? query.ToPartition is not null && string.CompareOrdinal(entry.Partition, query.ToPartition) >= 0
        : entry.Partition != query.Partition || (query.To is not null && string.CompareOrdinal(entry.Key, query.To) >= 0);

    private static bool Passes(Entry entry, RowQuery query) =>
        (query.From is null || string.CompareOrdinal(entry.Key, query.From) >= 0)
        && (query.To is null || string.CompareOrdinal(entry.Key, query.To) < 0)
        && query.Where.All(asked => entry.Row!.Properties.TryGetValue(asked.Key, out var value) && AreEqual(value, asked.Value));

    private static bool AreEqual(object stored, object asked) => (stored, asked) switch
    {
        (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
        _ => stored.Equals(asked),
    };

    private static Row Copy(Row row, string? etag, IReadOnlyList<string>? select)
    {
        var copy = new Row(row.Partition, row.Key, row.Properties.Count) { ETag = etag };
        foreach (var (name, value) in row.Properties)
        {
            if (select is null || select.Contains(name))
            {
                copy.SetObject(name, value switch
                {
                    byte[] bytes => bytes.ToArray(),
                    DateTimeOffset instant => instant.ToUniversalTime(),
                    _ => value,
                });
            }
        }

        return copy;
    }

    private Row? Find(string table, string partition, string key) =>
        TableOf(table).TryGetValue(new Entry(partition, key, null), out var entry) ? entry.Row : null;

    private SortedSet<Entry> TableOf(string table) => _tables.TryGetValue(table, out var rows)
        ? rows
        : throw new InvalidOperationException($"There is no table '{table}'.");

    private sealed record Entry(string Partition, string Key, Row? Row)
    {
        private const char Separator = '/';

        public string Position => Partition + Separator + Key;

        public static Entry At(string position)
        {
            var at = position.IndexOf(Separator, StringComparison.Ordinal);
            return new Entry(position[..at], position[(at + 1)..], null);
        }
    }

    private sealed class EntryOrder : IComparer<Entry>
    {
        public static readonly EntryOrder Instance = new();

        public int Compare(Entry? x, Entry? y)
        {
            var byPartition = string.CompareOrdinal(x!.Partition, y!.Partition);
            return byPartition != 0 ? byPartition : string.CompareOrdinal(x.Key, y.Key);
        }
    }
}
