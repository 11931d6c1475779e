using Finance.Core.Notifications;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Users;

namespace Finance.Core.Ledgers;

/// <summary>
/// The row that every commit to a ledger replaces: whoever commits proves with its version that nothing else has changed since they looked,
/// which makes every change of one ledger happen after the other.
/// </summary>
public sealed record LedgerHead
{
    /// <summary>Commits to this ledger, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>Told anew at every registration, so that what is remembered of an erased ledger is not taken for its successor's.</summary>
    public required string Incarnation { get; init; }

    /// <summary>Names the last commit, by which a retry whose answer was lost recognises its own work.</summary>
    public required string LastCommit { get; init; }

    /// <summary>The number that the next transaction, or the next contribution to a goal, gets.</summary>
    public required long NextEntry { get; init; }

    /// <summary>Transactions in the ledger.</summary>
    public required long TransactionCount { get; init; }

    /// <summary>Transactions that are split over categories; while there are none, sums by category count transactions.</summary>
    public required long SplitCount { get; init; }

    /// <summary>How many rows tell where a transaction went or that it was deleted; none saves a query at import.</summary>
    public required long MovedCount { get; init; }

    /// <summary>The number that the next notification gets.</summary>
    public long NextNotification { get; init; } = 1;

    /// <summary>Notifications in the list that the user sees.</summary>
    public long NotificationCount { get; init; }

    /// <summary>Those of them that were not read.</summary>
    public long UnreadCount { get; init; }

    public required Profile Profile { get; init; }

    /// <summary>Where the nightly run finds the ledger; null while no template wants a visit.</summary>
    public VisitPlace? Visit { get; init; }

    /// <summary>The version of the ledger that wrote its chart's row; 0 where it has none.</summary>
    public long ChartVersion { get; init; }

    /// <summary>
    /// The first version of which it is known what it changed: those before it were in another ledger, which a backup was made of, or
    /// their audit rows have gone.
    /// </summary>
    public long ChangesFrom { get; init; } = 1;

    /// <summary>Set while the ledger is being erased: nothing but the erasure may touch it.</summary>
    public DateTimeOffset? ErasingSince { get; init; }

    /// <summary>Set while a backup is being restored into the ledger: nothing but the restore, or an erasure, may touch it.</summary>
    public RestoreProgress? Restoring { get; init; }

    /// <summary>The backup that the ledger was restored from; null for one that began empty.</summary>
    public RestoredFrom? RestoredFrom { get; init; }
}

/// <summary>How far the restore of a backup is.</summary>
/// <param name="Checksum">Of the document.</param>
/// <param name="Rows">Rows of it that were written, in its order.</param>
public sealed record RestoreProgress(string Checksum, long Rows);

/// <param name="Checksum">Of the document.</param>
public sealed record RestoredFrom(string Checksum, DateTimeOffset At);

internal static class LedgerHeadRow
{
    internal static Row Write(UserId owner, LedgerHead head)
    {
        var profile = head.Profile;
        return new Row(owner.ToString(), LedgerKeys.Head, 32)
            .Set("Schema", LedgerSchema.Now.Current)
            .Set("Version", head.Version)
            .Set("Incarnation", head.Incarnation)
            .Set("LastCommit", head.LastCommit)
            .Set("NextEntry", head.NextEntry)
            .Set("TransactionCount", head.TransactionCount)
            .Set("SplitCount", head.SplitCount)
            .Set("MovedCount", head.MovedCount)
            .Set("NextNotification", head.NextNotification)
            .Set("NotificationCount", head.NotificationCount)
            .Set("UnreadCount", head.UnreadCount)
            .Set("ChartVersion", head.ChartVersion)
            .Set("VisitAt", head.Visit?.At)
            .SetObject("VisitVersion", head.Visit?.Version)
            .SetObject("ChangesFrom", head.ChangesFrom > 1 ? head.ChangesFrom : null)
            .Set("ErasingSince", head.ErasingSince)
            .Set("Restoring", head.Restoring?.Checksum)
            .SetObject("RestoringRows", head.Restoring?.Rows)
            .Set("RestoredFrom", head.RestoredFrom?.Checksum)
            .Set("RestoredAt", head.RestoredFrom?.At)
            .Set("Username", profile.Username)
            .Set("Email", profile.Email)
            .Set("Currency", profile.Currency.Code)
            .Set("TimeZone", profile.TimeZone)
            .Set("CreatedAt", profile.CreatedAt)
            .Set("DefaultAccount", profile.DefaultAccountId)
            .Set("LastSignInAt", profile.LastSignInAt)
            .Set("SignedOutAt", profile.SignedOutAt)
            .Set("SuspendedAt", profile.Suspension?.At)
            .Set("SuspendedFor", profile.Suspension?.Reason)
            .Set("ProfileVersion", profile.Version)
            .Set("FirstWeekday", (int)profile.Settings.FirstWeekday)
            .SetObject("MonthlyIncome", profile.Settings.MonthlyIncome?.Minor)
            .Set("MonthlyIncomeCurrency", profile.Settings.MonthlyIncome?.Currency.Code)
            .Set("RequireSecondFactor", profile.Settings.RequireSecondFactor)
            .Set("AllowFutureDates", profile.Settings.AllowFutureDates)
            .SetObject("RetentionDays", profile.Settings.RetentionDays)
            .Set("ReminderDays", profile.Settings.ReminderDays)
            .Set("Notifications", profile.Settings.Notifications.ToText());
    }

    internal static LedgerHead Read(Row row)
    {
        row = LedgerSchema.Now.Upgrade(row);
        return new LedgerHead
        {
            Version = row.Long("Version"),
            Incarnation = row.Text("Incarnation"),
            LastCommit = row.Text("LastCommit"),
            NextEntry = row.Long("NextEntry"),
            TransactionCount = row.Long("TransactionCount"),
            SplitCount = row.Long("SplitCount"),
            MovedCount = row.Long("MovedCount"),
            NextNotification = row.Long("NextNotification", absent: 1),
            NotificationCount = row.Long("NotificationCount", absent: 0),
            UnreadCount = row.Long("UnreadCount", absent: 0),
            ChartVersion = row.Long("ChartVersion", absent: 0),
            Visit = row.FindInstant("VisitAt") is { } at ? new VisitPlace(at, row.Long("VisitVersion")) : null,
            ChangesFrom = row.Long("ChangesFrom", absent: 1),
            ErasingSince = row.FindInstant("ErasingSince"),
            Restoring = row.FindText("Restoring") is { } restoring ? new RestoreProgress(restoring, row.Long("RestoringRows")) : null,
            RestoredFrom = row.FindText("RestoredFrom") is { } from ? new RestoredFrom(from, row.Instant("RestoredAt")) : null,
            Profile = new Profile
            {
                Username = row.Text("Username"),
                Email = row.FindText("Email"),
                Currency = Currency.Of(row.Text("Currency")),
                TimeZone = row.Text("TimeZone"),
                CreatedAt = row.Instant("CreatedAt"),
                DefaultAccountId = row.Text("DefaultAccount"),
                LastSignInAt = row.FindInstant("LastSignInAt"),
                SignedOutAt = row.FindInstant("SignedOutAt"),
                Suspension = row.FindInstant("SuspendedAt") is { } since ? new Suspension(since, row.FindText("SuspendedFor")) : null,
                Version = row.Long("ProfileVersion"),
                Settings = new ProfileSettings
                {
                    FirstWeekday = (DayOfWeek)row.Int("FirstWeekday"),
                    MonthlyIncome = row.FindText("MonthlyIncomeCurrency") is { } code
                        ? new Money(row.Long("MonthlyIncome"), Currency.Of(code))
                        : null,
                    RequireSecondFactor = row.Flag("RequireSecondFactor"),
                    AllowFutureDates = row.Flag("AllowFutureDates"),
                    ReminderDays = row.Int("ReminderDays", absent: ProfileSettings.DefaultReminderDays),
                    RetentionDays = row.Properties.ContainsKey("RetentionDays") ? row.Int("RetentionDays") : null,
                    Notifications = NotificationPreferences.FromText(row.FindText("Notifications")),
                },
            },
        };
    }
}
