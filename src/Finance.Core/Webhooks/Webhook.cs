using Finance.Core.Notifications;

namespace Finance.Core.Webhooks;

/// <summary>Why nothing is sent to a webhook.</summary>
public enum WebhookPause
{
    /// <summary>The user wants it so.</summary>
    Paused,

    /// <summary>Its address answered 410: there is nobody any more.</summary>
    Gone,
}

/// <summary>
/// An address that is told what the user is told. The notifications themselves are its outbox: how far they were delivered stands here, and
/// everything after that is to come, in order.
/// </summary>
public sealed record Webhook
{
    public required string Id { get; init; }

    /// <summary>As the user wrote it.</summary>
    public required string Url { get; init; }

    public string? Description { get; init; }

    /// <summary>What it is told; empty for everything.</summary>
    public required IReadOnlyList<NotificationKind> Kinds { get; init; }

    /// <summary>Signs what is sent: <c>whsec_</c> and 32 random bytes in base 64.</summary>
    public required string Secret { get; init; }

    /// <summary>Null while it is active.</summary>
    public WebhookPause? Pause { get; init; }

    /// <summary>Every notification up to this number was delivered, given up, or is none of its kinds.</summary>
    public required long DeliveredThrough { get; init; }

    /// <summary>Attempts at the next notification that failed.</summary>
    public int Failures { get; init; }

    /// <summary>When the next notification is tried again; null where nothing stands in its way.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Who is sending to it; null for nobody.</summary>
    public WebhookClaim? Claim { get; init; }

    /// <summary>Attempts made, over all notifications: the number of the last one.</summary>
    public long AttemptCount { get; init; }

    /// <summary>The number of the first attempt that is kept.</summary>
    public long FirstAttempt { get; init; } = 1;

    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>HTTP status that was answered to the last attempt; null where none was.</summary>
    public int? LastStatus { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the ledger that last changed what the user says of it.</summary>
    public long Version { get; init; }

    public bool IsActive => Pause is null;

    internal bool Wants(Notification notification) =>
        notification.Channels.HasFlag(NotificationChannels.Webhook) && (Kinds.Count == 0 || Kinds.Contains(notification.Kind));
}

/// <summary>The right to send to a webhook: two runs at once never send the same. It ends by itself, should its holder have died.</summary>
public sealed record WebhookClaim(string Id, DateTimeOffset Until);

/// <summary>How an attempt to deliver ended.</summary>
public enum WebhookOutcome
{
    Delivered,

    /// <summary>To be tried again.</summary>
    Failed,

    /// <summary>Failed for the last time: the next notification follows.</summary>
    GaveUp,

    /// <summary>Not sent, because its address may not be reached from here; to be tried again.</summary>
    Blocked,
}

/// <summary>One attempt to deliver a notification to a webhook.</summary>
public sealed record WebhookAttempt
{
    /// <summary>Among all attempts of the webhook, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The notification's.</summary>
    public required long Sequence { get; init; }

    /// <summary>Among those at this notification, from 1; a replay begins anew.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int DurationMs { get; init; }

    public required WebhookOutcome Outcome { get; init; }

    /// <summary>HTTP status; null where nothing was answered.</summary>
    public int? Status { get; init; }

    /// <summary>Null where it was delivered.</summary>
    public WebhookFault? Fault { get; init; }
}
