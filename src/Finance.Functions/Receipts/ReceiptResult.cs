using Finance.Core;
using Finance.Core.Receipts;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Receipts;

/// <summary>
/// Sends the file of a receipt as it comes from the storage, as what it was found to be and nothing else: as a download, and in a sandbox
/// should a browser show it all the same.
/// </summary>
internal sealed class ReceiptResult : IResult
{
    private readonly Receipt _receipt;
    private readonly ReceiptFile? _file;

    private ReceiptResult(Receipt receipt, ReceiptFile? file) => (_receipt, _file) = (receipt, file);

    internal static ReceiptResult Of(ReceiptFile file) => new(file.Receipt, file);

    /// <summary>The client has the file already.</summary>
    internal static ReceiptResult Known(Receipt receipt) => new(receipt, null);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = ETags.Of(_receipt.Version);
        if (_file is not { } file)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await using var content = file.Content;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = _receipt.ContentType;
        response.ContentLength = _receipt.Size;
        response.Headers.ContentDisposition =
            $"attachment; filename=\"receipt-{LedgerDates.Format(file.Transaction.Date)}.{SnakeCase.Of(_receipt.Kind)}\"";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        await content.CopyToAsync(response.Body, httpContext.RequestAborted);
    }
}
