using Finance.Core;
using Finance.Core.Receipts;
using Finance.Functions.Features;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Receipts;

/// <summary>Files that are attached to transactions.</summary>
[PartOf(Feature.Receipts)]
public sealed class ReceiptFunctions(ReceiptService receipts)
{
    /// <summary>Attaches a picture or PDF of up to 10 MiB to a transaction, in the place of one that is there.</summary>
    [Function("AttachReceipt")]
    [Refuses("conflict", "ledger_full", "malformed_body", "precondition_failed", "unsupported_media_type")]
    [TakesFile("image/jpeg", "image/png", "image/webp", "application/pdf")]
    [Answers<ReceiptJson>]
    [BodyLimit(ReceiptBody.MaxBytes, WayOut = ReceiptBody.WayOut)]
    public async Task<IResult> Attach(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "transactions/{id}/receipt")] HttpRequest request,
        string id)
    {
        var call = ApiCall.Of(request);
        var change = call.ReadQuery(static _ => Done.Value).Then(_ => call.ChangeOf<Receipt>(default, ReceiptAnswers.Attached));
        var attached = change.IsOk
            ? await receipts.AttachAsync(change.Value, id, await ReceiptBody.ReadAsync(request, call.Stop), call.Stop)
            : change.Error;
        return attached.IsOk ? call.Send(ReceiptAnswers.Attached(attached.Value)) : call.Refuse(attached.Error);
    }

    /// <summary>The file of a transaction's receipt, as a download.</summary>
    [Function("GetReceipt")]
    [Refuses("receipt_gone")]
    [AnswersFile("image/jpeg", "image/png", "image/webp", "application/pdf", HasETag = true)]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transactions/{id}/receipt")] HttpRequest request,
        string id)
    {
        var call = ApiCall.Of(request);
        var asked = call.ReadQuery(static _ => Done.Value);
        var found = asked.IsOk ? await receipts.GetAsync(call.Caller, id, call.Stop) : asked.Error;
        if (found.IsOk && ETags.IsKnown(request, ETags.Of(found.Value.Version)))
        {
            return ReceiptResult.Known(found.Value);
        }

        var file = found.IsOk ? await receipts.OpenAsync(call.Caller, id, call.Stop) : found.Error;
        return file.IsOk ? ReceiptResult.Of(file.Value) : call.Refuse(file.Error);
    }

    /// <summary>Takes the receipt off a transaction; the transaction stays.</summary>
    [Function("DetachReceipt")]
    public Task<IResult> Detach(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "transactions/{id}/receipt")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => receipts.DetachAsync(change, id, stop), _ => ReceiptAnswers.Detached(id));
}
