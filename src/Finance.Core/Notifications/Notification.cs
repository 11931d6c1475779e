using Finance.Core.Ledgers;

namespace Finance.Core.Notifications;

/// <summary>What a user is told of.</summary>
public enum NotificationKind
{
    /// <summary>A budget's spending reached a threshold: once per budget, period and threshold.</summary>
    BudgetThreshold,

    /// <summary>A goal reached a quarter, a half, three quarters, or all of its target.</summary>
    GoalMilestone,

    /// <summary>A recurring entry is due soon, or waits for approval.</summary>
    UpcomingBill,

    /// <summary>An account is going to fall below zero by what is known to come.</summary>
    LowBalance,

    /// <summary>A statement was taken in, or could not be.</summary>
    ImportFinished,

    /// <summary>Somebody changed a ledger that is shared.</summary>
    SharedChange,

    /// <summary>Another user sent money, or money that was sent to one came back.</summary>
    UserTransfer,
}

[Flags]
public enum NotificationChannels
{
    None = 0,

    /// <summary>The list of notifications.</summary>
    InApp = 1,

    /// <summary>The user's webhooks.</summary>
    Webhook = 2,

    All = InApp | Webhook,
}

/// <summary>Something to tell the user of a ledger, in the commit of its cause.</summary>
/// <param name="Title">One line, without amounts.</param>
/// <param name="Detail">What happened, in whole sentences with amounts and days.</param>
/// <param name="SubjectId">The budget, goal, template, account or import that it is about.</param>
public sealed record NewNotification(NotificationKind Kind, string Title, string Detail, string SubjectId);

/// <summary>Something that the user of a ledger was told.</summary>
public sealed record Notification
{
    /// <summary>The place in the sequence of all notifications of the ledger, from 1.</summary>
    public required long Number { get; init; }

    public string Id => LedgerKeys.NotificationId(Number);

    public required NotificationKind Kind { get; init; }

    /// <inheritdoc cref="NewNotification"/>
    public required string Title { get; init; }

    /// <inheritdoc cref="NewNotification"/>
    public required string Detail { get; init; }

    /// <inheritdoc cref="NewNotification"/>
    public required string SubjectId { get; init; }

    /// <summary>Where the user wanted to be told when it happened.</summary>
    public required NotificationChannels Channels { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Whether it stands in the list that the user sees.</summary>
    public bool IsListed => Channels.HasFlag(NotificationChannels.InApp);
}
