using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>
/// How far an import is. While it runs, its own row is only written every so many commits: what the commits since have settled is told by the
/// rows of their verdicts, which are in the same commits as the entries.
/// </summary>
internal static class ImportProgress
{
    /// <summary>The most verdict rows that are read to learn how far a running import is.</summary>
    private const int CommitsPerRow = 16;

    /// <summary>Whether the commit that settles a chunk also writes the import's row.</summary>
    internal static bool IsWrittenWith(int chunk) => chunk % CommitsPerRow == CommitsPerRow - 1;

    /// <returns>The import as the commits so far leave it; null where there is none of that id.</returns>
    internal static async Task<Import?> FindAsync(LedgerReader reader, UserId owner, string id, CancellationToken cancellationToken) =>
        await reader.FindAsync(owner, LedgerKeys.Import(id), cancellationToken) is { } row
            ? await OfAsync(reader, owner, row, cancellationToken)
            : null;

    /// <inheritdoc cref="FindAsync"/>
    internal static async Task<Import> OfAsync(LedgerReader reader, UserId owner, Row row, CancellationToken cancellationToken)
    {
        var import = ImportRow.Read(row);
        if (import.Status != ImportStatus.Running)
        {
            return import;
        }

        var (from, to) = (LedgerKeys.ImportLines(import.Id, import.Chunks), KeyText.After(LedgerKeys.ImportLinesOf(import.Id)));
        await foreach (var settled in reader.RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            import = import.Settle(ImportLinesRow.Read(settled), settled.Long(ImportLinesRow.VersionProperty));
        }

        return import;
    }
}
