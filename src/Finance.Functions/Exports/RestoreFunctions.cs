using System.IO.Compression;
using Finance.Core;
using Finance.Core.Exporting.Backup;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Exports;

/// <summary>Ledgers from the files that they were backed up in.</summary>
public sealed class RestoreFunctions(RestoreService restore)
{
    private const long MaxBytes = 95L << 20;
    private const long MaxUnpacked = 2L << 30;
    private const string Compressed = "Compress it with gzip and say so in Content-Encoding.";

    /// <summary>Restores a ledger from its JSON export. Into one that is as registering made it.</summary>
    [Function("Restore")]
    [Refuses("backup_inconsistent", "backup_unreadable", "ledger_not_empty", "malformed_body", "unsupported_media_type")]
    [Costly]
    [TakesFile("application/json")]
    [Answers<RestoredLedgerJson>]
    [BodyLimit(MaxBytes, WayOut = Compressed)]
    public async Task<IResult> Restore([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "restore")] HttpRequest request)
    {
        var call = ApiCall.Of(request);
        var asked = call.ReadQuery(static _ => Done.Value);
        if (!asked.IsOk)
        {
            return call.Refuse(asked.Error);
        }

        // It is read several times, from any place; longer than memory should hold.
        await using var document = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var taken = await TakeAsync(request, document, call.Stop);
        var change = taken.Then(hash => call.ChangeOf<RestoredLedger>(hash, Show));
        if (!change.IsOk)
        {
            return call.Refuse(change.Error);
        }

        var restored = await restore.RestoreAsync(change.Value, document, call.Stop);
        return restored.IsOk ? call.Send(Show(restored.Value)) : call.Refuse(restored.Error);
    }

    private static Answer<RestoredLedgerJson> Show(RestoredLedger restored) => Answer.Ok(RestoredLedgerJson.Of(restored));

    /// <returns>A hash of the document. Errors: <c>unsupported_media_type</c>, <c>payload_too_large</c>, <c>malformed_body</c>.</returns>
    private static async Task<Result<byte[]>> TakeAsync(HttpRequest request, FileStream document, CancellationToken cancellationToken)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return Errors.UnsupportedMediaType("The document is sent as it is, or with Content-Encoding: gzip.");
        }

        await using var body = encoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        try
        {
            var buffer = new byte[64 * 1024];
            while (await body.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (document.Length + count > MaxUnpacked)
                {
                    return Errors.PayloadTooLarge(MaxUnpacked);
                }

                await document.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            return Errors.MalformedBody("The body is no gzip, though Content-Encoding says so.");
        }

        document.Position = 0;
        return await System.Security.Cryptography.SHA256.HashDataAsync(document, cancellationToken);
    }

    private sealed record RestoredLedgerJson(long Version, long TransactionCount, IReadOnlyList<RestoredWebhookJson> Webhooks)
    {
        internal static RestoredLedgerJson Of(RestoredLedger restored) => new(
            restored.Version,
            restored.TransactionCount,
            [.. restored.Webhooks.Select(webhook => new RestoredWebhookJson(webhook.Id, webhook.Url, webhook.Secret))]);
    }

    private sealed record RestoredWebhookJson(string Id, string Url, string Secret);
}
