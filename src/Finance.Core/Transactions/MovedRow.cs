using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Transactions;

/// <summary>
/// What is left under an id where no transaction stands: where it went, which other one a statement's row was found to be, or that the user
/// deleted it.
/// </summary>
internal static class MovedRow
{
    internal static Row To(UserId owner, TransactionId id, string key) => new Row(owner.ToString(), LedgerKeys.Moved(id), 2).Set("To", key);

    internal static Row Deleted(UserId owner, TransactionId id, DateTimeOffset at) =>
        new Row(owner.ToString(), LedgerKeys.Moved(id), 2).Set("DeletedAt", at);

    /// <summary>The key of the row as it stands now; null where the transaction was deleted.</summary>
    internal static string? Target(Row row) => row.FindText("To");
}
