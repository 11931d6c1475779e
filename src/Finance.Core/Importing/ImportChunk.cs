using Finance.Core.Importing.Matching;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>Rows of a file that settle in one commit: as many as a batch takes, with all that follows from them.</summary>
/// <param name="rivals">The rows that were in sight when these were judged.</param>
/// <param name="writesChart">Whether the commit may hold a chart's row.</param>
internal sealed class ImportChunk(Import import, Rivals rivals, bool writesChart)
{
    /// <summary>Head, audit row, and the rows' verdicts.</summary>
    private const int FixedRows = 3;

    private const int MaxLines = 1000;
    private readonly List<PendingLine> _lines = [];
    private ImportRows _rows = NewRows(import, writesChart);

    internal IReadOnlyList<PendingLine> Lines => _lines;

    internal Rivals Rivals => rivals;

    /// <summary>Whether all rows that the judged lines ask for fit one batch.</summary>
    internal bool Fits => _rows.Count <= Batch.MaxChanges;

    /// <summary>Whether the batch has room for a line, should it turn out to be new, and for what follows from it.</summary>
    internal bool HasRoomFor(PendingLine line, RecurringMatch? match) =>
        _lines.Count < MaxLines && (line.Entry is not { } entry || _rows.CountWith(entry, match) <= Batch.MaxChanges);

    /// <summary>Takes a line that was judged.</summary>
    internal void Add(PendingLine line)
    {
        _lines.Add(line);
        Count(line);
    }

    /// <summary>Judges the lines again, because the ledger is not what it was.</summary>
    internal async Task JudgeAsync(
        LineJudge judge,
        LedgerSnapshot ledger,
        Func<PendingLine, long> entryNumber,
        CancellationToken cancellationToken)
    {
        _rows = NewRows(import, !LedgerRows.StaysInHead(ledger.Packed));
        foreach (var line in _lines)
        {
            var match = await judge.MatchAsync(ledger, line, rivals, cancellationToken);
            judge.Judge(line, entryNumber(line), match, rivals);
            Count(line);
        }
    }

    /// <returns>The import as it stands once this chunk is committed.</returns>
    internal async Task<Import> WriteAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        draft.DefersAlerts = true;
        await draft.LoadAsync(_rows.Months, cancellationToken);
        var verdicts = new List<ImportLine>(_lines.Count);
        foreach (var line in _lines)
        {
            verdicts.Add(await WriteAsync(draft, line, cancellationToken));
        }

        var settled = import.Settle(verdicts, draft.Version);
        if (ImportProgress.IsWrittenWith(import.Chunks))
        {
            draft.Stage(new RowChange(RowChangeKind.Put, ImportRow.Write(draft.Owner, settled)));
        }

        var lines = ImportLinesRow.Write(draft.Owner, import.Id, import.Chunks, verdicts, draft.Version);
        draft.Stage(new RowChange(RowChangeKind.Add, lines));
        draft.Record("import.rows_settled", import.Id, null, lines);
        return settled;
    }

    private static async Task<ImportLine> WriteAsync(LedgerDraft draft, PendingLine line, CancellationToken cancellationToken)
    {
        if (line.Match is not null)
        {
            return line.Verdict with { Match = await MatchWriter.WriteAsync(draft, line, cancellationToken) };
        }

        if (line.Created is { } created)
        {
            draft.Add(created with { Version = draft.Version });
        }

        return line.Verdict;
    }

    private static ImportRows NewRows(Import import, bool writesChart) =>
        new(FixedRows + (writesChart ? 1 : 0) + (ImportProgress.IsWrittenWith(import.Chunks) ? 1 : 0));

    private void Count(PendingLine line)
    {
        if (line.Created is not null || line.Merged is not null)
        {
            _rows.Add(line.Entry!, line.Match);
        }
    }
}
