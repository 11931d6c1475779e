using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Transfers;

/// <summary>
/// Brings transfers to their end: first the other side, then the sender's own row, then the place in the due index. Safe to call again after
/// it was cut short anywhere, and from several processes at once.
/// </summary>
internal sealed class TransferFinish(LedgerStore ledgers, DueIndex due, TransferArrival arrival)
{
    /// <param name="change">Of the sender.</param>
    /// <param name="asked">Why it must not arrive, unless it has; null to let it arrive.</param>
    /// <returns>The transfer as it ended. Errors: whatever keeps it open for now.</returns>
    internal async Task<Result<UserTransfer>> RunAsync(
        Change change,
        UserTransfer pending,
        TransferReason? asked,
        CancellationToken cancellationToken)
    {
        var sender = await ledgers.OpenAsync(change.Caller, cancellationToken);
        if (!sender.IsOk)
        {
            return sender.Error;
        }

        var end = await arrival.EndAsync(pending, sender.Value.Profile.Username, asked, change.Caller.TraceId, cancellationToken);
        if (!end.IsOk)
        {
            return end.Error;
        }

        var settled = await ledgers.ChangeAsync<UserTransfer>(
            change,
            (draft, token) => SettleAsync(draft, pending.Id, end.Value, token),
            cancellationToken);
        if (settled.IsOk)
        {
            await LeaveAsync(ItemOf(change.Caller.User, pending));
        }

        return settled;
    }

    /// <summary>The transfer as an item of the due index.</summary>
    internal static DueItem ItemOf(UserId sender, UserTransfer transfer) => ItemOf(sender, transfer.Id, transfer.CreatedAt);

    /// <inheritdoc cref="ItemOf(UserId, UserTransfer)"/>
    internal static DueItem ItemOf(UserId sender, string id, DateTimeOffset createdAt) =>
        new(DueItem.Transfer, createdAt, sender, createdAt) { Subject = id };

    /// <summary>Takes a transfer out of the index that has ended, or was never begun.</summary>
    internal async Task LeaveAsync(DueItem item)
    {
        try
        {
            // Not to be cancelled, and no failure of what has been committed: the nightly run removes what is left here.
            await due.RemoveAsync(item, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    private static async Task<Result<UserTransfer>> SettleAsync(
        LedgerDraft draft,
        string id,
        TransferEnd end,
        CancellationToken cancellationToken)
    {
        if (await draft.FindTransferAsync(id, cancellationToken) is not { } found)
        {
            return Errors.NotFound("transfer");
        }

        if (found.Status != TransferStatus.Pending)
        {
            return found;
        }

        var ended = found with { Target = null, FinishedAt = draft.Now };
        if (end.Refusal is not { } reason)
        {
            return draft.Stage("transfer.completed", found, ended with { Status = TransferStatus.Completed });
        }

        if (found.Entry is { } entryId && await draft.FindTransactionAsync(entryId, cancellationToken) is { } entry)
        {
            await draft.RemoveAsync(entry, leaveTombstone: false, cancellationToken);
        }

        var cancelled = draft.Stage("transfer.cancelled", found, ended with { Status = TransferStatus.Cancelled, Reason = reason, Entry = null });
        if (reason != TransferReason.Requested)
        {
            draft.Notify(TransferTraces.Returned(cancelled));
        }

        return cancelled;
    }
}
