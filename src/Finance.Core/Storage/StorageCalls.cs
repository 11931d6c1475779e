namespace Finance.Core.Storage;

/// <summary>What one request, run or test asked of the store. Safe to add to from several threads.</summary>
public sealed class StorageCalls
{
    private int _finds;
    private int _queries;
    private int _commits;
    private long _rowsRead;
    private long _rowsWritten;
    private long _ticks;

    /// <summary>Point reads.</summary>
    public int Finds => Volatile.Read(ref _finds);

    /// <summary>Pages asked for.</summary>
    public int Queries => Volatile.Read(ref _queries);

    /// <summary>Batches sent, committed or not.</summary>
    public int Commits => Volatile.Read(ref _commits);

    public int Total => Finds + Queries + Commits;

    public long RowsRead => Volatile.Read(ref _rowsRead);

    /// <summary>Changes in batches that were committed.</summary>
    public long RowsWritten => Volatile.Read(ref _rowsWritten);

    /// <summary>Time spent waiting for answers; calls that run side by side add up.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public void CountFind(Row? row, TimeSpan waited = default)
    {
        Interlocked.Increment(ref _finds);
        Interlocked.Add(ref _rowsRead, row is null ? 0 : 1);
        Interlocked.Add(ref _ticks, waited.Ticks);
    }

    public void CountQuery(RowPage? page, TimeSpan waited = default)
    {
        Interlocked.Increment(ref _queries);
        Interlocked.Add(ref _rowsRead, page?.Rows.Count ?? 0);
        Interlocked.Add(ref _ticks, waited.Ticks);
    }

    public void CountCommit(Batch batch, CommitOutcome? outcome, TimeSpan waited = default)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _rowsWritten, outcome?.Status == CommitStatus.Committed ? batch.Changes.Count : 0);
        Interlocked.Add(ref _ticks, waited.Ticks);
    }
}
