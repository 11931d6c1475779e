namespace Finance.Core.Storage;

/// <summary>Adds every call to <paramref name="calls"/>, the failed ones too. One per scope whose calls are to be known.</summary>
public sealed class CountingTableStore(ITableStore inner, StorageCalls calls, TimeProvider time) : ITableStore
{
    public StorageCalls Calls => calls;

    public async Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        Row? row = null;
        try
        {
            row = await inner.FindAsync(table, partition, key, cancellationToken);
            return row;
        }
        finally
        {
            calls.CountFind(row, time.GetElapsedTime(start));
        }
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        RowPage? page = null;
        try
        {
            page = await inner.QueryAsync(table, query, cancellationToken);
            return page;
        }
        finally
        {
            calls.CountQuery(page, time.GetElapsedTime(start));
        }
    }

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        CommitOutcome? outcome = null;
        try
        {
            outcome = await inner.CommitAsync(table, batch, cancellationToken);
            return outcome;
        }
        finally
        {
            calls.CountCommit(batch, outcome, time.GetElapsedTime(start));
        }
    }
}
