using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>Rows of a file that settle in one commit: as many as a batch takes, with all that follows from them.</summary>
internal sealed class ImportChunk(Import import)
{
    /// <summary>Head, audit row, and the rows' verdicts.</summary>
    private const int FixedRows = 3;

    private const int MaxLines = 1000;
    private readonly bool _writesImport = ImportProgress.IsWrittenWith(import.Chunks);
    private readonly List<PendingLine> _lines = [];
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<Month> _months = [];
    private readonly HashSet<int> _years = [];
    private int _created;

    internal IReadOnlyList<PendingLine> Lines => _lines;

    /// <summary>Whether all rows that the judged lines ask for fit one batch.</summary>
    internal bool Fits => Rows <= Batch.MaxChanges;

    private int Rows => FixedRows + (_writesImport ? 1 : 0) + _created + _accounts.Count + _months.Count + _years.Count;

    /// <summary>Whether the batch has room for a line, should it turn out to be new, and for what follows from it.</summary>
    internal bool HasRoomFor(PendingLine line)
    {
        if (_lines.Count == MaxLines)
        {
            return false;
        }

        if (line.Entry is not { } entry)
        {
            return true;
        }

        var others = (_accounts.Contains(entry.AccountId) ? 0 : 1)
            + (_months.Contains(Month.Of(entry.Date)) ? 0 : 1)
            + (_years.Contains(entry.Date.Year) ? 0 : 1);
        return Rows + 1 + others <= Batch.MaxChanges;
    }

    /// <summary>Takes a line that was judged.</summary>
    internal void Add(PendingLine line)
    {
        _lines.Add(line);
        Count(line);
    }

    /// <summary>Judges the lines again, because the ledger is not what it was.</summary>
    internal void Judge(KnownEntries known, Func<PendingLine, long> entryNumber)
    {
        _created = 0;
        foreach (var line in _lines)
        {
            line.Judge(known, entryNumber(line));
            Count(line);
        }
    }

    /// <returns>The import as it stands once this chunk is committed.</returns>
    internal async Task<Import> WriteAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        draft.DefersAlerts = true;
        await draft.LoadAsync(_months, cancellationToken);
        foreach (var line in _lines)
        {
            if (line.Created is { } created)
            {
                draft.Add(created with { Version = draft.Version });
            }
        }

        var verdicts = _lines.ConvertAll(line => line.Verdict);
        var settled = import.Settle(verdicts, draft.Version);
        if (_writesImport)
        {
            draft.Stage(new RowChange(RowChangeKind.Put, ImportRow.Write(draft.Owner, settled)));
        }

        var lines = ImportLinesRow.Write(draft.Owner, import.Id, import.Chunks, verdicts, draft.Version);
        draft.Stage(new RowChange(RowChangeKind.Add, lines));
        draft.Record("import.rows_settled", import.Id, null, lines);
        return settled;
    }

    private void Count(PendingLine line)
    {
        if (line.Created is not { } created)
        {
            return;
        }

        _created++;
        _accounts.Add(created.AccountId);
        _months.Add(Month.Of(created.Date));
        _years.Add(created.Date.Year);
    }
}
