using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Transactions.Bulk;

/// <summary>A bulk request on its way through its commits.</summary>
/// <param name="key">Its idempotency key; null without one.</param>
internal sealed class BulkRun(LedgerReader reader, Idempotency? key, IReadOnlyList<BulkRow> operations)
{
    /// <summary>What the last commit leaves to alerts; where it has less, one for them alone follows.</summary>
    private const int RowsForAlerts = 20;

    private BulkProgress _progress = BulkProgress.None;
    private int _committed;
    private bool _wasDone;

    internal bool IsOver => _progress.IsDone;

    /// <summary>Whether something of the request is committed.</summary>
    internal bool HasBegun => _committed > 0;

    /// <summary>How many operations the last decision was about; 0 where there was none.</summary>
    internal int Taken { get; private set; }

    /// <summary>Decides the next commit.</summary>
    /// <param name="limit">How many operations it takes at most.</param>
    internal async Task<Result<BulkProgress>> DecideAsync(LedgerDraft draft, int limit, CancellationToken cancellationToken)
    {
        var found = await FindAsync(draft, cancellationToken);
        if (!found.IsOk || found.Value.IsDone)
        {
            return found;
        }

        var done = found.Value.Outcomes;
        var bulk = new BulkDraft(draft, operations, draft.Room - (key is null ? 0 : 1));
        var outcomes = await bulk.DecideAsync(done.Count, Math.Min(operations.Count, done.Count + limit), cancellationToken);
        Taken = outcomes.Count;
        var changes = await bulk.StageAsync(cancellationToken);
        var isAll = done.Count + outcomes.Count == operations.Count;
        var isLast = isAll && (changes.Count == 0 || bulk.Left >= RowsForAlerts);
        var progress = new BulkProgress([.. done, .. outcomes], DefersAlerts: !isLast, isLast);
        if (changes.Count > 0 || found.Value.DefersAlerts)
        {
            draft.LeavesLargestUnknown = !isAll;
            draft.DefersAlerts = !isLast;
            draft.TellsDeferred = isLast && found.Value.DefersAlerts;
            BulkAudit.Record(draft, changes);
            await KeepAsync(draft, progress, cancellationToken);
        }

        return progress;
    }

    /// <summary>Takes what was decided and, where it changes anything, committed.</summary>
    internal void Take(BulkProgress progress) => (_progress, _committed) = (progress, progress.Outcomes.Count);

    /// <summary>Begins a commit anew.</summary>
    internal void Reset() => Taken = 0;

    /// <summary>Leaves the next operation out, because the ledger cannot take it.</summary>
    internal void FailNext(Error refusal) => _progress = _progress with { Outcomes = [.. _progress.Outcomes, Failed(_progress.Outcomes.Count, refusal)] };

    /// <summary>Leaves everything out that is not committed yet.</summary>
    internal void FailRest(Error refusal)
    {
        var done = _progress.Outcomes.Take(_committed).ToList();
        _progress = new BulkProgress(
            [.. done, .. Enumerable.Range(done.Count, operations.Count - done.Count).Select(index => Failed(index, refusal))], false, IsDone: true);
    }

    /// <summary>What became of all operations; for a request that was answered before, its first answer.</summary>
    internal Result<BulkResult> Answer()
    {
        var result = new BulkResult(_progress.Outcomes);
        return _wasDone ? Errors.IdempotentReplay(key!.Record(result)) : result;
    }

    private BulkOutcome Failed(int index, Error refusal) =>
        new(BulkStatus.Failed, operations[index].Id, Error: BulkErrors.At(index, null, refusal));

    /// <summary>How far the request is: an earlier try of it may have come further, or another process with the same key.</summary>
    private async Task<Result<BulkProgress>> FindAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        if (key is null || await draft.FindAsync(key.RowKey, cancellationToken) is not { } row)
        {
            return _progress;
        }

        var match = OnceRow.Match(row, key, draft.Now);
        if (!match.IsOk || match.Value is null)
        {
            return match.Map(_ => _progress);
        }

        var stored = BulkProgress.Read(match.Value);
        if (stored.Outcomes.Count > _committed || stored.IsDone)
        {
            Take(stored);
            _wasDone = stored.IsDone;
        }

        return _progress;
    }

    private async Task KeepAsync(LedgerDraft draft, BulkProgress progress, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return;
        }

        draft.Stage(new RowChange(RowChangeKind.Put, progress.Write(OnceRow.Begin(draft.Owner, key, draft.Now))));
        if (progress.IsDone)
        {
            await OnceRow.SweepAsync(draft, reader, key, cancellationToken);
        }
    }
}
