using Finance.Core.Audit;
using Finance.Core.Sharing;
using Finance.Functions.Features;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Sharing;

/// <summary>Access to the caller's ledger for others, and what others share with the caller.</summary>
[PartOf(Feature.Sharing)]
public sealed class SharingFunctions(SharingService sharing, ChangeFeed feed)
{
    /// <summary>Whom the caller has let into their ledger.</summary>
    [Function("ListGrants")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/share-permission")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            sharing.ListAsync, given => given.Grant.Id, GrantJson.Of, feed, ThingKind.Grant);

    /// <summary>Lets another user into the caller's ledger, or a part of it.</summary>
    [Function("CreateGrant")]
    [Refuses("already_shared", "too_many_grants")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/share-permission")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(SharingRequests.New, sharing.CreateAsync, SharingAnswers.Created);

    /// <summary>A grant that the caller has given.</summary>
    [Function("GetGrant")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/share-permission/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync((caller, stop) => sharing.GetAsync(caller, id, stop), SharingAnswers.Found);

    /// <summary>Revokes a grant; it ends at once.</summary>
    [Function("DeleteGrant")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/share-permission/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => sharing.DeleteAsync(change, id, stop), SharingAnswers.Deleted);

    /// <summary>What others share with the caller.</summary>
    [Function("ListSharedWithMe")]
    public Task<IResult> Received([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/shared-with-me")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            static _ => Finance.Core.Done.Value,
            (caller, _, page, stop) => sharing.ListReceivedAsync(caller, page, stop),
            page => (page.Items.Select(ReceivedGrantJson.Of), page.Next, page.TotalCount));
}
