using Finance.Core.Accounts;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Transfers;

/// <summary>How a transfer ended at the other side.</summary>
/// <param name="Refusal">Null where it arrived.</param>
internal sealed record TransferEnd(TransferReason? Refusal);

/// <summary>
/// The other side of a transfer: one commit of the receiver's ledger, keyed by the transfer's id, that either enters the money or says that
/// it must not arrive any more. Whichever comes first stands, whoever tries again.
/// </summary>
internal sealed class TransferArrival(LedgerStore ledgers, Exchange exchange)
{
    private const string Agent = "transfer";

    /// <summary>Brings a transfer to an end that nobody can change any more.</summary>
    /// <param name="sender">Username of who sends it.</param>
    /// <param name="asked">Why it must not arrive, unless it has; null to let it arrive.</param>
    /// <returns>Errors: whatever keeps it open for now, such as <c>conflict</c> or <c>ledger_restoring</c>.</returns>
    internal async Task<Result<TransferEnd>> EndAsync(
        UserTransfer sent,
        string sender,
        TransferReason? asked,
        string traceId,
        CancellationToken cancellationToken)
    {
        if (sent.Target is not { } target)
        {
            // Restored from a backup, which does not say where it was to go.
            return new TransferEnd(TransferReason.RecipientUnavailable);
        }

        var change = new Change(Caller.Product(target.User, Agent, traceId)) { EvenWhileSuspended = asked is not null };
        var end = await ledgers.ChangeAsync<TransferEnd>(
            change,
            (draft, token) => draft.Before.Head.Incarnation == target.Incarnation
                ? DecideAsync(draft, sent, sender, asked, token)
                : Task.FromResult<Result<TransferEnd>>(new TransferEnd(TransferReason.RecipientUnavailable)),
            cancellationToken);
        if (end.IsOk)
        {
            return end;
        }

        // Neither ever takes a commit again: it cannot arrive behind our back.
        if (end.Error.Code == Errors.NotRegistered().Code || end.Error.Code == Errors.LedgerErasing().Code)
        {
            return new TransferEnd(TransferReason.RecipientUnavailable);
        }

        TransferReason? refusal = end.Error.Code switch
        {
            Errors.SuspendedCode => TransferReason.RecipientUnavailable,
            var code when code == Errors.LedgerFull().Code => TransferReason.NotTaken,
            _ => null,
        };
        return refusal is not null && asked is null ? await EndAsync(sent, sender, refusal, traceId, cancellationToken) : end;
    }

    private async Task<Result<TransferEnd>> DecideAsync(
        LedgerDraft draft,
        UserTransfer sent,
        string sender,
        TransferReason? asked,
        CancellationToken cancellationToken)
    {
        if (await draft.FindTransferAsync(sent.Id, cancellationToken) is { } known)
        {
            return new TransferEnd(known.Reason);
        }

        var received = sent with
        {
            Direction = TransferDirection.Received,
            Status = TransferStatus.Completed,
            Counterparty = sender,
            Target = null,
            Entry = null,
            FinishedAt = draft.Now,
        };
        var entry = asked is null ? await EnterAsync(draft, received, cancellationToken) : null;
        if (entry is null)
        {
            // Says nothing of the sender: the user has nothing to do with it.
            var refused = received with
            {
                Status = TransferStatus.Cancelled,
                Counterparty = "",
                Description = null,
                Reason = asked ?? TransferReason.NotTaken,
            };
            draft.Stage("transfer.refused", null, refused);
            return new TransferEnd(refused.Reason);
        }

        await draft.AddAsync(entry, cancellationToken);
        var arrived = draft.Stage("transfer.received", null, received with { Entry = entry.Id });
        draft.Notify(TransferTraces.Arrived(arrived));
        return new TransferEnd(null);
    }

    /// <returns>The receiver's entry; null where no rate tells what the amount is in their currency.</returns>
    private async Task<Transaction?> EnterAsync(LedgerDraft draft, UserTransfer received, CancellationToken cancellationToken)
    {
        var account = AccountFor(draft, received.Amount.Currency);
        var amount = account.Currency == received.Amount.Currency
            ? received.Amount
            : (await exchange.ForAsync(draft.Before, cancellationToken)).Convert(received.Amount, account.Currency, received.Date);
        if (amount is not { Minor: > 0 } arrives)
        {
            return null;
        }

        return new Transaction
        {
            Id = TransactionId.CreateByHand(received.Date, draft.TakeEntries()),
            Date = received.Date,
            Type = TransactionType.Income,
            Amount = arrives,
            Foreign = account.Currency == received.Amount.Currency ? null : received.Amount,
            AccountId = account.Id,
            Payee = received.Counterparty,
            Description = received.Description,
            TransferId = received.Id,
            CreatedAt = draft.Now,
            UpdatedAt = draft.Now,
            Version = draft.Version,
        };
    }

    /// <summary>The default account, or else the oldest one in the currency; where there is none, what is sent is converted.</summary>
    private static Account AccountFor(LedgerDraft draft, Currency currency)
    {
        var open = draft.Chart.Accounts.Where(account => account.ClosedAt is null).ToList();
        var standard = draft.Chart.AccountNow(draft.Head.Profile.DefaultAccountId);
        return standard.Currency == currency ? standard : open.Find(account => account.Currency == currency) ?? standard;
    }
}
