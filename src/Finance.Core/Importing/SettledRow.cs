using Finance.Core.Goals;
using Finance.Core.Importing.Matching;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>A row of a file that a commit of an import has settled, and what is there of it.</summary>
/// <param name="Entry">The transaction as it stands.</param>
/// <param name="Trace">What else the row changed; null where it was no recurring entry.</param>
internal sealed record SettledRow(Transaction Entry, MatchTrace? Trace)
{
    /// <summary>Whether the transaction was there before the import.</summary>
    internal bool IsMerged => Trace?.Entered is not null;

    /// <summary>The rows that can be undone, the last one first: one that the user deleted since stays deleted.</summary>
    internal static async Task<IReadOnlyList<SettledRow>> FindAsync(
        LedgerDraft draft,
        string importId,
        IReadOnlyList<ImportLine> lines,
        CancellationToken cancellationToken)
    {
        var brought = lines
            .Where(line => line.Verdict is Verdict.New or Verdict.Twin or Verdict.Conflict or Verdict.Matched)
            .Reverse()
            .ToList();
        var entries = await Task.WhenAll(
            brought.Select(line => draft.FindTransactionAsync(TransactionId.Parse(line.TransactionId!), cancellationToken)));
        return
        [
            .. brought.Zip(entries, (line, entry) => entry is null ? null : new SettledRow(entry, line.Match))
                .OfType<SettledRow>()
                .Where(row => !row.IsMerged || (row.Entry.MatchedAs is not null && row.Entry.ImportId == importId)),
        ];
    }

    /// <summary>The first of some rows that one commit undoes: at least one.</summary>
    internal static IReadOnlyList<SettledRow> Fitting(LedgerDraft draft, IReadOnlyList<SettledRow> settled, bool remember)
    {
        // What is kept free for the counts of tags may be used where there are none.
        var room = draft.Room + (settled.Any(row => !row.IsMerged && row.Entry.Tags.Count > 0) ? 0 : 1);
        var count = settled.Count;
        while (count > 1 && RowsFor(draft, [.. settled.Take(count)], remember) > room)
        {
            count--;
        }

        return [.. settled.Take(count)];
    }

    internal async Task UndoAsync(LedgerDraft draft, bool remember, CancellationToken cancellationToken)
    {
        if (!IsMerged)
        {
            await draft.RemoveAsync(Entry, remember, cancellationToken);
            return;
        }

        await draft.ReplaceAsync(Entry, Restored(draft), cancellationToken);
        if (remember)
        {
            draft.Stage(new RowChange(RowChangeKind.Put, MovedRow.Deleted(draft.Owner, Entry.MatchedAs!.Value, draft.Now)));
            draft.CountMoved(1);
        }
    }

    /// <summary>The rows of a commit that undoes some, and takes the verdicts with them, beside those of every commit.</summary>
    private static int RowsFor(LedgerDraft draft, List<SettledRow> part, bool remember)
    {
        var entries = part.SelectMany(row => row.IsMerged ? [row.Entry, row.Restored(draft)] : new[] { row.Entry }).ToList();
        var months = entries.Select(transaction => Month.Of(transaction.Date)).Distinct().ToList();
        return 1
            + part.Sum(row => row.Rows(draft, remember))
            + months.Count
            + months.Select(month => month.Year).Distinct().Count();
    }

    private Transaction Restored(LedgerDraft draft) => MatchedEntry.Undo(Entry, Trace!.Entered!, draft.Version, draft.Now);

    private int Rows(LedgerDraft draft, bool remember)
    {
        if (!IsMerged)
        {
            return (remember || Entry.Date != Entry.Id.OriginalDate ? 2 : 1) + GoalLinks.RowsToRemove(Entry);
        }

        // The entry in its old place and its new one, where it went, and where the statement's row led.
        return (Restored(draft).Date == Entry.Date ? 2 : 4) + GoalLinks.RowsToChange(Entry);
    }
}
