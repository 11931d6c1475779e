namespace Finance.Core.Ledgers;

/// <summary>What this process has done to ledgers since it began. Safe to add to from several threads.</summary>
public sealed class LedgerTally
{
    private long _commits;
    private long _conflicts;
    private long _givenUp;

    /// <summary>Changes that were committed.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Times a decision was made again because somebody else was faster.</summary>
    public long Conflicts => Volatile.Read(ref _conflicts);

    /// <summary>Changes that were refused because others kept being faster.</summary>
    public long GivenUp => Volatile.Read(ref _givenUp);

    internal void CountCommit() => Interlocked.Increment(ref _commits);

    internal void CountConflict() => Interlocked.Increment(ref _conflicts);

    internal void CountGivenUp() => Interlocked.Increment(ref _givenUp);
}
