using Finance.Core.Notifications;

namespace Finance.Core.Users;

/// <summary>Who a ledger belongs to and how they want it kept.</summary>
public sealed record Profile
{
    public required string Username { get; init; }

    public string? Email { get; init; }

    /// <summary>The base currency: reports and totals are in it.</summary>
    public required Currency Currency { get; init; }

    /// <summary>IANA name; decides which day it is for the user.</summary>
    public required string TimeZone { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ProfileSettings Settings { get; init; } = new();

    /// <summary>The account meant where a transaction names none.</summary>
    public required string DefaultAccountId { get; init; }

    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>Tokens issued before this instant no longer work.</summary>
    public DateTimeOffset? SignedOutAt { get; init; }

    /// <summary>Set while the user is shut out.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>The version of the ledger that last changed the profile.</summary>
    public long Version { get; init; }
}

/// <param name="Reason">What the administrator noted; null for nothing.</param>
public sealed record Suspension(DateTimeOffset At, string? Reason);

public sealed record ProfileSettings
{
    internal const int DefaultReminderDays = 3;

    public DayOfWeek FirstWeekday { get; init; } = DayOfWeek.Monday;

    /// <summary>In the currency that was the base currency when it was set.</summary>
    public Money? MonthlyIncome { get; init; }

    /// <summary>Whether an entry may be dated after today.</summary>
    public bool AllowFutureDates { get; init; }

    /// <summary>Whether tokens must prove a second factor.</summary>
    public bool RequireSecondFactor { get; init; }

    /// <summary>How many days before a recurring entry takes place the user is told; 0 for never.</summary>
    public int ReminderDays { get; init; } = DefaultReminderDays;

    /// <summary>Days after which audit rows may go; null keeps them.</summary>
    public int? RetentionDays { get; init; }

    public NotificationPreferences Notifications { get; init; } = NotificationPreferences.Default;
}
