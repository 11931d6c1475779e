using System.Collections.Immutable;
using Finance.Core.Notifications;

namespace Finance.Core.Users;

/// <summary>A user to be registered. What is null is not given.</summary>
public sealed record NewUser
{
    /// <summary>3 to 40 letters, digits, points, underscores and hyphens of ASCII; unique whatever the case.</summary>
    public required string Username { get; init; }

    /// <summary>Unique whatever the case.</summary>
    public string? Email { get; init; }

    /// <summary>ISO 4217 code; null means USD.</summary>
    public string? Currency { get; init; }

    /// <summary>IANA name; null means UTC.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>An update: what is absent stays as it is.</summary>
public sealed record UserPatch
{
    public Optional<string> Username { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<string> Email { get; init; }

    /// <summary>ISO 4217 code. Converts nothing: limits and the monthly income keep the currency they were set in.</summary>
    public Optional<string> Currency { get; init; }

    public Optional<string> TimeZone { get; init; }

    /// <summary>An open account.</summary>
    public Optional<string> DefaultAccountId { get; init; }

    public Optional<DayOfWeek> FirstWeekday { get; init; }

    /// <summary>In the base currency as this update leaves it, above zero; null takes it away.</summary>
    public Optional<AmountText?> MonthlyIncome { get; init; }

    public Optional<bool> AllowFutureDates { get; init; }

    /// <summary>30 to 36,500; null keeps everything.</summary>
    public Optional<int?> RetentionDays { get; init; }

    /// <summary>0 to 30; 0 for no reminders.</summary>
    public Optional<int> ReminderDays { get; init; }

    /// <summary>Can only be set with a token that proves a second factor.</summary>
    public Optional<bool> RequireSecondFactor { get; init; }

    /// <summary>The kinds whose channels change.</summary>
    public IReadOnlyDictionary<NotificationKind, ChannelsPatch> Notifications { get; init; } = ImmutableDictionary<NotificationKind, ChannelsPatch>.Empty;
}
