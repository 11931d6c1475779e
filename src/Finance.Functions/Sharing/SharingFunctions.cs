using Finance.Core.Sharing;
using Finance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Sharing;

/// <summary>Access to the caller's ledger for others, and what others share with the caller.</summary>
public sealed class SharingFunctions(SharingService sharing)
{
    [Function("ListGrants")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/share-permission")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(sharing.ListAsync, given => given.Grant.Id, GrantJson.Of);

    [Function("CreateGrant")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/share-permission")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(SharingRequests.New, sharing.CreateAsync, SharingAnswers.Created);

    [Function("GetGrant")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/share-permission/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync((caller, stop) => sharing.GetAsync(caller, id, stop), SharingAnswers.Found);

    [Function("DeleteGrant")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/share-permission/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => sharing.DeleteAsync(change, id, stop), SharingAnswers.Deleted);

    [Function("ListSharedWithMe")]
    public Task<IResult> Received([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/shared-with-me")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            static _ => Finance.Core.Done.Value,
            (caller, _, page, stop) => sharing.ListReceivedAsync(caller, page, stop),
            page => (page.Items.Select(ReceivedGrantJson.Of), page.Next, page.TotalCount));
}
