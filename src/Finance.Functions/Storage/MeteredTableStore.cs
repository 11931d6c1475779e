using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>Adds every call to the <see cref="RequestCost"/> of the request that makes it.</summary>
public sealed class MeteredTableStore(TracedTableStore inner, TimeProvider time) : ITableStore
{
    private ITableStore Store => RequestCost.Current is { } calls ? new CountingTableStore(inner, calls, time) : inner;

    public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken) =>
        Store.FindAsync(table, partition, key, cancellationToken);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken) =>
        Store.QueryAsync(table, query, cancellationToken);

    public Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken) =>
        Store.CommitAsync(table, batch, cancellationToken);
}
