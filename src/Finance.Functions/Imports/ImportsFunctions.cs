using Finance.Core;
using Finance.Core.Audit;
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

/// <summary>What became of statement files, and taking them back.</summary>
public sealed class ImportsFunctions(ImportService imports, ImportReads reads, ImportUndo undo, StatementFiles files, ChangeFeed feed)
{
    /// <summary>Imports, the latest first.</summary>
    [Function("ListImports")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            _ => Done.Value,
            (caller, _, page, token) => reads.ListAsync(caller, page, token),
            page => (page.Items.Select(ImportView.Of), page.Next, page.TotalCount),
            (caller, _, since, page, token) => feed.ListAsync(caller, ThingKind.Import, null, since, page, reads.FindAsync, token),
            ImportView.Of,
            static (_, envelope) => envelope);

    /// <summary>An import with its counts, errors and proof.</summary>
    [Function("GetImport")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{id}")] HttpRequest request, string id) =>
        ApiCall.Of(request).AnswerAsync(
            (caller, token) => reads.GetAsync(caller, id, token),
            details => Answer.Ok(ImportView.Of(details), details.Import.Version));

    /// <summary>The rows of an import's file with their verdicts.</summary>
    [Function("ListImportRows")]
    public Task<IResult> Rows([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{id}/rows")] HttpRequest request, string id) =>
        ApiCall.Of(request).ListAsync(_ => Done.Value, (caller, _, page, token) => reads.RowsAsync(caller, id, page, token), ImportLineView.Of);

    /// <summary>Takes away what the import created, and restores what it was matched to.</summary>
    [Function("UndoImport")]
    [Refuses("import_runs_elsewhere")]
    [Costly]
    public Task<IResult> Undo([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "imports/{id}")] HttpRequest request, string id) =>
        ApiCall.Of(request).ChangeAsync(
            input => input.Query.Optional("remember", Read.Bool.Says("Keeps what the file holds from coming back."), false),
            (change, remember, token) => undo.UndoAsync(change, id, remember, token),
            undone => Answer.Ok(new UndoneImportView(id, true, undone.Removed, undone.Restored)));

    /// <summary>Answers what a file that came by blob leaves open, and reads it again.</summary>
    [Function("ResolveImport")]
    [Refuses("import_not_waiting", "statement_gone")]
    [Costly]
    public Task<IResult> Resolve([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports/{id}/resolve")] HttpRequest request, string id) =>
        ApiCall.Of(request).ChangeAsync(
            input => input.Body.ChoicesAndColumns().Over(input.Query.Choices()),
            (change, choices, token) => ResolveAsync(change, id, choices, token),
            Resolved);

    private static Accepted<ImportView> Resolved(ImportDetails details) =>
        Answer.Accepted(ImportView.Of(details), $"/api/imports/{details.Import.Id}");

    private async Task<Result<ImportDetails>> ResolveAsync(Change change, string id, ReadingChoices choices, CancellationToken cancellationToken)
    {
        var resolved = await imports.ResolveAsync(change, id, choices, cancellationToken);
        return !resolved.IsOk || await files.TouchAsync(resolved.Value.Import.BlobName!, id, cancellationToken) ? resolved : Errors.StatementGone();
    }
}
