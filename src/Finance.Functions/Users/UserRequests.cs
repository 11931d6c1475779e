using Finance.Core;
using Finance.Core.Users;
using Finance.Functions.Http.Reading;
using Finance.Functions.Notifications;

namespace Finance.Functions.Users;

/// <summary>Reads what requests say about users. What a profile must be is for the service to say.</summary>
internal static class UserRequests
{
    private const int MaxUsername = 100;
    private const int MaxDays = 1_000_000;

    // Entra ID keeps them; a client that sends one has mistaken what this API is.
    private static readonly string[] Credentials =
        ["password", "new_password", "old_password", "current_password", "refresh_token", "totp", "totp_code", "otp", "mfa_code", "verification_code"];

    internal static Result<NewUser> Register(RequestInput input) => UnlessCredential(input, new NewUser
    {
        Username = input.Body.Required("username", Username),
        Email = input.Body.Optional("email", Read.Email),
        Currency = input.Body.Optional("currency_preference", Read.Currency
            .Says("The currency of reports, and of accounts that name none. USD if left out.")
            .Like("EUR"))?.Code,
        TimeZone = input.Body.Optional("timezone", Read.TimeZone),
        MonthlyIncome = input.Body.Optional("monthly_income", MonthlyIncome),
    });

    internal static Result<Done> SignIn(RequestInput input) => UnlessCredential(input, Done.Value);

    internal static Result<UserPatch> Update(RequestInput input)
    {
        var patch = new UserPatch
        {
            Username = input.Body.Change("username", Username),
            Email = input.Body.ChangeOrClear("email", Read.Email),
            Currency = Code(input.Body.Change("currency", Read.Currency)),
            TimeZone = input.Body.Change("timezone", Read.TimeZone),
            DefaultAccountId = input.Body.Change("default_account_id", Read.Id.Says("Where entries count that name no account.")),
        };
        return UnlessCredential(input, input.Body.Optional("settings", Read.Object(settings => Settings(patch, settings))) ?? patch);
    }

    internal static string? Confirmation(RequestInput input) => input.Body.Optional("confirm", Read.Text(MaxUsername)
        .Says("The caller's username, as a confirmation.")
        .Like("ada"));

    private static UserPatch Settings(UserPatch patch, ObjectFields settings) => patch with
    {
        FirstWeekday = settings.Change("first_weekday", Read.Enum<DayOfWeek>().Says("The day on which weeks begin.")),
        MonthlyIncome = settings.ChangeOrClear("monthly_income", MonthlyIncome),
        AllowFutureDates = settings.Change("allow_future_dates", Read.Bool.Says("Takes transactions dated after today.")),
        ReminderDays = settings.Change("reminder_days", Read.Int(0, MaxDays).Says("How many days ahead bills are announced.")),
        RetentionDays = settings.ChangeOrClear("retention_days", Read.Int(0, MaxDays)
            .Says("For how many days the audit, and notifications that were read, are kept: 30 or more; null keeps them.")),
        RequireSecondFactor = settings.Change("require_second_factor", Read.Bool.Says("Refuses tokens that prove no second factor.")),
        Notifications = settings.Optional("notifications", Read.Object(NotificationRequests.Preferences)) ?? patch.Notifications,
    };

    private static Optional<string> Code(Optional<Currency> currency) =>
        currency.IsPresent ? Optional<string>.Of(currency.Or(null)?.Code) : Optional<string>.Absent;

    private static Result<T> UnlessCredential<T>(RequestInput input, T value) =>
        Credentials.FirstOrDefault(name => input.Body.TryTake(name, out _)) is { } credential ? Errors.PasswordsLiveElsewhere(credential) : value;

    private static ValueReader<string> Username { get; } = Read.Text(MaxUsername)
        .Says("Unique among all users, whatever its case.")
        .Like("ada");

    private static ValueReader<AmountText> MonthlyIncome { get; } = Read.Amount
        .Says("What a month brings, in the user's currency; budgets by template use it.");
}
