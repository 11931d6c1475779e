using Finance.Core.Storage;

namespace Finance.Testing;

/// <summary>What goes wrong, each as a share of the calls from 0 to 1.</summary>
public sealed record Faults
{
    /// <summary>Reads that find the store away.</summary>
    public double UnavailableRead { get; init; }

    /// <summary>Commits that find the store away before anything is written.</summary>
    public double UnavailableBeforeCommit { get; init; }

    /// <summary>Commits that are carried out, but whose answer is lost.</summary>
    public double UnavailableAfterCommit { get; init; }

    /// <summary>Commits before which somebody else writes one of the rows that the batch expects in a certain version.</summary>
    public double Conflict { get; init; }

    /// <summary>How many further commits meet a conflict once one did.</summary>
    public int ConflictsInARow { get; init; }

    /// <summary>Calls that take <see cref="Delay"/> longer.</summary>
    public double Slow { get; init; }

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(20);
}

/// <summary>
/// A store that fails as real ones do. The same seed gives the same series of faults to callers that come one after the other.
/// </summary>
public sealed class FaultyTableStore(ITableStore inner, Faults faults, int seed) : ITableStore
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private int _conflictsLeft;
    private int _injected;

    /// <summary>Whether faults happen; switch it off to look at what they left behind.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Faults so far, slow answers not counted.</summary>
    public int Injected => Volatile.Read(ref _injected);

    public async Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        await BeforeRead(cancellationToken);
        return await inner.FindAsync(table, partition, key, cancellationToken);
    }

    public async Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken)
    {
        await BeforeRead(cancellationToken);
        return await inner.QueryAsync(table, query, cancellationToken);
    }

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        await MaybeSlow(cancellationToken);
        if (Happens(faults.UnavailableBeforeCommit))
        {
            throw new StoreUnavailableException("Injected: away before the commit.");
        }

        if (IsConflict())
        {
            await WriteInBetween(table, batch, cancellationToken);
        }

        var outcome = await inner.CommitAsync(table, batch, cancellationToken);
        return Happens(faults.UnavailableAfterCommit)
            ? throw new StoreUnavailableException("Injected: the answer to the commit was lost.")
            : outcome;
    }

    private async Task BeforeRead(CancellationToken cancellationToken)
    {
        await MaybeSlow(cancellationToken);
        if (Happens(faults.UnavailableRead))
        {
            throw new StoreUnavailableException("Injected: away.");
        }
    }

    private async Task MaybeSlow(CancellationToken cancellationToken)
    {
        if (Draw(faults.Slow))
        {
            await Task.Delay(faults.Delay, cancellationToken);
        }
    }

    // A true conflict: the row gets a new version, so that only a caller who reads it again can go on.
    private async Task WriteInBetween(string table, Batch batch, CancellationToken cancellationToken)
    {
        foreach (var change in batch.Changes.Where(change => change.IfMatch is not null))
        {
            if (await inner.FindAsync(table, batch.Partition, change.Row.Key, cancellationToken) is { } row)
            {
                var touch = new Batch(batch.Partition).Add(new RowChange(RowChangeKind.Replace, row, row.ETag));
                await inner.CommitAsync(table, touch, cancellationToken);
                return;
            }
        }
    }

    private bool IsConflict()
    {
        lock (_lock)
        {
            if (!Enabled)
            {
                return false;
            }

            if (_conflictsLeft > 0)
            {
                _conflictsLeft--;
            }
            else if (_random.NextDouble() < faults.Conflict)
            {
                _conflictsLeft = faults.ConflictsInARow;
            }
            else
            {
                return false;
            }

            _injected++;
            return true;
        }
    }

    private bool Happens(double share)
    {
        var happens = Draw(share);
        if (happens)
        {
            Interlocked.Increment(ref _injected);
        }

        return happens;
    }

    private bool Draw(double share)
    {
        if (share == 0 || !Enabled)
        {
            return false;
        }

        lock (_lock)
        {
            return _random.NextDouble() < share;
        }
    }
}
