using Finance.Core.Storage;

namespace Finance.Testing;

/// <summary>The process that used the store was killed.</summary>
public sealed class ProcessKilledException : Exception
{
    public ProcessKilledException()
    {
    }

    public ProcessKilledException(string message)
        : base(message)
    {
    }

    public ProcessKilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// The store as a process sees it that is killed in the middle of its work: so many calls are answered, then nothing comes back.
/// </summary>
/// <param name="lastCommitArrives">Whether the call that meets the kill is still carried out.</param>
public sealed class DyingTableStore(ITableStore inner, int callsAnswered, bool lastCommitArrives) : ITableStore
{
    private int _left = callsAnswered;

    /// <summary>Whether the kill happened; where not, the work was done with fewer calls.</summary>
    public bool IsDead { get; private set; }

    public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        Count();
        return inner.FindAsync(table, partition, key, cancellationToken);
    }

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        Count();
        return inner.QueryAsync(table, query, cancellationToken);
    }

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        if (!IsDead && _left == 0 && lastCommitArrives)
        {
            await inner.CommitAsync(table, batch, cancellationToken);
        }

        Count();
        return await inner.CommitAsync(table, batch, cancellationToken);
    }

    private void Count()
    {
        if (_left-- <= 0)
        {
            IsDead = true;
            throw new ProcessKilledException("Killed.");
        }
    }
}
