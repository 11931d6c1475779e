using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Core.Budgets;
using Finance.Core.Due;
using Finance.Core.Goals;
using Finance.Core.Receipts;
using Finance.Core.Recurring;
using Finance.Core.Retention;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Webhooks;

namespace Finance.Core.Ledgers;

/// <summary>
/// Opens ledgers and commits changes to them. Every change is one entity group transaction that replaces the ledger's head in the version
/// the decision was made on, so that changes of one ledger happen one after the other, whichever process makes them.
/// </summary>
public sealed partial class LedgerStore(ITableStore store, LedgerCache cache, TimeProvider clock, IReceiptFiles? receipts = null)
{
    private const int MaxAttempts = 24;

    /// <summary>In the order in which they follow: each sees what those before it added.</summary>
    private static readonly IReadOnlyList<ILedgerFollower> Followers =
        [new GoalFollower(), new BudgetAlerts(), new LowBalanceAlerts(), new SharedChanges()];

    private readonly KeyedQueue _queue = new();
    private readonly WebhookOutbox _outbox = new(new DueIndex(store));
    private readonly RetentionFiling _retention = new(new DueIndex(store));
    private readonly VisitFiling _visits = new(new DueIndex(store));
    private readonly ReceiptFiling _receipts = new(new DueIndex(store), receipts);

    public LedgerReader Reader { get; } = new(store);

    public LedgerTally Tally { get; } = new();

    /// <summary>Raised by every commit of this process, and when a ledger is gone.</summary>
    public LedgerSignals Signals { get; } = new();

    /// <summary>Changes the ledger, for its owner alone.</summary>
    /// <inheritdoc cref="ChangeAsync{T}(Change, LedgerPart, Func{LedgerDraft, CancellationToken, Task{Result{T}}}, CancellationToken)"/>
    public Task<Result<T>> ChangeAsync<T>(
        Change change,
        Func<LedgerDraft, CancellationToken, Task<Result<T>>> decide,
        CancellationToken cancellationToken)
        where T : notnull => ChangeAsync(change, LedgerPart.OwnersAlone, decide, cancellationToken);

    /// <summary>
    /// Decides on the ledger as it is and commits what was decided. On a conflict the decision is made again on what is there now; a
    /// decision must therefore be a pure function of its draft.
    /// </summary>
    /// <param name="part">What is changed: whoever has a grant to edit it may do it too.</param>
    /// <param name="decide">Fills the draft and returns the value, or refuses; a draft that records nothing is not committed.</param>
    /// <returns>The decided value, the refusal, or <c>conflict</c> when other writers kept coming in between.</returns>
    public async Task<Result<T>> ChangeAsync<T>(
        Change change,
        LedgerPart part,
        Func<LedgerDraft, CancellationToken, Task<Result<T>>> decide,
        CancellationToken cancellationToken)
        where T : notnull
    {
        var owner = change.Caller.Ledger;
        var entrance = new Entrance(change.Caller, part, GrantAccess.Edit, await LoadOwnAsync(change.Caller, cancellationToken))
        {
            EvenWhileRestoring = change.EvenWhileRestoring,
            EvenWhileSuspended = change.EvenWhileSuspended,
        };
        using var turn = await _queue.EnterAsync(owner, cancellationToken);
        var snapshot = cache.Find(owner);
        var isFresh = false;
        for (var attempt = 0; attempt < MaxAttempts;)
        {
            if (snapshot is null)
            {
                snapshot = await LoadAsync(owner, cancellationToken);
                isFresh = true;
            }

            if (snapshot is null)
            {
                return entrance.Admit(null).Error!;
            }

            var (result, draft) = await DecideAsync(change, entrance, snapshot, decide, cancellationToken);
            if (!result.IsOk || draft.IsEmpty)
            {
                // A commit proves what it was decided on; a refusal proves nothing, so it is only given on what was just read.
                if (isFresh)
                {
                    return result;
                }

                snapshot = null;
                continue;
            }

            if (await CommitAsync(change.Caller, draft, cancellationToken))
            {
                Tally.CountCommit();
                return result;
            }

            cache.Forget(owner);
            snapshot = null;
            attempt++;
            Tally.CountConflict();
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4 << Math.Min(attempt, 5))), clock, cancellationToken);
        }

        Tally.CountGivenUp();
        return Errors.Conflict();
    }

    /// <summary>
    /// For changes of several commits: the answer that an earlier try of the same request got, or the refusal of its key.
    /// </summary>
    internal async Task<Error?> FindAnswerAsync(
        Change change,
        CancellationToken cancellationToken,
        LedgerPart part = LedgerPart.OwnersAlone)
    {
        // A guest whose grant was revoked is told nothing, not even what they were told before.
        var closed = change.Idempotency is not null && change.Caller.IsShared
            ? (await OpenAsync(change.Caller, part, cancellationToken, GrantAccess.Edit)).Error
            : null;
        return closed ?? await FindRecordedAsync(change, cancellationToken);
    }

    /// <summary>
    /// The latest version of a ledger that this process knows of, without asking the store; only good to prepare a change with.
    /// </summary>
    internal LedgerSnapshot? Remembered(UserId owner) => cache.Find(owner);

    /// <summary>Creates a ledger: the head, the chart and whatever else the first batch holds.</summary>
    /// <returns>False when the user has one already.</returns>
    internal async Task<bool> CreateAsync(Batch batch, CancellationToken cancellationToken)
    {
        var outcome = await store.CommitAsync(Tables.Ledger, batch, cancellationToken);
        return outcome.Status == CommitStatus.Committed;
    }

    /// <summary>Forgets a ledger that is gone.</summary>
    internal void Forget(UserId owner)
    {
        cache.Forget(owner);
        Signals.Raise(owner);
    }

    private async Task<Error?> FindRecordedAsync(Change change, CancellationToken cancellationToken) =>
        change.Idempotency is { } asked && await Reader.FindAsync(change.Caller.Ledger, asked.RowKey, cancellationToken) is { } answered
            ? OnceRow.Judge(answered, asked, clock.GetUtcNow())
            : null;

    private async Task<(Result<T> Result, LedgerDraft Draft)> DecideAsync<T>(
        Change change,
        Entrance entrance,
        LedgerSnapshot snapshot,
        Func<LedgerDraft, CancellationToken, Task<Result<T>>> decide,
        CancellationToken cancellationToken)
        where T : notnull
    {
        var admitted = entrance.Admit(snapshot);
        var guest = admitted.IsOk ? admitted.Value.Guest : null;
        var draft = new LedgerDraft(snapshot, Reader, clock.GetUtcNow()) { Guest = guest, Part = guest?.PartOf(snapshot) };
        if (!admitted.IsOk)
        {
            return (admitted.Error, draft);
        }

        if (await FindRecordedAsync(change, cancellationToken) is { } answered)
        {
            return (answered, draft);
        }

        var result = await decide(draft, cancellationToken);
        if (result.IsOk && !draft.IsEmpty && GuestRules.Check(draft) is { } outside)
        {
            return (outside, draft);
        }

        if (result.IsOk && await draft.Tags.SettleAsync(Reader, snapshot, cancellationToken) is { } refusal)
        {
            return (refusal, draft);
        }

        foreach (var follower in result.IsOk && !draft.IsEmpty ? Followers : [])
        {
            await follower.FollowAsync(draft, Reader, cancellationToken);
        }

        if (result.IsOk && !draft.IsEmpty && change.Idempotency is { } idempotency)
        {
            draft.Stage(new RowChange(RowChangeKind.Put, OnceRow.Write(draft.Owner, idempotency, idempotency.Record(result.Value), draft.Now)));
            await OnceRow.SweepAsync(draft, Reader, idempotency, cancellationToken);
        }

        return result.IsOk && !draft.IsEmpty && draft.Pack() is { } full ? (full, draft) : (result, draft);
    }

    private async Task<bool> CommitAsync(Caller caller, LedgerDraft draft, CancellationToken cancellationToken)
    {
        if (!draft.LeavesLargestUnknown)
        {
            await draft.RestoreUnknownAsync(cancellationToken);
        }

        await _outbox.FileAsync(draft, cancellationToken);
        await _visits.FileAsync(draft, cancellationToken);
        await _retention.FileAsync(draft, cancellationToken);
        await _receipts.FileAsync(draft, cancellationToken);
        var commit = LedgerKeys.NewId();
        var batch = draft.ToBatch(caller, commit);
        try
        {
            // Not to be cancelled: a caller who leaves now would leave it unknown what the ledger's version is.
            var outcome = await store.CommitAsync(Tables.Ledger, batch, CancellationToken.None);
            if (outcome.Status == CommitStatus.Committed)
            {
                cache.Offer(draft.After(outcome.ETags[0]!));
                Signals.Raise(draft.Owner);
                await _visits.LeaveAsync(draft);
                await _receipts.LeaveAsync(draft);
                return true;
            }
        }
        catch (StoreUnavailableException)
        {
            if (await IsOurOwnAsync(draft, commit, cancellationToken))
            {
                return true;
            }

            throw;
        }

        // The client under the store sends again when an answer is lost; the second try then meets what the first one wrote.
        return await IsOurOwnAsync(draft, commit, cancellationToken);
    }

    private async Task<bool> IsOurOwnAsync(LedgerDraft draft, string commit, CancellationToken cancellationToken)
    {
        cache.Forget(draft.Owner);
        var audit = await Reader.FindAsync(draft.Owner, LedgerKeys.Audit(draft.Version), cancellationToken);
        return audit?.FindText(AuditRow.CommitProperty) == commit;
    }
}
