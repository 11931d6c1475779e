using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Storage;

namespace Finance.Core.Users;

/// <summary>A user of whom nothing is left.</summary>
public sealed record ErasedUser(UserId Id);

/// <summary>
/// Erases users: marks the ledger, which ends every other use of it, then deletes files, rows and names, and the head last. Cut short
/// anywhere, it is finished by calling again or by the nightly run.
/// </summary>
public sealed class ErasureService(LedgerStore ledgers, ITableStore store, DueIndex due, IUserFiles files, TimeProvider clock)
{
    /// <summary>How long the call that began an erasure has to itself before the nightly run takes over.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly GrantErasure _grants = new(ledgers, store);
    private readonly NameClaims _claims = new(store, clock);

    /// <summary>Erases everything of the caller.</summary>
    /// <param name="confirm">The caller's username.</param>
    /// <returns>Errors: <c>not_registered</c>, <c>token_revoked</c>, <c>second_factor_required</c>, <c>validation_failed</c>.</returns>
    public async Task<Result<ErasedUser>> EraseAsync(Change change, string? confirm, CancellationToken cancellationToken)
    {
        if (await ledgers.RefuseGuestAsync(change.Caller, cancellationToken) is { } closed)
        {
            return closed;
        }

        var user = change.Caller.User;
        var head = await FindHeadAsync(user, cancellationToken);
        if (head is null)
        {
            return Errors.NotRegistered();
        }

        if ((Entrance.RefusalOf(change.Caller, head.Profile) ?? Confirm(head.Profile, confirm)) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var item = new DueItem(DueItem.Erasure, now, user, now);
        await due.PutAsync(item, cancellationToken);
        if (head.ErasingSince is null)
        {
            var marked = await MarkAsync(change, confirm, cancellationToken);
            if (!marked.IsOk)
            {
                return marked.Error;
            }
        }

        await FinishAsync(user, head.Incarnation, change.Caller.TraceId, cancellationToken);
        await due.RemoveAsync(item, cancellationToken);
        return new ErasedUser(user);
    }

    /// <summary>
    /// Finishes one erasure that was cut short; for the nightly run. Does nothing while the call that began it may still be at it.
    /// </summary>
    /// <param name="traceId">W3C trace id of the run.</param>
    /// <returns>Whether there was something left to erase.</returns>
    public async Task<bool> FinishAsync(DueItem item, string traceId, CancellationToken cancellationToken)
    {
        if (item.WrittenAt + Patience > clock.GetUtcNow())
        {
            return false;
        }

        var head = await FindHeadAsync(item.Owner, cancellationToken);
        if (head?.ErasingSince is not null)
        {
            await FinishAsync(item.Owner, head.Incarnation, traceId, cancellationToken);
        }

        await due.RemoveAsync(item, cancellationToken);
        return head?.ErasingSince is not null;
    }

    // A file that is on its way in at this moment is deleted by its own call, or found by this item the night after.
    private bool IsOld(DueItem item) => item.WrittenAt + Receipts.ReceiptChore.Patience <= clock.GetUtcNow();

    private static Error? Confirm(Profile profile, string? confirm) =>
        confirm is not null && ShortText.AreAlike(confirm, profile.Username)
            ? null
            : Errors.Validation("confirm", "must be the username of the user that is to be erased.");

    private Task<Result<Done>> MarkAsync(Change change, string? confirm, CancellationToken cancellationToken) => ledgers.ChangeAsync<Done>(
        // The recorded answer of an idempotency key would be erased with the rest.
        change with { Idempotency = null, EvenWhileRestoring = true },
        (draft, _) =>
        {
            if (change.IfMatch?.Accepts(draft.Head.Profile.Version) == false)
            {
                return Task.FromResult<Result<Done>>(Errors.PreconditionFailed());
            }

            if (Confirm(draft.Head.Profile, confirm) is { } refusal)
            {
                return Task.FromResult<Result<Done>>(refusal);
            }

            draft.BeginErasing();
            draft.Record("user.erasing", draft.Owner.ToString(), null, null);
            return Task.FromResult<Result<Done>>(Done.Value);
        },
        cancellationToken);

    private async Task FinishAsync(UserId user, string incarnation, string traceId, CancellationToken cancellationToken)
    {
        while (await FindErasingAsync(user, incarnation, cancellationToken) is { } head)
        {
            await files.EraseAsync(user, cancellationToken);
            var visits = await due.OfOwnerAsync(DueItem.Recurring, user, cancellationToken);
            var webhooks = await due.OfOwnerAsync(DueItem.Webhook, user, cancellationToken);
            var receipts = await due.OfOwnerAsync(DueItem.Receipt, user, cancellationToken);
            var transfers = await due.OfOwnerAsync(DueItem.Transfer, user, cancellationToken);
            if (await FindErasingAsync(user, incarnation, cancellationToken) is null)
            {
                continue;
            }

            // The ledger was still the one that is erased after they were read: they are not those of its successor.
            await due.RemoveAllAsync([.. visits, .. webhooks, .. transfers, .. receipts.Where(IsOld)], cancellationToken);
            if (!await _grants.EraseAsync(
                user, traceId, async token => await FindErasingAsync(user, incarnation, token) is not null, cancellationToken))
            {
                continue;
            }

            if (!await DeleteRowsAsync(head, cancellationToken))
            {
                continue;
            }

            await _claims.EraseAsync(
                user,
                LedgerHeadRow.Read(head).Profile,
                async token => await FindErasingAsync(user, incarnation, token) is not null,
                cancellationToken);
            if (await FindErasingAsync(user, incarnation, cancellationToken) is { } last)
            {
                await CommitAsync(new Batch(last.Partition).Add(new RowChange(RowChangeKind.Delete, last, last.ETag)), cancellationToken);
            }
        }

        ledgers.Forget(user);
    }

    /// <summary>
    /// Deletes every row but the head. Each batch proves that the head is still the one that was marked: a user may have registered again
    /// while another run was finishing the same erasure.
    /// </summary>
    /// <returns>Whether the partition was found to hold nothing else.</returns>
    private async Task<bool> DeleteRowsAsync(Row head, CancellationToken cancellationToken)
    {
        var query = new RowQuery(head.Partition, null, null) { Select = [nameof(LedgerHead.Version)] };
        var (etag, isEmpty) = (head.ETag, true);
        do
        {
            var page = await store.QueryAsync(Tables.Ledger, query, cancellationToken);
            foreach (var rows in page.Rows.Where(row => row.Key != LedgerKeys.Head).Chunk(Batch.MaxChanges - 1))
            {
                isEmpty = false;
                var batch = new Batch(head.Partition).Add(new RowChange(RowChangeKind.Replace, head, etag));
                foreach (var row in rows)
                {
                    batch.Add(new RowChange(RowChangeKind.Delete, row));
                }

                var outcome = await CommitAsync(batch, cancellationToken);
                if (outcome.Status != CommitStatus.Committed)
                {
                    return false;
                }

                etag = outcome.ETags[0];
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        return isEmpty;
    }

    private Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken) =>
        store.CommitAsync(Tables.Ledger, batch, cancellationToken);

    private async Task<LedgerHead?> FindHeadAsync(UserId user, CancellationToken cancellationToken) =>
        await ledgers.Reader.FindAsync(user, LedgerKeys.Head, cancellationToken) is { } row ? LedgerHeadRow.Read(row) : null;

    private async Task<Row?> FindErasingAsync(UserId user, string incarnation, CancellationToken cancellationToken) =>
        await ledgers.Reader.FindAsync(user, LedgerKeys.Head, cancellationToken) is { } row
        && LedgerHeadRow.Read(row) is { ErasingSince: not null } head
        && head.Incarnation == incarnation
            ? row
            : null;
}
