using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Transactions.Bulk;

/// <summary>Names what a commit of a bulk request did.</summary>
internal static class BulkAudit
{
    /// <param name="changes">None for a commit that only tells what those before it left untold.</param>
    internal static void Record(LedgerDraft draft, IReadOnlyList<EntryChange> changes)
    {
        if (changes.Count == 0)
        {
            draft.Record("transactions.told", "bulk", null, null);
            return;
        }

        var first = changes[0];
        var action = changes.Count > 1 ? "transactions.changed" : first switch
        {
            (null, _) => "transaction.created",
            (_, null) => "transaction.deleted",
            _ => "transaction.updated",
        };
        draft.Record(action, (first.New ?? first.Old)!.Id.ToString(), RowOf(draft, first.Old), RowOf(draft, first.New));
    }

    private static Row? RowOf(LedgerDraft draft, Transaction? transaction) =>
        transaction is null ? null : TransactionRow.Write(draft.Owner, transaction);
}
