namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition ReceiptGoneDefinition =
        Define("receipt_gone", ErrorKind.NotFound, "The transaction has a receipt, but its file is not there.");

    public static Error ReceiptGone() => new(
        ReceiptGoneDefinition, "The ledger was restored from a backup, which holds no files. Attach the receipt again.");
}
