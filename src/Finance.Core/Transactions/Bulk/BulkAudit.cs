using Finance.Core.Ledgers;

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
        draft.Record(
            action,
            (first.New ?? first.Old)!.Id.ToString(),
            [.. changes.Select(change => TransactionRow.Audit(draft.Owner, change.Old, change.New))]);
    }
}
