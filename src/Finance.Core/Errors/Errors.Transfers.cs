namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition TransferEntryDefinition =
        Define("transfer_entry", ErrorKind.Conflict, "The transaction is one side of a transfer between users.");

    private static readonly ErrorDefinition TransferEndedDefinition =
        Define("transfer_ended", ErrorKind.Conflict, "The transfer has ended.");

    private static readonly ErrorDefinition TransferUnsettledDefinition =
        Define("transfer_unsettled", ErrorKind.Conflict, "The transfer could not be cancelled now.");

    public static Error TransferEntry(string detail) => new(TransferEntryDefinition, detail);

    public static Error TransferEnded(string status) =>
        new(TransferEndedDefinition, $"It is {status}. What has arrived is the other user's; ask them to send it back.");

    public static Error TransferUnsettled() => new(
        TransferUnsettledDefinition, "The other ledger does not answer at the moment, so that it is not known whether it has arrived. Try again later.");
}
