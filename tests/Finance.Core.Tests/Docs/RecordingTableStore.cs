using Finance.Core.Storage;

namespace Finance.Core.Tests.Docs;

/// <summary>Remembers every row that was ever written, those that are gone since too.</summary>
internal sealed class RecordingTableStore(ITableStore inner) : ITableStore
{
    private readonly Lock _lock = new();
    private readonly List<(string Table, Row Row)> _written = [];

    internal IReadOnlyList<(string Table, Row Row)> Written
    {
        get
        {
            lock (_lock)
            {
                return [.. _written];
            }
        }
    }

    public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken) =>
        inner.FindAsync(table, partition, key, cancellationToken);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(table, query, cancellationToken);

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        var outcome = await inner.CommitAsync(table, batch, cancellationToken);
        if (outcome.Status == CommitStatus.Committed)
        {
            lock (_lock)
            {
                _written.AddRange(batch.Changes.Where(change => change.Kind != RowChangeKind.Delete).Select(change => (table, change.Row)));
            }
        }

        return outcome;
    }
}
