using Finance.Core.Audit;
using Finance.Core.Webhooks;
using Finance.Functions.Features;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Webhooks;

/// <summary>Addresses that are told what their users are told.</summary>
[PartOf(Feature.Webhooks)]
public sealed class WebhookFunctions(WebhookService webhooks, ChangeFeed feed)
{
    /// <summary>Webhooks with how their deliveries go.</summary>
    [Function("ListWebhooks")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            webhooks.ListAsync, webhook => webhook.Id, WebhookJson.Of, feed, ThingKind.Webhook);

    /// <summary>Creates a webhook. The only answer that shows the secret.</summary>
    [Function("CreateWebhook")]
    [Refuses("too_many_webhooks")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(WebhookRequests.New, webhooks.CreateAsync, WebhookAnswers.Created);

    /// <summary>A webhook with how its deliveries go.</summary>
    [Function("GetWebhook")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/{id}")] HttpRequest request, string id) =>
        ApiCall.Of(request).AnswerAsync((caller, stop) => webhooks.GetAsync(caller, id, stop), WebhookAnswers.Found);

    /// <summary>Changes what the body names.</summary>
    [Function("UpdateWebhook")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "webhooks/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            WebhookRequests.Patch,
            (change, patch, stop) => webhooks.UpdateAsync(change, id, patch, stop),
            WebhookAnswers.Found);

    /// <summary>Deletes a webhook; nothing more is delivered to it.</summary>
    [Function("DeleteWebhook")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "webhooks/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => webhooks.DeleteAsync(change, id, stop), WebhookAnswers.Deleted);

    /// <summary>What was sent to a webhook, the latest first.</summary>
    [Function("ListWebhookAttempts")]
    public Task<IResult> Attempts(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/{id}/attempts")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ListAsync(_ => id, webhooks.AttemptsAsync, WebhookAttemptJson.Of);

    /// <summary>Sends again everything from a notification on.</summary>
    [Function("ReplayWebhook")]
    public Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{id}/replay")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            WebhookRequests.From,
            (change, from, stop) => webhooks.ReplayAsync(change, id, from, stop),
            WebhookAnswers.Replayed);
}
