using Finance.Core.Storage;

namespace Finance.Testing;

/// <summary>A store that is gone after some commits, for good: what a killed process leaves behind.</summary>
public sealed class DyingStore(ITableStore inner) : ITableStore
{
    /// <summary>Commits that still succeed.</summary>
    public int CommitsLeft { get; set; } = int.MaxValue;

    public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        Live();
        return inner.FindAsync(table, partition, key, cancellationToken);
    }

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        Live();
        return inner.QueryAsync(table, query, cancellationToken);
    }

    public Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        Live();
        CommitsLeft--;
        return inner.CommitAsync(table, batch, cancellationToken);
    }

    private void Live()
    {
        if (CommitsLeft <= 0)
        {
            throw new StoreUnavailableException("The process is gone.");
        }
    }
}
