using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Core.Budgets;
using Finance.Core.Due;
using Finance.Core.Goals;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Webhooks;

namespace Finance.Core.Ledgers;

/// <summary>
/// Opens ledgers and commits changes to them. Every change is one entity group transaction that replaces the ledger's head in the version
/// the decision was made on, so that changes of one ledger happen one after the other, whichever process makes them.
/// </summary>
public sealed class LedgerStore(ITableStore store, LedgerCache cache, TimeProvider clock)
{
    private const int MaxAttempts = 24;
    private const int MaxReads = 4;

    /// <summary>In the order in which they follow: each sees what those before it added.</summary>
    private static readonly IReadOnlyList<ILedgerFollower> Followers = [new GoalFollower(), new BudgetAlerts(), new LowBalanceAlerts()];

    private readonly KeyedQueue _queue = new();
    private readonly WebhookOutbox _outbox = new(new DueIndex(store));
    private readonly VisitFiling _visits = new(new DueIndex(store));

    public LedgerReader Reader { get; } = new(store);

    /// <summary>The caller's ledger as it is now: one point read when this process has seen its latest version.</summary>
    /// <returns>Errors: <c>not_registered</c>, <c>token_revoked</c>, <c>second_factor_required</c>, <c>ledger_erasing</c>.</returns>
    public async Task<Result<LedgerSnapshot>> OpenAsync(Caller caller, CancellationToken cancellationToken)
    {
        var snapshot = await LoadAsync(caller.User, cancellationToken);
        return snapshot is null ? Errors.NotRegistered() : Admit(caller, snapshot);
    }

    /// <summary>
    /// Answers from several rows of the caller's ledger. If it has changed while they were read, they may be of different versions, and the
    /// answer is made again on the ledger as it is now.
    /// </summary>
    /// <param name="answer">
    /// The answer, and whether anything came from the store, so that it may be of a later version than the ledger.
    /// </param>
    /// <returns>Errors: those of <see cref="OpenAsync"/>, and the answer's own.</returns>
    public async Task<Result<T>> ReadAsync<T>(
        Caller caller,
        Func<LedgerSnapshot, CancellationToken, Task<(Result<T> Answer, bool HasRead)>> answer,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var opened = await OpenAsync(caller, cancellationToken);
            if (!opened.IsOk)
            {
                return opened.Error;
            }

            var (result, hasRead) = await answer(opened.Value, cancellationToken);
            if (!hasRead || attempt == MaxReads || await IsCurrentAsync(opened.Value, cancellationToken))
            {
                return result;
            }
        }
    }

    /// <summary>Whether the ledger has not changed since a snapshot of it: then whatever was read after it belongs to it.</summary>
    public async Task<bool> IsCurrentAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        var row = await Reader.FindAsync(ledger.Owner, LedgerKeys.Head, cancellationToken);
        return row is not null
            && LedgerHeadRow.Read(row) is { } head
            && head.Incarnation == ledger.Head.Incarnation
            && head.Version == ledger.Head.Version;
    }

    /// <summary>
    /// Decides on the ledger as it is and commits what was decided. On a conflict the decision is made again on what is there now; a
    /// decision must therefore be a pure function of its draft.
    /// </summary>
    /// <param name="decide">Fills the draft and returns the value, or refuses; a draft that records nothing is not committed.</param>
    /// <returns>The decided value, the refusal, or <c>conflict</c> when other writers kept coming in between.</returns>
    public async Task<Result<T>> ChangeAsync<T>(
        Change change,
        Func<LedgerDraft, CancellationToken, Task<Result<T>>> decide,
        CancellationToken cancellationToken)
        where T : notnull
    {
        using var turn = await _queue.EnterAsync(change.Caller.User, cancellationToken);
        var snapshot = cache.Find(change.Caller.User);
        var isFresh = false;
        for (var attempt = 0; attempt < MaxAttempts;)
        {
            if (snapshot is null)
            {
                snapshot = await LoadAsync(change.Caller.User, cancellationToken);
                isFresh = true;
            }

            if (snapshot is null)
            {
                return Errors.NotRegistered();
            }

            var (result, draft) = await DecideAsync(change, snapshot, decide, cancellationToken);
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
                return result;
            }

            cache.Forget(change.Caller.User);
            snapshot = null;
            attempt++;
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4 << Math.Min(attempt, 5))), clock, cancellationToken);
        }

        return Errors.Conflict();
    }

    /// <summary>
    /// For changes of several commits: the answer that an earlier try of the same request got, or the refusal of its key.
    /// </summary>
    internal async Task<Error?> FindAnswerAsync(Change change, CancellationToken cancellationToken) =>
        change.Idempotency is { } asked
        && await Reader.FindAsync(change.Caller.User, LedgerKeys.Once(asked.Key), cancellationToken) is { } answered
            ? OnceRow.Judge(answered, asked, clock.GetUtcNow())
            : null;

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
    internal void Forget(UserId owner) => cache.Forget(owner);

    /// <summary>Why a caller may not touch a ledger of their own; null where they may.</summary>
    internal static Error? RefusalOf(Caller caller, Users.Profile profile)
    {
        if (profile.SignedOutAt is { } signedOut && caller.TokenIssuedAt <= signedOut)
        {
            return Errors.TokenRevoked();
        }

        return profile.Settings.RequireSecondFactor && !caller.SecondFactor ? Errors.SecondFactorRequired() : null;
    }

    private static Result<LedgerSnapshot> Admit(Caller caller, LedgerSnapshot snapshot, bool evenWhileRestoring = false)
    {
        if (snapshot.Head.ErasingSince is not null)
        {
            return Errors.LedgerErasing();
        }

        if (snapshot.Head.Restoring is not null && !evenWhileRestoring)
        {
            return Errors.LedgerRestoring();
        }

        return RefusalOf(caller, snapshot.Profile) is { } refusal ? refusal : snapshot;
    }

    private async Task<(Result<T> Result, LedgerDraft Draft)> DecideAsync<T>(
        Change change,
        LedgerSnapshot snapshot,
        Func<LedgerDraft, CancellationToken, Task<Result<T>>> decide,
        CancellationToken cancellationToken)
        where T : notnull
    {
        var draft = new LedgerDraft(snapshot, Reader, clock.GetUtcNow());
        var admitted = Admit(change.Caller, snapshot, change.EvenWhileRestoring);
        if (!admitted.IsOk)
        {
            return (admitted.Error, draft);
        }

        if (await FindAnswerAsync(change, cancellationToken) is { } answered)
        {
            return (answered, draft);
        }

        var result = await decide(draft, cancellationToken);
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
            draft.Stage(new RowChange(RowChangeKind.Put, OnceRow.Write(snapshot.Owner, idempotency, idempotency.Record(result.Value), draft.Now)));
            await OnceRow.SweepAsync(draft, Reader, idempotency.Key, cancellationToken);
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
        var commit = LedgerKeys.NewId();
        var batch = draft.ToBatch(caller, commit);
        try
        {
            // Not to be cancelled: a caller who leaves now would leave it unknown what the ledger's version is.
            var outcome = await store.CommitAsync(Tables.Ledger, batch, CancellationToken.None);
            if (outcome.Status == CommitStatus.Committed)
            {
                cache.Offer(draft.After(outcome.ETags[0]!));
                await _visits.LeaveAsync(draft);
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

    private async Task<LedgerSnapshot?> LoadAsync(UserId owner, CancellationToken cancellationToken)
    {
        var row = await Reader.FindAsync(owner, LedgerKeys.Head, cancellationToken);
        if (row is null)
        {
            cache.Forget(owner);
            return null;
        }

        var head = LedgerHeadRow.Read(row);
        if (cache.Find(owner) is { } known && known.Head.Incarnation == head.Incarnation && known.Head.Version >= head.Version)
        {
            return known;
        }

        var snapshot = await Reader.LoadAsync(owner, row, cache.Find(owner), cancellationToken);
        if (snapshot is not null)
        {
            cache.Offer(snapshot);
        }

        return snapshot;
    }
}
