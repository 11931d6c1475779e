using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;

namespace Finance.Core.Transfers;

/// <summary>What transfers leave in a draft beside their entries.</summary>
internal static class TransferTraces
{
    internal static async Task<UserTransfer?> FindTransferAsync(this LedgerDraft draft, string id, CancellationToken cancellationToken) =>
        await draft.FindAsync(LedgerKeys.Transfer(id), cancellationToken) is { } row ? TransferRow.Read(row) : null;

    /// <param name="before">Null for one that is new in this ledger.</param>
    internal static UserTransfer Stage(this LedgerDraft draft, string action, UserTransfer? before, UserTransfer asked)
    {
        var after = asked with { Version = draft.Version };
        draft.Stage(new RowChange(RowChangeKind.Put, TransferRow.Write(draft.Owner, after)));
        draft.Record(
            action,
            after.Id,
            before is null ? null : TransferRow.WriteForAudit(draft.Owner, before),
            TransferRow.WriteForAudit(draft.Owner, after));
        return after;
    }

    internal static NewNotification Arrived(UserTransfer transfer) => new(
        NotificationKind.UserTransfer,
        $"{transfer.Counterparty} sent you money",
        $"{transfer.Counterparty} sent you {transfer.Amount} {transfer.Amount.Currency.Code} on {LedgerDates.Format(transfer.Date)}.",
        transfer.Id);

    internal static NewNotification Returned(UserTransfer transfer) => new(
        NotificationKind.UserTransfer,
        $"Your transfer to {transfer.Counterparty} was cancelled",
        $"{transfer.Amount} {transfer.Amount.Currency.Code} of {LedgerDates.Format(transfer.Date)} did not arrive and are back in your account.",
        transfer.Id);
}
