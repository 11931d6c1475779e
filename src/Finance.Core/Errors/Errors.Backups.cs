namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition BackupUnreadableDefinition =
        Define("backup_unreadable", ErrorKind.Invalid, "The document is not a whole backup as it was exported.");

    private static readonly ErrorDefinition BackupInconsistentDefinition =
        Define("backup_inconsistent", ErrorKind.Invalid, "What the document says does not add up.");

    private static readonly ErrorDefinition LedgerNotEmptyDefinition =
        Define("ledger_not_empty", ErrorKind.Conflict, "The ledger holds something already.");

    /// <param name="detail">What is wrong, in which line, and the rule.</param>
    public static Error BackupUnreadable(string detail) =>
        new(BackupUnreadableDefinition, $"Nothing was restored: {detail} Send the file as GET /api/export?format=json answered it.");

    /// <param name="evidence">What the document says, beside what follows from its own transactions.</param>
    public static Error BackupInconsistent(string detail, object? evidence = null) => new(
        BackupInconsistentDefinition,
        $"Nothing was restored: {detail} POST /api/system/ledgers/{{id}}/rebuild mends a ledger's sums before it is exported.",
        Evidence: evidence);

    /// <param name="what">A row that registering does not make.</param>
    public static Error LedgerNotEmpty(string what) => new(
        LedgerNotEmptyDefinition,
        $"A backup is restored into a ledger as registering made it; this one has '{what}'. Restore it as a new user, or erase this ledger.");
}
