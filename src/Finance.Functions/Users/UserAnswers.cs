using Finance.Core;
using Finance.Core.Notifications;
using Finance.Core.Users;
using Finance.Functions.Http.Writing;
using Finance.Functions.Notifications;
using Finance.Functions.Reports;

namespace Finance.Functions.Users;

/// <summary>Users as clients see them.</summary>
internal static class UserAnswers
{
    internal static Answer<UserJson> Found(User user) => Answer.Ok(Show(user), user.Profile.Version);

    internal static Created<UserJson> Registered(User user) => Answer.Created(Show(user), "/api/auth/user", user.Profile.Version);

    internal static Answer<SignedInJson> SignedIn(SignedInWithSummary signedIn) =>
        Answer.Ok(new SignedInJson(Show(signedIn.User), SummaryJson.Of(signedIn.Summary)));

    internal static Answer<SignedOutJson> SignedOut(SignedOut signedOut) => Answer.Ok(new SignedOutJson(signedOut.SignOutUrl));

    internal static Answer<ErasedJson> Erased(ErasedUser user) => Answer.Ok(new ErasedJson(user.Id, true));

    internal static UserJson Show(User user)
    {
        var (profile, settings) = (user.Profile, user.Profile.Settings);
        return new UserJson(
            user.Id,
            profile.Username,
            profile.Email,
            profile.Currency,
            profile.TimeZone,
            profile.DefaultAccountId,
            profile.CreatedAt,
            profile.LastSignInAt,
            new SettingsJson(
                settings.FirstWeekday,
                settings.MonthlyIncome,
                settings.MonthlyIncome?.Currency,
                settings.AllowFutureDates,
                settings.RetentionDays,
                settings.ReminderDays,
                settings.RequireSecondFactor,
                NotificationAnswers.Show(settings.Notifications)));
    }
}

internal sealed record UserJson(
    UserId Id,
    string Username,
    string? Email,
    Currency Currency,
    string Timezone,
    string DefaultAccountId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt,
    SettingsJson Settings);

internal sealed record SettingsJson(
    DayOfWeek FirstWeekday,
    Money? MonthlyIncome,
    Currency? MonthlyIncomeCurrency,
    bool AllowFutureDates,
    int? RetentionDays,
    int ReminderDays,
    bool RequireSecondFactor,
    IReadOnlyDictionary<NotificationKind, ChannelsJson> Notifications);

internal sealed record SignedInJson(UserJson User, SummaryJson Summary);

/// <param name="SignOutUrl">Where the browser goes to end the session at Entra ID too.</param>
internal sealed record SignedOutJson(Uri SignOutUrl);

internal sealed record ErasedJson(UserId Id, bool Deleted);
