using Finance.Core.Receipts;
using Finance.Functions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Receipts;

/// <summary>The file in the body of a request: its beginning is read to see what it is, and the rest as it is stored.</summary>
internal static class ReceiptBody
{
    internal const long MaxBytes = 10L << 20;
    internal const string WayOut = "Send a smaller picture, or a PDF with less in it.";

    internal static async Task<ReceiptUpload> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var head = new byte[ReceiptSniffer.HeadLength];
        var length = await request.Body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var content = new LimitedStream(head.AsMemory(0, length), request.Body, MaxBytes);
        return new ReceiptUpload(request.ContentType, head.AsMemory(0, length), content, () => content.Position);
    }
}
