using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Ledgers;

/// <summary>What a draft does to the counts of tags; they are only read and written where the draft does anything to them.</summary>
internal sealed class TagChanges
{
    private readonly TagCounts _changes = new();

    /// <summary>The counts as the draft leaves them; null while it leaves them alone.</summary>
    internal TagCounts? Settled { get; private set; }

    internal void Post(Transaction transaction, int sign) => _changes.Post(transaction, sign);

    /// <summary>Takes counts that were made anew from the transactions.</summary>
    internal void Restore(TagCounts counts) => Settled = counts;

    /// <returns>The refusal of more tags than a ledger may use; null when all is well.</returns>
    internal async Task<Error?> SettleAsync(LedgerReader reader, LedgerSnapshot before, CancellationToken cancellationToken)
    {
        if (Settled is not null || _changes.Counts.Count == 0)
        {
            return null;
        }

        var counts = (await reader.TagsAsync(before, cancellationToken)).Clone();
        foreach (var (tag, change) in _changes.Counts)
        {
            counts.Add(tag, change);
        }

        // A ledger that came to hold too many may still lose some.
        var adds = _changes.Counts.Values.Any(change => change > 0);
        if (adds && !counts.Fits)
        {
            return Errors.TooManyTags();
        }

        Settled = counts;
        return null;
    }
}
