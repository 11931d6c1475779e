using Finance.Core.Receipts;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Receipts;

/// <summary>Receipts as clients see them.</summary>
internal static class ReceiptAnswers
{
    internal static Answer<ReceiptJson> Attached(Receipt receipt) => Answer.Ok(ReceiptJson.Of(receipt)!, receipt.Version);

    internal static Answer<DetachedReceiptJson> Detached(string transactionId) => Answer.Ok(new DetachedReceiptJson(transactionId, true));
}

/// <param name="ContentType">What the file was found to be.</param>
/// <param name="Size">Bytes.</param>
internal sealed record ReceiptJson(string ContentType, long Size, DateTimeOffset UploadedAt)
{
    internal static ReceiptJson? Of(Receipt? receipt) =>
        receipt is null ? null : new ReceiptJson(receipt.ContentType, receipt.Size, receipt.UploadedAt);
}

/// <param name="Id">The transaction, which stays.</param>
internal sealed record DetachedReceiptJson(string Id, bool Deleted);
