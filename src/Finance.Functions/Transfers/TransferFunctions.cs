using Finance.Core.Audit;
using Finance.Core.Transfers;
using Finance.Functions.Features;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Transfers;

/// <summary>Money that goes from one user to another.</summary>
[PartOf(Feature.UserTransfers)]
public sealed class TransferFunctions(TransferService transfers, ChangeFeed feed)
{
    /// <summary>
    /// Sends money to another user: an expense here, an income there. Pending while it is not known whether it has arrived; the nightly run
    /// completes or cancels what a crash left so.
    /// </summary>
    [Function("SendTransfer")]
    [Refuses("future_date")]
    public Task<IResult> Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "transfers")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(TransferRequests.New, transfers.SendAsync, TransferAnswers.Sent);

    /// <summary>Transfers sent and received, newest first.</summary>
    [Function("ListTransfers")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transfers")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            TransferRequests.Filter,
            transfers.ListAsync,
            page => (page.Items.Select(TransferJson.Of), page.Next, page.TotalCount),
            (caller, _, since, page, stop) => feed.ListAsync(caller, ThingKind.Transfer, null, since, page, transfers.FindAsync, stop),
            TransferJson.Of,
            static (_, envelope) => envelope);

    /// <summary>A transfer, as the caller's ledger has it.</summary>
    [Function("GetTransfer")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transfers/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync((caller, stop) => transfers.GetAsync(caller, id, stop), TransferAnswers.Found);

    /// <summary>Cancels a transfer that is pending: the money is back, and it can arrive no more.</summary>
    [Function("CancelTransfer")]
    [Refuses("transfer_ended", "transfer_unsettled")]
    public Task<IResult> Cancel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "transfers/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => transfers.CancelAsync(change, id, stop), TransferAnswers.Cancelled);
}
