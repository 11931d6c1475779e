using Finance.Core;
using Finance.Core.Transactions;
using Finance.Core.Transfers;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Transfers;

/// <summary>Transfers between users as either of them sees them.</summary>
internal static class TransferAnswers
{
    internal static Created<TransferJson> Sent(UserTransfer sent) =>
        Answer.Created(TransferJson.Of(sent), $"/api/transfers/{sent.Id}", sent.Version);

    internal static Answer<TransferJson> Found(UserTransfer found) => Answer.Ok(TransferJson.Of(found), found.Version);

    internal static Answer<CancelledTransferJson> Cancelled(UserTransfer cancelled) =>
        Answer.Ok(new CancelledTransferJson(cancelled.Id, true, TransferJson.Of(cancelled)));
}

/// <param name="Counterparty">The other user.</param>
/// <param name="Amount">What was sent, in the sender's currency.</param>
/// <param name="Description">What the sender says it is for.</param>
/// <param name="TransactionId">The entry in this ledger; null where it was taken back.</param>
/// <param name="Reason">Why it was cancelled; null where it was not.</param>
/// <param name="FinishedAt">When it was completed or cancelled; null while it is pending.</param>
internal sealed record TransferJson(
    string Id,
    TransferStatus Status,
    TransferDirection Direction,
    CounterpartyJson Counterparty,
    Money Amount,
    Currency Currency,
    DateOnly Date,
    string? Description,
    TransactionId? TransactionId,
    TransferReason? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    internal static TransferJson Of(UserTransfer transfer) => new(
        transfer.Id,
        transfer.Status,
        transfer.Direction,
        new CounterpartyJson(transfer.Counterparty),
        transfer.Amount,
        transfer.Amount.Currency,
        transfer.Date,
        transfer.Description,
        transfer.Entry,
        transfer.Reason,
        transfer.CreatedAt,
        transfer.FinishedAt);
}

/// <param name="Username">That the other user had then.</param>
internal sealed record CounterpartyJson(string Username);

/// <param name="Deleted">The entry is gone; the transfer stays in the list as cancelled.</param>
internal sealed record CancelledTransferJson(string Id, bool Deleted, TransferJson Transfer);
