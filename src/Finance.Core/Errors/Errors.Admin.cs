namespace Finance.Core;

public static partial class Errors
{
    public const string SuspendedCode = "suspended";

    private static readonly ErrorDefinition SuspendedDefinition = Define(SuspendedCode, ErrorKind.Forbidden, "This user is suspended.");

    private static readonly ErrorDefinition UnknownUserDefinition = Define("unknown_user", ErrorKind.NotFound, "There is no such user.");

    private static readonly ErrorDefinition FeatureDisabledDefinition =
        Define("feature_disabled", ErrorKind.NotFound, "This deployment does without this feature.");

    private static readonly ErrorDefinition LedgerTooNewDefinition =
        Define("ledger_too_new", ErrorKind.Unavailable, "A later version of this API has written the ledger.");

    public static Error FeatureDisabled() =>
        new(FeatureDisabledDefinition, "What it has stored stays. Ask the administrator of this deployment.");

    public static Error LedgerTooNew() => new(LedgerTooNewDefinition, "It is left as it is until that version answers again.")
    {
        RetryAfter = TimeSpan.FromMinutes(5),
    };

    public static Error Suspended() => new(SuspendedDefinition, "Nothing is lost. Ask the administrator of this deployment.");

    public static Error UnknownUser() => new(UnknownUserDefinition, "GET /api/users/search finds users by name or e-mail address.");

    public static Error NotAnAdministrator() => Forbidden("This takes the app role Admin.");

    public static Error CannotSuspendYourself() => Forbidden("Nobody can suspend themselves. Another administrator can.");
}
