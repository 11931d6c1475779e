using System.Globalization;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>An import with the first rows that failed.</summary>
public sealed record ImportDetails(Import Import, IReadOnlyList<ImportLine> Errors);

/// <summary>Shows imports and takes them back.</summary>
public sealed class ImportReads(LedgerStore ledgers)
{
    private const string Noun = "import";
    internal const int MaxErrorsShown = 100;

    // Beside its own row, each may touch a month, a year and an account of its own and leave a row behind.
    private const int RowsOfRemoval = 5;
    private const int RowsOfPart = 90;

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
            await foreach (var row in LinesAsync(caller.User, id, [new(ImportLinesRow.FailedProperty, true)], cancellationToken))
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
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var (items, total, next) = (new List<ImportDetails>(), 0L, (string?)null);
        var (from, to) = (LedgerKeys.ImportPrefix, KeyText.After(LedgerKeys.ImportPrefix));
        await foreach (var row in ledgers.Reader.RangeAsync(caller.User, from, to, cancellationToken: cancellationToken))
        {
            var import = await ImportProgress.OfAsync(ledgers.Reader, caller.User, row, cancellationToken);
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
        await foreach (var row in LinesAsync(caller.User, id, [], cancellationToken))
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

    /// <summary>
    /// Takes away what an import created, commit by commit, the last rows first; calling again carries on. Each commit also takes the verdicts
    /// of its rows, so that what is left is always what is still to do.
    /// </summary>
    /// <param name="remember">Keep the entries from being imported again.</param>
    /// <returns>The number of transactions that were taken away. Errors: <c>not_found</c>.</returns>
    public async Task<Result<long>> UndoAsync(Change change, string id, bool remember, CancellationToken cancellationToken)
    {
        var begun = await ledgers.ChangeAsync<Import>(
            change with { Idempotency = null },
            async (draft, token) =>
            {
                var import = await FindAsync(draft.Owner, id, token);
                return import switch
                {
                    null => Errors.NotFound(Noun),
                    { Status: ImportStatus.Undoing } => import,
                    _ when change.IfMatch?.Accepts(import.Version) == false => Errors.PreconditionFailed(),
                    _ => Mark(draft, import, ImportStatus.Undoing),
                };
            },
            cancellationToken);
        if (!begun.IsOk)
        {
            return begun.Error;
        }

        var removed = 0L;
        for (var chunk = begun.Value.Chunks - 1; chunk >= 0; chunk--)
        {
            var result = await UndoChunkAsync(change, id, chunk, remember, cancellationToken);
            if (!result.IsOk)
            {
                return result.Error;
            }

            removed += result.Value;
        }

        var ended = await ledgers.ChangeAsync<Import>(
            change with { IfMatch = null },
            async (draft, token) =>
            {
                draft.TellsDeferred = true;
                return Mark(draft, (await FindAsync(draft.Owner, id, token))!, ImportStatus.Undone);
            },
            cancellationToken);
        return ended.IsOk ? removed : ended.Error;
    }

    private static Import Mark(LedgerDraft draft, Import import, ImportStatus status)
    {
        var marked = import with { Status = status, Version = draft.Version };
        var (before, after) = (ImportRow.Write(draft.Owner, import), ImportRow.Write(draft.Owner, marked));
        draft.Stage(new RowChange(RowChangeKind.Put, after));
        draft.Record($"import.{SnakeCase.Of(status)}", import.Id, before, after);
        return marked;
    }

    private async Task<Result<long>> UndoChunkAsync(Change change, string id, int chunk, bool remember, CancellationToken cancellationToken)
    {
        var (removed, isDone) = (0L, false);
        while (!isDone)
        {
            var result = await ledgers.ChangeAsync<(int Removed, bool IsDone)>(
                new Change(change.Caller),
                (draft, token) => UndoPartAsync(draft, id, chunk, remember, token),
                cancellationToken);
            if (!result.IsOk)
            {
                return result.Error;
            }

            removed += result.Value.Removed;
            isDone = result.Value.IsDone;
        }

        return removed;
    }

    private static async Task<Result<(int Removed, bool IsDone)>> UndoPartAsync(
        LedgerDraft draft,
        string id,
        int chunk,
        bool remember,
        CancellationToken cancellationToken)
    {
        if (await draft.FindAsync(LedgerKeys.ImportLines(id, chunk), cancellationToken) is not { } row)
        {
            return (0, true);
        }

        var ids = ImportLinesRow.Read(row)
            .Where(line => line.Verdict is Verdict.New or Verdict.Twin or Verdict.Conflict)
            .Select(line => TransactionId.Parse(line.TransactionId!));

        // One that the user deleted since stays deleted.
        var found = await Task.WhenAll(ids.Select(entry => draft.FindTransactionAsync(entry, cancellationToken)));
        var there = found.OfType<Transaction>().ToList();
        // What is kept free for the counts of tags may be used where there are none.
        var room = draft.Room + (there.Any(transaction => transaction.Tags.Count > 0) ? 0 : 1);
        var part = RowsFor(draft, there, remember) <= room ? there : FirstThatFit(there);
        foreach (var transaction in part)
        {
            await draft.RemoveAsync(transaction, remember, cancellationToken);
        }

        var isDone = part.Count == there.Count;
        draft.LeavesLargestUnknown = chunk > 0 || !isDone;
        draft.DefersAlerts = true;
        if (isDone)
        {
            draft.Stage(new RowChange(RowChangeKind.Delete, row));
        }

        draft.Record("import.rows_undone", id, isDone ? row : null, null);
        return (part.Count, isDone);
    }

    /// <summary>The rows of a commit that takes transactions away, and the verdicts with them, beside those of every commit.</summary>
    private static int RowsFor(LedgerDraft draft, List<Transaction> removed, bool remember)
    {
        var accounts = removed.SelectMany(BalanceEffect.Of).Select(effect => draft.Chart.AccountNow(effect.AccountId).Id).Distinct();
        var months = removed.Select(transaction => Month.Of(transaction.Date)).Distinct().ToList();
        var traces = removed.Count(transaction => remember || transaction.Date != transaction.Id.OriginalDate)
            + removed.Sum(GoalLinks.RowsToRemove);
        return 1 + removed.Count + traces + accounts.Count() + months.Count + months.Select(month => month.Year).Distinct().Count();
    }

    /// <summary>As many as fit one batch with all that follows from their removal; one fits always.</summary>
    private static List<Transaction> FirstThatFit(IReadOnlyList<Transaction> transactions)
    {
        var rows = 0;
        return [.. transactions.TakeWhile(transaction => (rows += RowsOfRemoval + GoalLinks.RowsToRemove(transaction)) <= RowsOfPart)];
    }

    private async Task<Result<Import>> FindAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        return await FindAsync(caller.User, id, cancellationToken) is { } import ? import : Errors.NotFound(Noun);
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
