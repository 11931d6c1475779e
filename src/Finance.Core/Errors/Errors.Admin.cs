namespace Finance.Core;

public static partial class Errors
{
    public const string SuspendedCode = "suspended";

    private static readonly ErrorDefinition SuspendedDefinition = Define(SuspendedCode, ErrorKind.Forbidden, "This user is suspended.");

    private static readonly ErrorDefinition UnknownUserDefinition = Define("unknown_user", ErrorKind.NotFound, "There is no such user.");

    public static Error Suspended() => new(SuspendedDefinition, "Nothing is lost. Ask the administrator of this deployment.");

    public static Error UnknownUser() => new(UnknownUserDefinition, "GET /api/users/search finds users by name or e-mail address.");

    public static Error NotAnAdministrator() => Forbidden("This takes the app role Admin.");

    public static Error CannotSuspendYourself() => Forbidden("Nobody can suspend themselves. Another administrator can.");
}
