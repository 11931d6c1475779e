using Finance.Core.Ledgers;

namespace Finance.Core.Tags;

/// <summary>A tag and how many transactions carry it.</summary>
public sealed record TagCount(string Name, long Count);

/// <summary>Tells which tags a ledger uses.</summary>
public sealed class TagService(LedgerStore ledgers)
{
    /// <summary>Every tag in use, the most used first and equals by name. One point read beyond opening the ledger.</summary>
    public async Task<Result<IReadOnlyList<TagCount>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Entries, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var tags = await ledgers.Reader.TagsAsync(ledger.Value, cancellationToken);
        return tags.Counts
            .Select(tag => new TagCount(tag.Key, tag.Value))
            .OrderByDescending(tag => tag.Count)
            .ThenBy(tag => tag.Name, StringComparer.Ordinal)
            .ToList();
    }
}
