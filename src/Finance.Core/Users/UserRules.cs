using Finance.Core.Ledgers;

namespace Finance.Core.Users;

/// <summary>What a profile must be.</summary>
internal static class UserRules
{
    private const int MinUsernameLength = 3;
    private const int MaxUsernameLength = 40;

    // https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
    private const int MaxEmailLength = 254;
    private const int MaxLocalPartLength = 64;
    private const int MinRetentionDays = 30;
    private const int MaxRetentionDays = 36_500;
    private const int MaxReminderDays = 30;

    internal static Result<Profile> Register(NewUser asked, string accountId, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        var currency = errors.Take(CurrencyCode.Read("currency_preference", asked.Currency ?? "USD"));
        return Check(errors, new Profile
        {
            Username = asked.Username,
            Email = asked.Email,
            Currency = currency!,
            TimeZone = asked.TimeZone ?? "UTC",
            CreatedAt = now,
            DefaultAccountId = accountId,
            Settings = new ProfileSettings
            {
                MonthlyIncome = currency is not null && asked.MonthlyIncome is { } income
                    ? errors.Take(income.ResolvePositive(currency))
                    : null,
            },
            Version = 1,
        });
    }

    /// <summary>The profile with the update in it; unstamped.</summary>
    internal static Result<Profile> Apply(Profile current, Chart chart, UserPatch patch)
    {
        var errors = new FieldErrors();
        var currency = patch.Currency.IsPresent
            ? errors.Take(CurrencyCode.Read("currency", patch.Currency.Or(null))) ?? current.Currency
            : current.Currency;
        var settings = current.Settings with
        {
            FirstWeekday = patch.FirstWeekday.Or(current.Settings.FirstWeekday),
            MonthlyIncome = patch.MonthlyIncome.IsPresent ? Income(patch, currency, errors) : current.Settings.MonthlyIncome,
            AllowFutureDates = patch.AllowFutureDates.Or(current.Settings.AllowFutureDates),
            RetentionDays = patch.RetentionDays.Or(current.Settings.RetentionDays),
            ReminderDays = patch.ReminderDays.Or(current.Settings.ReminderDays),
            RequireSecondFactor = patch.RequireSecondFactor.Or(current.Settings.RequireSecondFactor),
            Notifications = current.Settings.Notifications.With(patch.Notifications),
        };
        if (settings.RetentionDays is < MinRetentionDays or > MaxRetentionDays)
        {
            errors.Add("settings.retention_days", $"must lie between {MinRetentionDays} and {MaxRetentionDays}, or be null.");
        }

        if (settings.ReminderDays is < 0 or > MaxReminderDays)
        {
            errors.Add("settings.reminder_days", $"must lie between 0 and {MaxReminderDays}.");
        }

        var account = patch.DefaultAccountId.Or(current.DefaultAccountId) ?? string.Empty;
        if (patch.DefaultAccountId.IsPresent && chart.FindAccount(account) is not { ClosedAt: null })
        {
            errors.Add("default_account_id", "names no open account of this ledger.");
        }

        return Check(errors, current with
        {
            Username = patch.Username.Or(current.Username) ?? string.Empty,
            Email = patch.Email.Or(current.Email),
            Currency = currency,
            TimeZone = patch.TimeZone.Or(current.TimeZone) ?? string.Empty,
            DefaultAccountId = account,
            Settings = settings,
        });
    }

    private static Money? Income(UserPatch patch, Currency currency, FieldErrors errors) =>
        patch.MonthlyIncome.Or(null) is { } text ? errors.Take(text.ResolvePositive(currency)) : null;

    private static Result<Profile> Check(FieldErrors errors, Profile profile)
    {
        if (!IsUsername(profile.Username))
        {
            errors.Add(
                "username",
                $"must have {MinUsernameLength} to {MaxUsernameLength} characters: letters a to z, digits, '.', '_' and '-'.");
        }

        if (profile.Email is { } email && !IsEmail(email))
        {
            errors.Add("email", "must be an e-mail address such as name@example.com.");
        }

        if (!TimeZones.IsKnown(profile.TimeZone))
        {
            errors.Add("timezone", "must be an IANA time zone such as Europe/Berlin.");
        }

        return errors.Or<Profile>(() => profile);
    }

    /// <summary>Whether a text can be a username at all.</summary>
    internal static bool IsUsername(string text) => text.Length is >= MinUsernameLength and <= MaxUsernameLength && text.All(IsOfUsername);

    private static bool IsOfUsername(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';

    /// <summary>Whether a text can be an address at all; whether mail arrives there is for Entra ID to know.</summary>
    private static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        var labels = text[(at + 1)..].Split('.');
        return text.Length <= MaxEmailLength
            && at is > 0 and <= MaxLocalPartLength
            && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || char.IsSurrogate(character))
            && !text.AsSpan(0, at).Contains('@')
            && labels.Length >= 2
            && labels.All(label => label.Length is > 0 and <= 63 && label.All(IsOfDomain) && label[0] != '-' && label[^1] != '-');
    }

    // International domains are written in their own letters or in ASCII form; both are addresses.
    private static bool IsOfDomain(char character) => char.IsLetterOrDigit(character) || character == '-';
}
