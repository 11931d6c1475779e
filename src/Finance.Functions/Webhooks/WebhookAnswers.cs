using Finance.Core.Notifications;
using Finance.Core.Webhooks;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Webhooks;

/// <summary>Webhooks as clients see them.</summary>
internal static class WebhookAnswers
{
    internal static Answer<WebhookJson> Found(Webhook webhook) => Answer.Ok(WebhookJson.Of(webhook), webhook.Version);

    internal static Created<CreatedWebhookJson> Created(Webhook webhook) =>
        Answer.Created(CreatedWebhookJson.Of(webhook), $"/api/webhooks/{webhook.Id}", webhook.Version);

    internal static Answer<DeletedWebhookJson> Deleted(Webhook webhook) => Answer.Ok(new DeletedWebhookJson(webhook.Id, true));

    internal static Accepted<ReplayedWebhookJson> Replayed(ReplayedWebhook replayed) =>
        Answer.Accepted(new ReplayedWebhookJson(replayed.Webhook.Id, replayed.Pending), $"/api/webhooks/{replayed.Webhook.Id}/attempts");
}

/// <param name="Kinds">Empty for everything.</param>
/// <param name="PausedBecause">Null while it is active.</param>
/// <param name="DeliveredThrough">Everything up to this sequence was delivered, given up, or is none of its kinds.</param>
/// <param name="Failures">Attempts at the next notification that failed.</param>
internal record WebhookJson(
    string Id,
    string Url,
    string? Description,
    IReadOnlyList<NotificationKind> Kinds,
    bool Active,
    WebhookPause? PausedBecause,
    long DeliveredThrough,
    int Failures,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? LastAttemptAt,
    int? LastStatus,
    DateTimeOffset CreatedAt)
{
    internal static WebhookJson Of(Webhook webhook) => new(
        webhook.Id,
        webhook.Url,
        webhook.Description,
        webhook.Kinds,
        webhook.IsActive,
        webhook.Pause,
        webhook.DeliveredThrough,
        webhook.Failures,
        webhook.NextAttemptAt,
        webhook.LastAttemptAt,
        webhook.LastStatus,
        webhook.CreatedAt);
}

/// <summary>The one answer that shows the secret.</summary>
internal sealed record CreatedWebhookJson : WebhookJson
{
    private CreatedWebhookJson(WebhookJson webhook, string secret)
        : base(webhook) => Secret = secret;

    public string Secret { get; }

    internal static new CreatedWebhookJson Of(Webhook webhook) => new(WebhookJson.Of(webhook), webhook.Secret);
}

/// <param name="Attempt">Among those at this notification, from 1.</param>
/// <param name="Status">HTTP status; null where nothing was answered.</param>
/// <param name="Error">Null where it was delivered.</param>
internal sealed record WebhookAttemptJson(
    long Sequence,
    int Attempt,
    DateTimeOffset At,
    int? Status,
    int DurationMs,
    WebhookOutcome Outcome,
    WebhookFault? Error)
{
    internal static WebhookAttemptJson Of(WebhookAttempt attempt) => new(
        attempt.Sequence, attempt.Attempt, attempt.At, attempt.Status, attempt.DurationMs, attempt.Outcome, attempt.Fault);
}

internal sealed record DeletedWebhookJson(string Id, bool Deleted);

/// <param name="Pending">How many notifications it is sent again.</param>
internal sealed record ReplayedWebhookJson(string Id, long Pending);
