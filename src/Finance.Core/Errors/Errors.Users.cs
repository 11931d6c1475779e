namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition AlreadyRegisteredDefinition =
        Define("already_registered", ErrorKind.Conflict, "This user has a ledger already.");

    private static readonly ErrorDefinition UsernameTakenDefinition =
        Define("username_taken", ErrorKind.Conflict, "The username is taken.");

    private static readonly ErrorDefinition EmailTakenDefinition =
        Define("email_taken", ErrorKind.Conflict, "The e-mail address is taken.");

    private static readonly ErrorDefinition PasswordsLiveElsewhereDefinition =
        Define("passwords_live_elsewhere", ErrorKind.Invalid, "Passwords and second factors are not kept here.");

    public static Error AlreadyRegistered() =>
        new(AlreadyRegisteredDefinition, "Call POST /api/auth/login for the profile, or PUT /api/auth/user to change it.");

    public static Error UsernameTaken() =>
        new(UsernameTakenDefinition, "Another user has this username; upper and lower case do not tell names apart.");

    public static Error EmailTaken() =>
        new(EmailTakenDefinition, "Another user has this e-mail address. Register without one, or sign in as the user who has it.");

    /// <param name="field">The field that was sent: <c>password</c>, <c>refresh_token</c>, <c>totp_code</c>.</param>
    public static Error PasswordsLiveElsewhere(string field) => new(
        PasswordsLiveElsewhereDefinition,
        "Microsoft Entra ID keeps passwords, refresh tokens and second factors. Sign in there and send its access token alone.",
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [field] = ["is kept by Microsoft Entra ID and not taken here."],
        });
}
