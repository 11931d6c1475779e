using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Receipts;

/// <summary>
/// Lets no file outlive its transaction: a file stands in the due index from before the moment on from which nothing may name it any more,
/// until it is deleted or named. Whoever meets it there looks whether its transaction names it.
/// </summary>
/// <param name="files">Null where files are left to the nightly run.</param>
internal sealed class ReceiptFiling(DueIndex due, IReceiptFiles? files)
{
    private const int FilesAtOnce = 8;

    /// <summary>Behind the subjects of files that nothing names yet: a file that is left meanwhile has an item of its own.</summary>
    private const string New = "new";

    /// <summary>A file that nothing names any more, as an item of the index.</summary>
    internal static DueItem ItemOf(ReceiptPlace place, DateTimeOffset at) =>
        new(DueItem.Receipt, at, place.Owner, at) { Subject = $"{place.Transaction}-{place.Id}" };

    /// <summary>A file that nothing names yet.</summary>
    internal static DueItem NewItemOf(ReceiptPlace place, DateTimeOffset at) =>
        new(DueItem.Receipt, at, place.Owner, at) { Subject = $"{place.Transaction}-{place.Id}-{New}" };

    /// <summary>The file that an item names; null for one that is of another form.</summary>
    internal static ReceiptPlace? PlaceOf(DueItem item) =>
        item.Subject?.Split('-') is { Length: 2 or 3 } parts && TransactionId.TryParse(parts[0], out var known) && LedgerKeys.IsId(parts[1])
            ? new ReceiptPlace(item.Owner, known, parts[1])
            : null;

    /// <summary>Puts the files into the index that a draft leaves to nobody, before it is committed.</summary>
    internal Task FileAsync(LedgerDraft draft, CancellationToken cancellationToken) =>
        LeftBy(draft).ToList() is { Count: > 0 } left
            ? due.PutAllAsync(left.Select(place => ItemOf(place, draft.Now)), cancellationToken)
            : Task.CompletedTask;

    /// <summary>Deletes the files that a commit has left to nobody.</summary>
    internal Task LeaveAsync(LedgerDraft committed) =>
        files is not null && LeftBy(committed).ToList() is { Count: > 0 } left
            ? DeleteAsync(left, left.Select(place => ItemOf(place, committed.Now)))
            : Task.CompletedTask;

    /// <summary>Deletes files and takes them out of the index. What cannot be reached now, the nightly run finds there.</summary>
    internal async Task DeleteAsync(IReadOnlyList<ReceiptPlace> places, IEnumerable<DueItem> items)
    {
        try
        {
            // Not to be cancelled, and no failure of what has been committed.
            var options = new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce };
            await Parallel.ForEachAsync(places, options, async (place, _) => await files!.DeleteAsync(place, CancellationToken.None));
            await due.RemoveAllAsync(items, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    private static IEnumerable<ReceiptPlace> LeftBy(LedgerDraft draft) => draft.Entries
        .Where(entry => entry.Old is not null || entry.New is not null)
        .GroupBy(entry => (entry.Old ?? entry.New)!.Id)
        .Select(changes => (changes.Key, Before: changes.First().Old?.Receipt, After: changes.Last().New?.Receipt))
        .Where(change => change.Before is not null && change.Before.Id != change.After?.Id)
        .Select(change => new ReceiptPlace(draft.Owner, change.Key, change.Before!.Id));
}
