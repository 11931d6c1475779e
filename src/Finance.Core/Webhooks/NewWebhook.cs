using Finance.Core.Notifications;

namespace Finance.Core.Webhooks;

/// <summary>A webhook to be added.</summary>
public sealed record NewWebhook
{
    public required string Url { get; init; }

    public string? Description { get; init; }

    /// <summary>What it is told; empty for everything.</summary>
    public IReadOnlyList<NotificationKind> Kinds { get; init; } = [];
}

/// <summary>An update: what is absent stays as it is.</summary>
public sealed record WebhookPatch
{
    public Optional<string> Url { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<string> Description { get; init; }

    public Optional<IReadOnlyList<NotificationKind>> Kinds { get; init; }

    public Optional<bool> Active { get; init; }
}

/// <summary>A webhook whose place was set back.</summary>
/// <param name="Pending">Notifications that are to be sent to it.</param>
public sealed record ReplayedWebhook(Webhook Webhook, int Pending);
