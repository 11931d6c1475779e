using System.Collections.Concurrent;

namespace Finance.Core.Ledgers;

/// <summary>Wakes those in this process who wait for a ledger to change. What other processes commit is found by looking.</summary>
public sealed class LedgerSignals
{
    private readonly ConcurrentDictionary<UserId, TaskCompletionSource> _waiting = new();

    /// <summary>Completes at the next commit to the ledger; to be taken before the ledger is looked at, so that none is missed.</summary>
    internal Task Next(UserId owner) => _waiting.GetOrAdd(owner, static _ => New()).Task;

    internal void Raise(UserId owner)
    {
        if (_waiting.TryRemove(owner, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
