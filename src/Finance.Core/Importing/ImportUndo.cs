using Finance.Core.Importing.Matching;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <param name="Removed">Transactions that the import had created.</param>
/// <param name="Restored">Transactions that were there before, and are again what they were.</param>
public sealed record UndoneImport(long Removed, long Restored);

/// <summary>Takes imports back.</summary>
public sealed class ImportUndo(LedgerStore ledgers)
{
    /// <summary>
    /// Takes away what an import created and restores what it was matched to, commit by commit, the last rows first; calling again carries on.
    /// Each commit also takes the verdicts of its rows, so that what is left is always what is still to do.
    /// </summary>
    /// <param name="remember">Keep the entries from being imported again.</param>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public async Task<Result<UndoneImport>> UndoAsync(Change change, string id, bool remember, CancellationToken cancellationToken)
    {
        var begun = await ledgers.ChangeAsync<Import>(
            change with { Idempotency = null },
            LedgerPart.Everything,
            async (draft, token) =>
            {
                var import = await FindAsync(draft, id, token);
                return import switch
                {
                    null => ImportReads.NotFound,
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

        var undone = new UndoneImport(0, 0);
        for (var chunk = begun.Value.Chunks - 1; chunk >= 0; chunk--)
        {
            var result = await UndoChunkAsync(change, id, chunk, remember, cancellationToken);
            if (!result.IsOk)
            {
                return result.Error;
            }

            undone = Sum(undone, result.Value);
        }

        var ended = await ledgers.ChangeAsync<Import>(
            change with { IfMatch = null },
            LedgerPart.Everything,
            async (draft, token) =>
            {
                draft.TellsDeferred = true;
                return Mark(draft, (await FindAsync(draft, id, token))!, ImportStatus.Undone);
            },
            cancellationToken);
        return ended.IsOk ? undone : ended.Error;
    }

    private static UndoneImport Sum(UndoneImport one, UndoneImport other) => new(one.Removed + other.Removed, one.Restored + other.Restored);

    private static Import Mark(LedgerDraft draft, Import import, ImportStatus status)
    {
        var marked = import with { Status = status, Version = draft.Version };
        var (before, after) = (ImportRow.Write(draft.Owner, import), ImportRow.Write(draft.Owner, marked));
        draft.Stage(new RowChange(RowChangeKind.Put, after));
        draft.Record($"import.{SnakeCase.Of(status)}", import.Id, before, after);
        return marked;
    }

    private async Task<Import?> FindAsync(LedgerDraft draft, string id, CancellationToken cancellationToken) =>
        await ImportProgress.FindAsync(ledgers.Reader, draft.Owner, id, cancellationToken) is { Status: not ImportStatus.Undone } import
            ? import
            : null;

    private async Task<Result<UndoneImport>> UndoChunkAsync(
        Change change,
        string id,
        int chunk,
        bool remember,
        CancellationToken cancellationToken)
    {
        var (undone, isDone) = (new UndoneImport(0, 0), false);
        while (!isDone)
        {
            var result = await ledgers.ChangeAsync<Part>(
                new Change(change.Caller),
                LedgerPart.Everything,
                (draft, token) => UndoPartAsync(draft, id, chunk, remember, token),
                cancellationToken);
            if (!result.IsOk)
            {
                return result.Error;
            }

            (undone, isDone) = (Sum(undone, result.Value.Undone), result.Value.IsDone);
        }

        return undone;
    }

    private static async Task<Result<Part>> UndoPartAsync(LedgerDraft draft, string id, int chunk, bool remember, CancellationToken cancellationToken)
    {
        if (await draft.FindAsync(LedgerKeys.ImportLines(id, chunk), cancellationToken) is not { } row)
        {
            return new Part(new UndoneImport(0, 0), IsDone: true);
        }

        var settled = await SettledRow.FindAsync(draft, id, ImportLinesRow.Read(row), cancellationToken);
        var part = SettledRow.Fitting(draft, settled, remember);
        foreach (var one in part)
        {
            await one.UndoAsync(draft, remember, cancellationToken);
        }

        var isDone = part.Count == settled.Count;
        draft.LeavesLargestUnknown = chunk > 0 || !isDone;
        draft.DefersAlerts = true;
        if (isDone)
        {
            draft.Stage(new RowChange(RowChangeKind.Delete, row));
        }

        TemplateStore.Stage(draft, "recurring.unmatched", [.. Reopened(draft, part)]);
        draft.Record("import.rows_undone", id, [.. draft.Entries.Select(entry => TransactionRow.Audit(draft.Owner, entry.Old, entry.New))]);
        var restored = part.Count(one => one.IsMerged);
        return new Part(new UndoneImport(part.Count - restored, restored), isDone);
    }

    /// <summary>The templates as they were before the rows were matched; one that is gone since stays so.</summary>
    private static IEnumerable<TemplateChange> Reopened(LedgerDraft draft, IReadOnlyList<SettledRow> part)
    {
        foreach (var rows in part.Where(row => row.Trace is not null).GroupBy(row => row.Trace!.TemplateId, StringComparer.Ordinal))
        {
            if (draft.Plans.FindTemplate(rows.Key) is { } template)
            {
                var after = rows.Aggregate(template, (last, row) => MatchedTemplate.Undo(last, row.Trace!, row.Entry.Id.ToString()));
                yield return new TemplateChange(template, after with { Version = draft.Version });
            }
        }
    }

    private sealed record Part(UndoneImport Undone, bool IsDone);
}
