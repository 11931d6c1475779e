using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Finance.Core;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Functions.Middleware;
using Finance.Functions.Storage;
using Finance.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Triggers;

/// <summary>A file dropped into the statements container becomes transactions.</summary>
public sealed partial class StatementDropped(
    ImportService imports,
    LedgerStore ledgers,
    StatementFiles files,
    ProcessTally tally,
    TimeProvider clock,
    ILogger<StatementDropped> logger)
{
    private const string Agent = "statement";
    private const int StorageTries = 8;

    [Function("StatementDropped")]
    public async Task Run(
        // Flex Consumption serves no other source; the local runtime tells of blobs by itself.
        [BlobTrigger(StatementFiles.Container + "/{userId}/{accountId}/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        string userId,
        string accountId,
        string name,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        // Tries of the trigger are few and close together; trouble of the storage that passes is waited out here.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TakeAsync(blob, userId, accountId, name, context.TraceId(), cancellationToken);
                return;
            }
            catch (StoreUnavailableException) when (attempt < StorageTries)
            {
                Log.StorageAway(logger, attempt);
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), clock, cancellationToken);
            }
        }
    }

    private async Task TakeAsync(BlobClient blob, string userId, string accountId, string name, string traceId, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(userId, out var user))
        {
            await SetAsideAsync(blob, cancellationToken);
            return;
        }

        var caller = Caller.Product(user, Agent, traceId);
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            await SetAsideAsync(blob, cancellationToken);
            return;
        }

        if (await FindAsync(blob, cancellationToken) is not { } properties)
        {
            return;
        }

        var request = new ImportRequest(ImportIdOf(blob, properties), ImportSource.Blob, FileNameOf(name), accountId, ReadingChoices.None, blob.Name);
        var source = StatementFiles.Source(blob, properties, cancellationToken);

        // Statement readers pull from a stream, and every pull from a blob waits for the network.
        var outcome = await Task.Run(() => imports.RunAsync(new Change(caller), request, source, cancellationToken), cancellationToken);
        if (outcome.IsOk)
        {
            Log.Taken(logger, outcome.Value.Import.Id, outcome.Value.Import.Status);
        }
        else
        {
            Log.NotTaken(logger, request.Id, outcome.Error.Code);
        }
    }

    /// <summary>
    /// The import of a file that the API announced; else one named by the file and its version, so that an event that comes twice names it again.
    /// </summary>
    private static string ImportIdOf(BlobClient blob, BlobProperties properties) =>
        properties.Metadata.TryGetValue(StatementFiles.ImportIdMetadata, out var announced) && LedgerKeys.IsImportId(announced)
            ? announced
            : LedgerKeys.NewImportId(properties.LastModified, $"{blob.Name}\n{properties.ETag}");

    private static string FileNameOf(string name) => name.Length is > 0 and <= 200 ? name : name.Length == 0 ? "statement" : name[..200];

    private static async Task<BlobProperties?> FindAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    private async Task SetAsideAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        await files.SetAsideAsync(blob, cancellationToken);
        tally.CountSetAside();
        Log.SetAside(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Statement import {ImportId} ended as {Status}.")]
        internal static partial void Taken(ILogger logger, string importId, ImportStatus status);

        [LoggerMessage(2, LogLevel.Warning, "Statement import {ImportId} was refused: {Code}.")]
        internal static partial void NotTaken(ILogger logger, string importId, string code);

        [LoggerMessage(3, LogLevel.Warning, "A file that lies under no registered user was moved to the quarantine.")]
        internal static partial void SetAside(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "The storage is away; try {Attempt} waits.")]
        internal static partial void StorageAway(ILogger logger, int attempt);
    }
}
