using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;

namespace Finance.Core.Webhooks;

/// <summary>A webhook as a row of its ledger.</summary>
internal static class WebhookRow
{
    private const string SecretProperty = "Secret";

    internal static Row Write(UserId owner, Webhook webhook) =>
        new Row(owner.ToString(), LedgerKeys.Webhook(webhook.Id))
            .Set("Url", webhook.Url)
            .Set("Description", webhook.Description)
            .Set("Kinds", webhook.Kinds.Count == 0 ? null : string.Join(' ', webhook.Kinds.Select(SnakeCase.Of)))
            .Set(SecretProperty, webhook.Secret)
            .Set("Pause", webhook.Pause is { } pause ? SnakeCase.Of(pause) : null)
            .Set("DeliveredThrough", webhook.DeliveredThrough)
            .Set("Failures", webhook.Failures)
            .Set("NextAttemptAt", webhook.NextAttemptAt)
            .Set("Claim", webhook.Claim?.Id)
            .Set("ClaimedUntil", webhook.Claim?.Until)
            .Set("AttemptCount", webhook.AttemptCount)
            .Set("FirstAttempt", webhook.FirstAttempt)
            .Set("LastAttemptAt", webhook.LastAttemptAt)
            .SetObject("LastStatus", webhook.LastStatus)
            .Set("CreatedAt", webhook.CreatedAt)
            .Set("Version", webhook.Version);

    /// <summary>The same without what nobody but its receiver may know.</summary>
    internal static Row ForAudit(UserId owner, Webhook webhook) => Write(owner, webhook).SetObject(SecretProperty, null);

    /// <summary>Reads what <see cref="ForAudit"/> wrote.</summary>
    internal static Webhook ReadForAudit(Row row) => Read(row.Set(SecretProperty, string.Empty));

    /// <summary>
    /// A row that a backup gives back: it stands still, with a secret of its own, and has been told everything up to now.
    /// </summary>
    internal static Row Restore(Row row, long deliveredThrough) => row
        .Set(SecretProperty, WebhookSignature.NewSecret())
        .Set("Pause", SnakeCase.Of(WebhookPause.Paused))
        .Set("DeliveredThrough", deliveredThrough)
        .Set("Failures", 0)
        .Set("AttemptCount", 0L)
        .Set("FirstAttempt", 1L);

    internal static Webhook Read(Row row) => new()
    {
        Id = row.Key[LedgerKeys.WebhookPrefix.Length..],
        Url = row.Text("Url"),
        Description = row.FindText("Description"),
        Kinds = [.. (row.FindText("Kinds")?.Split(' ') ?? []).Select(SnakeCase.Parse<NotificationKind>)],
        Secret = row.Text(SecretProperty),
        Pause = row.FindText("Pause") is { } pause ? SnakeCase.Parse<WebhookPause>(pause) : null,
        DeliveredThrough = row.Long("DeliveredThrough"),
        Failures = row.Int("Failures"),
        NextAttemptAt = row.FindInstant("NextAttemptAt"),
        Claim = row.FindText("Claim") is { } claim ? new WebhookClaim(claim, row.Instant("ClaimedUntil")) : null,
        AttemptCount = row.Long("AttemptCount"),
        FirstAttempt = row.Long("FirstAttempt"),
        LastAttemptAt = row.FindInstant("LastAttemptAt"),
        LastStatus = row.Properties.ContainsKey("LastStatus") ? row.Int("LastStatus") : null,
        CreatedAt = row.Instant("CreatedAt"),
        Version = row.Long("Version"),
    };
}

/// <summary>An attempt to deliver as a row of its ledger.</summary>
internal static class WebhookAttemptRow
{
    internal static Row Write(UserId owner, string webhookId, WebhookAttempt attempt) =>
        new Row(owner.ToString(), LedgerKeys.WebhookAttempt(webhookId, attempt.Number))
            .Set("Number", attempt.Number)
            .Set("Sequence", attempt.Sequence)
            .Set("Attempt", attempt.Attempt)
            .Set("At", attempt.At)
            .Set("DurationMs", attempt.DurationMs)
            .Set("Outcome", SnakeCase.Of(attempt.Outcome))
            .SetObject("Status", attempt.Status)
            .Set("Fault", attempt.Fault is { } fault ? SnakeCase.Of(fault) : null);

    internal static RowChange Deletion(UserId owner, string webhookId, long number) =>
        new(RowChangeKind.Delete, new Row(owner.ToString(), LedgerKeys.WebhookAttempt(webhookId, number)));

    internal static WebhookAttempt Read(Row row) => new()
    {
        Number = row.Long("Number"),
        Sequence = row.Long("Sequence"),
        Attempt = row.Int("Attempt"),
        At = row.Instant("At"),
        DurationMs = row.Int("DurationMs"),
        Outcome = SnakeCase.Parse<WebhookOutcome>(row.Text("Outcome")),
        Status = row.Properties.ContainsKey("Status") ? row.Int("Status") : null,
        Fault = row.FindText("Fault") is { } fault ? SnakeCase.Parse<WebhookFault>(fault) : null,
    };
}
