using System.Globalization;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>An import with the first rows that failed.</summary>
public sealed record ImportDetails(Import Import, IReadOnlyList<ImportLine> Errors);

/// <summary>Shows imports.</summary>
public sealed class ImportReads(LedgerStore ledgers)
{
    private const string Noun = "import";
    internal const int MaxErrorsShown = 100;

    internal static Error NotFound => Errors.NotFound(Noun);

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<ImportDetails>> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, id, cancellationToken);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var errors = new List<ImportLine>();
        if (found.Value.Counts.Failed > 0)
        {
            await foreach (var row in LinesAsync(caller.Ledger, id, [new(ImportLinesRow.FailedProperty, true)], cancellationToken))
            {
                errors.AddRange(ImportLinesRow.Read(row).Where(line => line.Verdict == Verdict.Failed).Take(MaxErrorsShown - errors.Count));
                if (errors.Count == MaxErrorsShown)
                {
                    break;
                }
            }
        }

        return new ImportDetails(found.Value, errors);
    }

    /// <summary>Imports, newest first, those that were undone left out.</summary>
    public async Task<Result<Page<ImportDetails>>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var (items, total, next) = (new List<ImportDetails>(), 0L, (string?)null);
        var (from, to) = (LedgerKeys.ImportPrefix, KeyText.After(LedgerKeys.ImportPrefix));
        await foreach (var row in ledgers.Reader.RangeAsync(caller.Ledger, from, to, cancellationToken: cancellationToken))
        {
            var import = await ImportProgress.OfAsync(ledgers.Reader, caller.Ledger, row, cancellationToken);
            if (import.Status == ImportStatus.Undone)
            {
                continue;
            }

            total++;
            if (page.After is { } after && string.CompareOrdinal(import.Id, after) <= 0)
            {
                continue;
            }

            if (items.Count < page.Limit)
            {
                // The rows that failed are shown with a single import.
                items.Add(new ImportDetails(import, []));
            }
            else
            {
                next = items[^1].Import.Id;
            }
        }

        return new Page<ImportDetails>(items, next, total);
    }

    /// <summary>Imports by their ids; those that are not there, or were undone, are left out.</summary>
    public Task<Result<IReadOnlyDictionary<string, ImportDetails>>> FindAsync(
        Caller caller,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken) => ledgers.FindAsync(
            caller,
            LedgerPart.Everything,
            ids,
            async (owner, id, token) => await FindAsync(owner, id, token) is { } import ? new ImportDetails(import, []) : null,
            cancellationToken);

    /// <summary>The rows of an import's file in its order, each with its verdict.</summary>
    /// <remarks>What was settled stays as it is, so that a page may be named by the number of rows before it.</remarks>
    public async Task<Result<Page<ImportLine>>> RowsAsync(Caller caller, string id, PageRequest page, CancellationToken cancellationToken)
    {
        var skip = page.After is { } after && long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : 0;
        var found = await FindAsync(caller, id, cancellationToken);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var (items, at) = (new List<ImportLine>(), 0L);
        await foreach (var row in LinesAsync(caller.Ledger, id, [], cancellationToken))
        {
            var count = row.Int(ImportLinesRow.CountProperty);
            if (at + count > skip)
            {
                items.AddRange(ImportLinesRow.Read(row).Skip((int)Math.Max(0, skip - at)).Take(page.Limit - items.Count));
            }

            at += count;
            if (items.Count == page.Limit)
            {
                break;
            }
        }

        var (total, end) = (found.Value.SettledRows, skip + items.Count);
        return new Page<ImportLine>(items, end < total ? end.ToString(CultureInfo.InvariantCulture) : null, total);
    }

    private async Task<Result<Import>> FindAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        return await FindAsync(caller.Ledger, id, cancellationToken) is { } import ? import : NotFound;
    }

    private async Task<Import?> FindAsync(UserId owner, string id, CancellationToken cancellationToken) =>
        await ImportProgress.FindAsync(ledgers.Reader, owner, id, cancellationToken) is { Status: not ImportStatus.Undone } import ? import : null;

    private IAsyncEnumerable<Row> LinesAsync(
        UserId owner,
        string id,
        IReadOnlyList<KeyValuePair<string, object>> where,
        CancellationToken cancellationToken)
    {
        var (from, to) = (LedgerKeys.ImportLinesOf(id), KeyText.After(LedgerKeys.ImportLinesOf(id)));
        return ledgers.Reader.RangeAsync(owner, from, to, where: where, cancellationToken: cancellationToken);
    }
}
