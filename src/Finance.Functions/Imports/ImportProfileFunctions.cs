using Finance.Core;
using Finance.Core.Audit;
using Finance.Core.Importing;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Imports;

/// <summary>What is known about the files of each bank.</summary>
public sealed class ImportProfileFunctions(ImportProfiles profiles, ChangeFeed feed)
{
    private const int MaxName = 100;

    /// <summary>What is known about the files of each bank.</summary>
    [Function("ListImportProfiles")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "import/profiles")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            _ => Done.Value,
            (caller, _, page, token) => profiles.ListAsync(caller, page, token),
            page => (page.Items.Select(ImportProfileView.Of), page.Next, page.TotalCount),
            (caller, _, since, page, token) => feed.ListAsync(caller, ThingKind.ImportProfile, null, since, page, profiles.FindAsync, token),
            ImportProfileView.Of,
            static (_, envelope) => envelope);

    /// <summary>A profile of a bank's files.</summary>
    [Function("GetImportProfile")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "import/profiles/{id}")] HttpRequest request, string id) =>
        ApiCall.Of(request).AnswerAsync(
            (caller, token) => profiles.GetAsync(caller, id, token),
            profile => Answer.Ok(ImportProfileView.Of(profile), profile.Version));

    /// <summary>Keeps how the files of a bank are read.</summary>
    [Function("CreateImportProfile")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "import/profiles")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            input => (
                Name: input.Body.Required("name", Read.Name(MaxName).Like("My bank")),
                Choices: input.Body.ChoicesAndColumns()),
            (change, asked, token) => profiles.CreateAsync(change, asked.Name, asked.Choices, token),
            Created);

    /// <summary>Changes what the body names.</summary>
    [Function("UpdateImportProfile")]
    public Task<IResult> Update([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "import/profiles/{id}")] HttpRequest request, string id) =>
        ApiCall.Of(request).ChangeAsync(
            input => (
                Name: input.Body.Change("name", Read.Name(MaxName).Like("My bank")),
                Choices: input.Body.ChoicesAndColumns()),
            (change, asked, token) => profiles.UpdateAsync(change, id, asked.Name, asked.Choices.Over, token),
            profile => Answer.Ok(ImportProfileView.Of(profile), profile.Version));

    /// <summary>Deletes a profile; imports stay.</summary>
    [Function("DeleteImportProfile")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "import/profiles/{id}")] HttpRequest request, string id) =>
        ApiCall.Of(request).ChangeAsync(
            (change, token) => profiles.DeleteAsync(change, id, token),
            profile => Answer.Ok(new DeletedImportProfileView(profile.Id, true)));

    private static Created<ImportProfileView> Created(ImportProfile profile) =>
        Answer.Created(ImportProfileView.Of(profile), $"/api/import/profiles/{profile.Id}", profile.Version);
}
