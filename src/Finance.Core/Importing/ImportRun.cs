using Finance.Core.Importing.Matching;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>
/// Takes a file into a ledger, commit by commit. Each commit holds the rows it settles, their verdicts and how far the file is settled, so that
/// a run that dies is carried on by the next one with nothing lost and nothing twice.
/// </summary>
internal sealed class ImportRun(LedgerStore ledgers, Change change, IStatementSource source, Inspection.Readable reading, TimeProvider clock)
{
    /// <summary>Rows that are read ahead while a commit is on its way.</summary>
    internal const int ReadAhead = 1200;

    private readonly LineJudge _judge = new(ledgers.Reader);
    private readonly Queue<PendingLine> _ahead = new();
    private readonly List<ImportLine> _failures = [];
    private Import _import = null!;

    private Caller Caller => change.Caller;

    internal async Task<Result<ImportDetails>> RunAsync(Import import, CancellationToken cancellationToken)
    {
        var opened = await ledgers.OpenAsync(Caller, LedgerPart.Everything, cancellationToken);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        var ledger = opened.Value;
        _import = import;
        var proofs = new StatementProofs(reading.Totals.Order);
        using var lines = new StatementLines(
            import,
            ledger.Chart,
            StatementReader.Read(source, reading.Format),
            reading.Totals.Order,
            proofs,
            clock.GetUtcNow());
        SkipSettled(lines);
        Fill(lines);
        while (_ahead.Count > 0)
        {
            var chunk = await TakeAsync(ledger, cancellationToken);
            var commit = CommitAsync(chunk, cancellationToken);
            Fill(lines);
            var committed = await commit;
            if (!committed.IsOk)
            {
                return committed.Error;
            }

            // Our own commit is the latest that this process knows of; should another process have come in between, the next commit finds out.
            ledger = ledgers.Remembered(Caller.Ledger) ?? ledger;
        }

        return await FinishAsync(proofs, cancellationToken);
    }

    private void SkipSettled(StatementLines lines)
    {
        // Read all the same: which of equal entries a row is depends on the rows before it.
        while (Next(lines) is { } line)
        {
            if (line.Ordinal > _import.SettledRows)
            {
                _ahead.Enqueue(line);
                return;
            }
        }
    }

    private void Fill(StatementLines lines)
    {
        while (_ahead.Count < ReadAhead && Next(lines) is { } line)
        {
            _ahead.Enqueue(line);
        }
    }

    private PendingLine? Next(StatementLines lines)
    {
        var line = lines.Next();
        if (line?.Failure is { } failure && _failures.Count < ImportReads.MaxErrorsShown)
        {
            _failures.Add(failure);
        }

        return line;
    }

    private async Task<ImportChunk> TakeAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        var chunk = new ImportChunk(_import, Rivals.Of(ledger, _ahead), !LedgerRows.StaysInHead(ledger.Packed));
        while (_ahead.TryPeek(out var line))
        {
            var match = await _judge.MatchAsync(ledger, line, chunk.Rivals, cancellationToken);
            if (!chunk.HasRoomFor(line, match))
            {
                break;
            }

            _judge.Judge(line, EntryNumber(line), match, chunk.Rivals);
            chunk.Add(_ahead.Dequeue());
        }

        if (reading.Totals.Order != RowOrder.Mixed)
        {
            _judge.KeepAround(chunk.Lines.Concat(_ahead.Take(1)));
        }

        return chunk;
    }

    private async Task<Result<Import>> CommitAsync(ImportChunk chunk, CancellationToken cancellationToken)
    {
        var (overflows, isRetry) = (false, false);
        var result = await ledgers.ChangeAsync<Import>(
            new Change(Caller),
            LedgerPart.Everything,
            async (draft, token) =>
            {
                // Somebody else changed the ledger: what is new may have changed with it, and the import itself may have been taken over.
                var isChanged = !_judge.IsOf(draft.Before);
                if ((isChanged || isRetry) && await IsElsewhereAsync(draft, token))
                {
                    return Errors.ImportRunsElsewhere();
                }

                if (isChanged)
                {
                    await chunk.JudgeAsync(_judge, draft.Before, EntryNumber, token);
                }

                isRetry = true;
                overflows = !chunk.Fits;
                return overflows ? Errors.Conflict() : await chunk.WriteAsync(draft, token);
            },
            cancellationToken);
        if (overflows)
        {
            return await CommitHalvesAsync(chunk, cancellationToken);
        }

        if (result.IsOk)
        {
            _import = result.Value;
            _judge.Committed(chunk.Lines, result.Value.Version);
        }

        return result;
    }

    private async Task<Result<Import>> CommitHalvesAsync(ImportChunk chunk, CancellationToken cancellationToken)
    {
        Result<Import> result = _import;
        foreach (var half in chunk.Lines.Chunk((chunk.Lines.Count + 1) / 2))
        {
            var part = new ImportChunk(_import, chunk.Rivals, writesChart: true);
            foreach (var line in half)
            {
                part.Add(line);
            }

            result = await CommitAsync(part, cancellationToken);
            if (!result.IsOk)
            {
                return result;
            }
        }

        return result;
    }

    private async Task<bool> IsElsewhereAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        var stored = await draft.FindAsync(LedgerKeys.Import(_import.Id), cancellationToken);
        return stored is null
            || ImportRow.Read(stored).Status != ImportStatus.Running
            || await draft.FindAsync(LedgerKeys.ImportLines(_import.Id, _import.Chunks), cancellationToken) is not null;
    }

    // A file from new to old numbers its entries from its end, so that later entries always have higher numbers.
    private long EntryNumber(PendingLine line) => reading.Totals.Order == RowOrder.NewestFirst
        ? _import.FirstEntry + _import.TotalRows - line.Ordinal
        : _import.FirstEntry + line.Ordinal - 1;

    private Task<Result<ImportDetails>> FinishAsync(StatementProofs proofs, CancellationToken cancellationToken) => ledgers.ChangeAsync<ImportDetails>(
        change,
        LedgerPart.Everything,
        async (draft, token) =>
        {
            if (await IsElsewhereAsync(draft, token))
            {
                return Errors.ImportRunsElsewhere();
            }

            draft.TellsDeferred = true;
            var finished = _import with
            {
                Status = ImportStatus.Completed,
                Statement = proofs.Facts(),
                Proof = await proofs.ProveAsync(draft.Before, ledgers.Reader, token),
                FinishedAt = draft.Now,
                Version = draft.Version,
            };
            var row = ImportRow.Write(draft.Owner, finished);
            draft.Stage(new RowChange(RowChangeKind.Put, row));
            draft.Record("import.completed", finished.Id, null, row);
            draft.Notify(ImportNotice.Of(finished));
            return new ImportDetails(finished, _failures);
        },
        cancellationToken);
}
