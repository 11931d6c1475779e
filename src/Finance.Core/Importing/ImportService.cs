using System.Runtime.CompilerServices;
using Finance.Core.Accounts;
using Finance.Core.Importing.Matching;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>A file to be taken into a ledger.</summary>
/// <param name="Id">Tells this delivery from every other; the same delivery again is recognised by it.</param>
/// <param name="AccountId">The account it is meant for; null for the profile's default account.</param>
/// <param name="BlobName">Where it lies in the statements container; null when it came with the request.</param>
public sealed record ImportRequest(string Id, ImportSource Source, string FileName, string? AccountId, ReadingChoices Choices, string? BlobName = null);

/// <summary>What an import would do.</summary>
/// <param name="Lines">The first rows with their verdicts.</param>
public sealed record ImportPreview(Account Account, ImportFormat Format, ImportCounts Counts, long TotalRows, IReadOnlyList<ImportLine> Lines);

/// <summary>Takes statement files into ledgers: each entry once, each row with a verdict.</summary>
public sealed class ImportService(LedgerStore ledgers, ImportReads reads, TimeProvider clock)
{
    private const string Noun = "import";
    private const int PreviewLines = 1000;

    public ImportTally Tally { get; } = new();

    /// <summary>
    /// Takes a file in, or carries on where an earlier run of the same delivery stopped. A file that cannot be read changes nothing but, when it
    /// came by blob, the import that says so.
    /// </summary>
    /// <returns>The import, completed. Errors: <c>ambiguous_format</c>, <c>unreadable_statement</c>, <c>statement_currency_mismatch</c>,
    /// <c>unknown_account</c>, <c>import_runs_elsewhere</c>.</returns>
    public async Task<Result<ImportDetails>> RunAsync(Change change, ImportRequest request, IStatementSource source, CancellationToken cancellationToken)
    {
        if (await ledgers.FindAnswerAsync(change, cancellationToken, LedgerPart.Everything) is { } answered)
        {
            return answered;
        }

        var ledger = await ledgers.OpenAsync(change.Caller, LedgerPart.Everything, cancellationToken, GrantAccess.Edit);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var stored = await ImportProgress.FindAsync(ledgers.Reader, change.Caller.Ledger, request.Id, cancellationToken);
        if (stored is not null && (stored.IsFinished || stored.Status == ImportStatus.Undoing))
        {
            return await reads.GetAsync(change.Caller, stored.Id, cancellationToken);
        }

        var reading = Read(ledger.Value, stored is null ? request : request with { AccountId = stored.AccountId, Choices = stored.Choices }, source);
        if (!reading.IsOk)
        {
            return request.Source == ImportSource.Blob || stored is not null
                ? await FailAsync(change.Caller, stored ?? New(request, ledger.Value), reading.Error, cancellationToken)
                : reading.Error;
        }

        var begun = stored is { Status: ImportStatus.Running }
            ? stored
            : await BeginAsync(change.Caller, stored ?? New(request, ledger.Value), reading.Value, cancellationToken);
        if (!begun.IsOk)
        {
            return begun.Error;
        }

        var ended = await new ImportRun(ledgers, change, source, reading.Value, clock).RunAsync(begun.Value, cancellationToken);
        if (ended.IsOk)
        {
            Tally.Count(ended.Value.Import.Counts);
        }

        return ended;
    }

    /// <summary>Reads and judges a file without changing anything.</summary>
    public async Task<Result<ImportPreview>> PreviewAsync(Caller caller, ImportRequest request, IStatementSource source, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var reading = Read(ledger.Value, request, source);
        if (!reading.IsOk)
        {
            return reading.Error;
        }

        var order = reading.Value.Totals.Order;
        using var lines = new StatementLines(
            New(request, ledger.Value),
            ledger.Value.Chart,
            StatementReader.Read(source, reading.Value.Format),
            order,
            new StatementProofs(order),
            clock.GetUtcNow());
        var (counts, shown) = (default(ImportCounts), new List<ImportLine>());
        await foreach (var line in JudgeAsync(ledger.Value, lines, cancellationToken))
        {
            counts += ImportCounts.Of(line.Verdict.Verdict);
            if (shown.Count < PreviewLines)
            {
                // What would be created has no id yet.
                shown.Add(line.Created is null ? line.Verdict : line.Verdict with { TransactionId = null });
            }
        }

        var account = AccountOf(ledger.Value, request)!;
        return new ImportPreview(account, ImportReading.Describe(reading.Value), counts, reading.Value.Totals.Entries + reading.Value.Totals.Errors, shown);
    }

    /// <summary>Notes a file that is on its way to the statements container, so that its import can be asked for at once.</summary>
    public Task<Result<ImportDetails>> QueueAsync(Change change, ImportRequest request, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<ImportDetails>(
            change,
            LedgerPart.Everything,
            (draft, _) =>
            {
                if (AccountOf(draft.Before, request) is null)
                {
                    return Task.FromResult<Result<ImportDetails>>(NoAccount(request));
                }

                var import = New(request, draft.Before) with { Version = draft.Version };
                Stage(draft, import, "import.queued");
                return Task.FromResult<Result<ImportDetails>>(new ImportDetails(import, []));
            },
            cancellationToken);

    /// <summary>Whether the caller may put files into the ledger that are meant for an account.</summary>
    /// <returns>Errors: <c>unknown_account</c>.</returns>
    public async Task<Result<Done>> CheckAccountAsync(Caller caller, string accountId, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken, GrantAccess.Edit);
        return ledger.Then(open => open.Chart.FindAccount(accountId) is null
            ? Errors.UnknownAccount("account_id names no account of this ledger; GET /api/accounts lists them.")
            : (Result<Done>)Done.Value);
    }

    /// <summary>Gives the answers that a file needs which came by blob and waits.</summary>
    /// <returns>The import, queued again. Errors: <c>not_found</c>, <c>import_not_waiting</c>.</returns>
    public Task<Result<ImportDetails>> ResolveAsync(Change change, string id, ReadingChoices choices, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<ImportDetails>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                var row = await draft.FindAsync(LedgerKeys.Import(id), token);
                if (row is null)
                {
                    return Errors.NotFound(Noun);
                }

                var import = ImportRow.Read(row);
                if (import is not { Status: ImportStatus.Failed, Failure.Code: "ambiguous_format", BlobName: not null })
                {
                    return Errors.ImportNotWaiting();
                }

                var queued = import with
                {
                    Status = ImportStatus.Queued,
                    Choices = choices,
                    Failure = null,
                    FinishedAt = null,
                    Version = draft.Version,
                };
                Stage(draft, queued, "import.resolved");
                return new ImportDetails(queued, []);
            },
            cancellationToken);

    /// <summary>Records a file that could not be taken at all, such as one under a path that names no account.</summary>
    public async Task<Result<ImportDetails>> RefuseAsync(Caller caller, ImportRequest request, Error why, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        return ledger.IsOk ? await FailAsync(caller, New(request, ledger.Value), why, cancellationToken) : ledger.Error;
    }

    private static Account? AccountOf(LedgerSnapshot ledger, ImportRequest request) => request.AccountId is { } id
        ? ledger.Chart.AllAccounts.ContainsKey(id) ? ledger.Chart.AccountNow(id) : null
        : ledger.Chart.AccountNow(ledger.Profile.DefaultAccountId);

    private static Error NoAccount(ImportRequest request) => Errors.UnknownAccount(
        request.Source == ImportSource.Blob
            ? "Files belong under {user id}/{account id}/{file name}; the second part names no account of yours."
            : "account_id names no account of this ledger; GET /api/accounts lists them.");

    private static Result<Inspection.Readable> Read(LedgerSnapshot ledger, ImportRequest request, IStatementSource source) =>
        AccountOf(ledger, request) is not { } account
            ? NoAccount(request)
            : account.ClosedAt is not null
                ? Errors.UnknownAccount("The account is closed; open it again, or import into another.")
                : ImportReading.Inspect(source, request.Choices, ledger.Chart, account);

    /// <summary>Judges rows as a run would, with as many in sight, and commits nothing.</summary>
    private async IAsyncEnumerable<PendingLine> JudgeAsync(
        LedgerSnapshot ledger,
        StatementLines lines,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (judge, ahead, entry) = (new LineJudge(ledgers.Reader), new Queue<PendingLine>(), ledger.Head.NextEntry);
        while (true)
        {
            while (ahead.Count < ImportRun.ReadAhead && lines.Next() is { } next)
            {
                ahead.Enqueue(next);
            }

            var rivals = Rivals.Of(ledger, ahead);
            for (var left = Math.Max(1, ahead.Count / 2); left > 0 && ahead.TryDequeue(out var line); left--)
            {
                judge.Judge(line, entry++, await judge.MatchAsync(ledger, line, rivals, cancellationToken), rivals);
                yield return line;
            }

            if (ahead.Count == 0)
            {
                yield break;
            }
        }
    }

    private static void Stage(LedgerDraft draft, Import import, string action)
    {
        var row = ImportRow.Write(draft.Owner, import);
        draft.Stage(new RowChange(RowChangeKind.Put, row));
        draft.Record(action, import.Id, null, row);
    }

    private Import New(ImportRequest request, LedgerSnapshot ledger) => new()
    {
        Id = request.Id,
        Status = ImportStatus.Queued,
        Source = request.Source,
        FileName = request.FileName,
        BlobName = request.BlobName,
        AccountId = AccountOf(ledger, request)?.Id ?? request.AccountId ?? string.Empty,
        Choices = request.Choices,
        CreatedAt = clock.GetUtcNow(),
    };

    private Task<Result<Import>> BeginAsync(Caller caller, Import import, Inspection.Readable reading, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<Import>(
            new Change(caller),
            LedgerPart.Everything,
            (draft, _) =>
            {
                var rows = reading.Totals.Entries + reading.Totals.Errors;
                var begun = import with
                {
                    Status = ImportStatus.Running,
                    Format = ImportReading.Describe(reading),
                    TotalRows = rows,
                    FirstEntry = draft.TakeEntries(checked((int)rows)),
                    Version = draft.Version,
                };
                Stage(draft, begun, "import.begun");
                return Task.FromResult<Result<Import>>(begun);
            },
            cancellationToken);

    private Task<Result<ImportDetails>> FailAsync(Caller caller, Import import, Error why, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<ImportDetails>(
            new Change(caller),
            LedgerPart.Everything,
            (draft, _) =>
            {
                var failed = import with
                {
                    Status = ImportStatus.Failed,
                    Failure = ImportReading.ToFailure(why),
                    FinishedAt = draft.Now,
                    Version = draft.Version,
                };
                Stage(draft, failed, "import.failed");
                draft.Notify(ImportNotice.Of(failed));
                return Task.FromResult<Result<ImportDetails>>(new ImportDetails(failed, []));
            },
            cancellationToken);
}
