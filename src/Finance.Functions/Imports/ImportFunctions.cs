using System.Security.Cryptography;
using Finance.Core;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Finance.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Imports;

/// <summary>Statement files sent to the API.</summary>
public sealed class ImportFunctions(ImportService imports, ImportProfiles profiles, StatementFiles files, TimeProvider clock)
{
    private const string LargerFiles = "Send a larger file to the address that POST /api/import/upload-url answers.";

    /// <summary>Takes a statement in. A small file is answered with its outcome, a larger one with where to read it.</summary>
    [Function("Import")]
    [Refuses(
        "ambiguous_format",
        "import_runs_elsewhere",
        "malformed_body",
        "statement_currency_mismatch",
        "statement_gone",
        "too_many_tags",
        "unknown_account",
        "unreadable_statement")]
    [Costly]
    [TakesFile("multipart/form-data", "application/octet-stream", "text/csv")]
    [Answers<ImportView>]
    [Answers<PreviewView>]
    [Answers<ImportView>(StatusCodes.Status202Accepted)]
    [BodyLimit(ImportUpload.MaxBytes + 8192, WayOut = LargerFiles)]
    public async Task<IResult> Import([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "import")] HttpRequest request)
    {
        var call = ApiCall.Of(request);
        var asked = call.ReadQuery(ReadQuery);
        if (!asked.IsOk)
        {
            return call.Refuse(asked.Error);
        }

        var choices = await ChooseAsync(call, asked.Value);
        if (!choices.IsOk)
        {
            return call.Refuse(choices.Error);
        }

        var upload = await ImportUpload.ReadAsync(request, call.Stop);
        if (!upload.IsOk)
        {
            return call.Refuse(upload.Error);
        }

        var id = LedgerKeys.NewImportId(clock.GetUtcNow(), Guid.NewGuid().ToString());
        var wanted = new ImportRequest(id, ImportSource.Upload, upload.Value.FileName, asked.Value.AccountId, choices.Value);
        return asked.Value.DryRun
            ? await PreviewAsync(call, wanted, upload.Value)
            : upload.Value.IsSmall ? await RunAsync(call, wanted, upload.Value) : await QueueAsync(call, wanted, upload.Value);
    }

    /// <summary>An address to which one file of any size can be sent, and the import that will tell of it.</summary>
    [Function("ImportUploadUrl")]
    [Refuses("unknown_account")]
    public Task<IResult> UploadUrl([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "import/upload-url")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            input => (
                AccountId: input.Body.Required("account_id", Read.Id.Says("Whose statement it is.")),
                FileName: input.Body.Optional("file_name", FileName, "statement")),
            AddressAsync,
            answer => Answer.Ok(answer));

    private static ValueReader<string> FileName { get; } = Read.Name(120)
        .Says("The name that the import shows.")
        .Like("february.csv")
        .Then((value, name) => name is null || name.AsSpan().ContainsAny("/\\?#%") ? value.Refuse<string>("must be a file name without / \\ ? # %.") : name);

    private static ImportQuery ReadQuery(RequestInput input) => new(
        input.Query.Optional("account_id", Read.Id.Says("Whose statement it is; found by its number if left out.")),
        input.Query.Optional("profile", Read.Id.Says("A profile that says how files of the bank are read.")),
        input.Query.Optional("dry_run", Read.Bool.Says("Answers the reading and the verdicts of its rows, and changes nothing."), false),
        input.Query.Choices());

    private static Answer<ImportView> Show(ImportDetails details) => Answer.Ok(ImportView.Of(details), details.Import.Version);

    private async Task<Result<ReadingChoices>> ChooseAsync(ApiCall call, ImportQuery asked)
    {
        if (asked.Profile is not { } id)
        {
            return asked.Choices;
        }

        var profile = await profiles.GetAsync(call.Caller, id, call.Stop);
        return profile.IsOk
            ? asked.Choices.Over(profile.Value.Choices)
            : profile.Error.Kind == ErrorKind.NotFound ? Errors.Validation("profile", "names no import profile of this ledger.") : profile.Error;
    }

    private async Task<IResult> RunAsync(ApiCall call, ImportRequest wanted, ImportUpload upload)
    {
        var change = call.ChangeOf<ImportDetails>(upload.Head.Span, Show);
        if (!change.IsOk)
        {
            return call.Refuse(change.Error);
        }

        var outcome = await imports.RunAsync(change.Value, wanted, new MemoryStatementSource(upload.Head), call.Stop);
        return outcome.IsOk ? call.Send(Show(outcome.Value)) : call.Refuse(outcome.Error);
    }

    private async Task<IResult> PreviewAsync(ApiCall call, ImportRequest wanted, ImportUpload upload)
    {
        if (upload.IsSmall)
        {
            return await PreviewAsync(call, wanted, new MemoryStatementSource(upload.Head));
        }

        // A preview reads the file twice and keeps nothing.
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
            await using (var content = upload.Open())
            {
                await content.CopyToAsync(file, call.Stop);
            }

            return await PreviewAsync(call, wanted, new ReopenableStatementSource(() => File.OpenRead(path), new FileInfo(path).Length));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<IResult> PreviewAsync(ApiCall call, ImportRequest wanted, IStatementSource source)
    {
        var preview = await imports.PreviewAsync(call.Caller, wanted, source, call.Stop);
        return preview.IsOk ? call.Send(Answer.Ok(PreviewView.Of(preview.Value))) : call.Refuse(preview.Error);
    }

    private async Task<IResult> QueueAsync(ApiCall call, ImportRequest wanted, ImportUpload upload)
    {
        Accepted<ImportView> Queued(ImportDetails details) => Answer.Accepted(ImportView.Of(details), $"/api/imports/{details.Import.Id}");

        // Of a large file its beginning and its announced length tell a retry from another request.
        var content = SHA256.HashData([.. SHA256.HashData(upload.Head.Span), .. BitConverter.GetBytes(call.Request.ContentLength ?? -1)]);
        var change = call.ChangeOf<ImportDetails>(content, Queued);
        if (!change.IsOk)
        {
            return call.Refuse(change.Error);
        }

        var blob = StatementFiles.NameOf(call.Caller.Ledger, wanted.AccountId ?? "default", $"{wanted.Id}-{wanted.FileName}");
        var queued = await imports.QueueAsync(change.Value, wanted with { BlobName = blob }, call.Stop);
        if (!queued.IsOk)
        {
            return call.Refuse(queued.Error);
        }

        try
        {
            await using var file = upload.Open();
            await files.UploadAsync(blob, file, wanted.Id, call.Stop);
        }
        catch
        {
            await imports.RefuseAsync(call.Caller, wanted, Errors.StatementGone(), CancellationToken.None);
            throw;
        }

        return call.Send(Queued(queued.Value));
    }

    private async Task<Result<UploadAddressView>> AddressAsync(Caller caller, (string AccountId, string FileName) asked, CancellationToken cancellationToken)
    {
        var id = LedgerKeys.NewImportId(clock.GetUtcNow(), Guid.NewGuid().ToString());
        var blob = StatementFiles.NameOf(caller.Ledger, asked.AccountId, $"{id}-{asked.FileName}");
        var checkedAccount = await imports.CheckAccountAsync(caller, asked.AccountId, cancellationToken);
        if (!checkedAccount.IsOk)
        {
            return checkedAccount.Error;
        }

        var (address, expiresAt) = await files.UploadAddressAsync(blob, cancellationToken);
        return new UploadAddressView(address, "PUT", new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob" }, expiresAt, "/api/imports");
    }

    private sealed record ImportQuery(string? AccountId, string? Profile, bool DryRun, ReadingChoices Choices);

    /// <param name="Headers">Headers that the upload must carry.</param>
    /// <param name="OutcomeAt">Where the import appears once the file is there.</param>
    private sealed record UploadAddressView(
        Uri Url,
        string Method,
        IReadOnlyDictionary<string, string> Headers,
        DateTimeOffset ExpiresAt,
        string OutcomeAt);
}
