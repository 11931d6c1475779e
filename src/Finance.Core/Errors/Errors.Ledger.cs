namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition IdempotentReplayDefinition =
        Define("idempotent_replay", ErrorKind.Conflict, "The request was answered before; its first answer is given again.");

    private static readonly ErrorDefinition TokenRevokedDefinition =
        Define("token_revoked", ErrorKind.Unauthenticated, "The token was issued before the user signed out.");

    private static readonly ErrorDefinition LedgerErasingDefinition =
        Define("ledger_erasing", ErrorKind.Conflict, "The ledger is being erased.");

    private static readonly ErrorDefinition LedgerRestoringDefinition =
        Define("ledger_restoring", ErrorKind.Conflict, "A backup is being restored into the ledger.");

    private static readonly ErrorDefinition LedgerBusyDefinition =
        Define("ledger_busy", ErrorKind.Conflict, "The ledger kept changing while it was read.");

    private static readonly ErrorDefinition LedgerFullDefinition =
        Define("ledger_full", ErrorKind.Conflict, "The ledger's accounts, categories and plans take all the room there is for them.");

    private static readonly ErrorDefinition SinceTooOldDefinition =
        Define("since_too_old", ErrorKind.Gone, "What changed since that version is not known any more.");

    public static Error SinceTooOld() => new(
        SinceTooOldDefinition,
        "Read the list afresh, without since, and go on from the version that it answers. The version is older than what is kept of the ledger's "
        + "changes, or of a ledger that was there before this one.");

    public static Error LedgerFull() => new(
        LedgerFullDefinition, "Shorten the notes of recurring templates, or remove templates, budgets or accounts that are not needed.");

    public static Error LedgerBusy() => new(
        LedgerBusyDefinition,
        "Every reading of the whole ledger was overtaken by other changes. Try again when less is going on; what was repaired so far stays repaired.");

    public static Error TokenRevoked() => new(TokenRevokedDefinition, "Sign in again and use the new token.");

    public static Error LedgerErasing() => new(LedgerErasingDefinition, "Nothing can be read or written any more. Register again once it is gone.");

    public static Error LedgerRestoring() => new(
        LedgerRestoringDefinition,
        "Wait until all of it is there. If the restore was cut short, send the document again: it goes on where it was.");

    /// <summary>Not a refusal: the HTTP layer turns it into the recorded answer.</summary>
    internal static Error IdempotentReplay(Ledgers.RecordedResponse response) =>
        new(IdempotentReplayDefinition, "This answer was given before.", Evidence: response);
}
