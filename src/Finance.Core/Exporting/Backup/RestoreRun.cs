using System.Runtime.CompilerServices;
using Finance.Core.Audits;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Exporting.Backup;

/// <summary>
/// Writes a checked document into a ledger. Every batch replaces the head in the version that the one before it left, so that of two runs
/// one goes on and nobody else comes in between.
/// </summary>
/// <param name="found">The head as it was found.</param>
/// <param name="packed">What <see cref="Pack"/> makes of the scan.</param>
/// <param name="visit">Where the ledger stands in the due index once it is restored.</param>
internal sealed class RestoreRun(
    ITableStore store,
    BackupDocument backup,
    LedgerScan scan,
    Row found,
    PackedLedger packed,
    VisitPlace? visit,
    DateTimeOffset now)
{
    private readonly LedgerHead _target = LedgerHeadRow.Read(backup.Head) with { Visit = visit };
    private LedgerHead _head = LedgerHeadRow.Read(found);
    private string _etag = found.ETag!;

    private UserId Owner => scan.Ledger.Owner;

    /// <summary>Accounts, with what the transactions make of them, categories and plans of a document.</summary>
    internal static PackedLedger Pack(LedgerScan scan)
    {
        var chart = scan.Ledger.Chart.AllAccounts.Values.Aggregate(
            scan.Ledger.Chart, (sum, account) => sum.With(scan.Computed.Of(account)));
        return LedgerRows.Pack(scan.Ledger.Owner, null, chart, scan.Ledger.Plans);
    }

    /// <returns>False when another run came in between.</returns>
    internal async Task<bool> RunAsync(Idempotency? idempotency, CancellationToken cancellationToken)
    {
        if (_head.Restoring?.Checksum != backup.Checksum && !await MarkAsync(cancellationToken))
        {
            return false;
        }

        if (_head.Restoring!.Rows == 0 && !await ClearAsync(cancellationToken))
        {
            return false;
        }

        var rows = RowsAsync(cancellationToken).Skip((int)_head.Restoring.Rows);
        await foreach (var chunk in rows.Chunk(Batch.MaxChanges - 1).WithCancellation(cancellationToken))
        {
            if (!await WriteAsync(chunk, cancellationToken))
            {
                return false;
            }
        }

        return await FinishAsync(idempotency);
    }

    /// <summary>
    /// Shuts the ledger, and packs into it what the document has of accounts, categories and plans. Its version goes beyond the document's,
    /// so that nothing that is to be written stands in the way of an erasure.
    /// </summary>
    private Task<bool> MarkAsync(CancellationToken cancellationToken)
    {
        var marked = _head with
        {
            Version = Math.Max(_head.Version, _target.Version),
            Visit = null,
            Incarnation = LedgerKeys.NewId(),
            Restoring = new RestoreProgress(backup.Checksum, 0),
        };
        return CommitAsync(LedgerRows.Note(marked, packed), packed, [], cancellationToken);
    }

    /// <summary>Deletes what registering made, and what a restore of another document left.</summary>
    private async Task<bool> ClearAsync(CancellationToken cancellationToken)
    {
        var query = new RowQuery(Owner.ToString(), null, null) { Select = [nameof(LedgerHead.Version)] };
        do
        {
            var page = await store.QueryAsync(Tables.Ledger, query, cancellationToken);
            foreach (var rows in page.Rows.Where(IsOfTheLedger).Chunk(Batch.MaxChanges - 1))
            {
                if (!await CommitAsync(_head, rows.Select(row => new RowChange(RowChangeKind.Delete, row)), cancellationToken))
                {
                    return false;
                }
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        return true;
    }

    private static bool IsOfTheLedger(Row row) =>
        row.Key is not (LedgerKeys.Head or LedgerKeys.Chart or LedgerKeys.NameIntent) && !row.Key.StartsWith(LedgerKeys.OncePrefix, StringComparison.Ordinal);

    /// <summary>Writes rows in one batch or, where they take more than one holds, in halves.</summary>
    private async Task<bool> WriteAsync(Row[] rows, CancellationToken cancellationToken)
    {
        var progress = _head.Restoring! with { Rows = _head.Restoring.Rows + rows.Length };
        try
        {
            return await CommitAsync(
                _head with { Restoring = progress }, rows.Select(row => new RowChange(RowChangeKind.Put, row)), cancellationToken);
        }
        catch (BatchRefusedException) when (rows.Length > 1)
        {
            var half = rows.Length / 2;
            return await WriteAsync(rows[..half], cancellationToken) && await WriteAsync(rows[half..], cancellationToken);
        }
    }

    /// <summary>The head as it was backed up: from now on the ledger is there.</summary>
    private Task<bool> FinishAsync(Idempotency? idempotency)
    {
        var restored = new RestoredLedger(_target.Version, _target.TransactionCount, [.. scan.Ledger.Plans.Webhooks]);
        RowChange[] answer = idempotency is { } asked
            ? [new RowChange(RowChangeKind.Put, OnceRow.Write(Owner, asked, asked.Record(restored), now))]
            : [];
        var restoredHead = _target with
        {
            ChartVersion = _head.ChartVersion,
            Incarnation = LedgerKeys.NewId(),
            ChangesFrom = _target.Version + 1,
            RestoredFrom = new RestoredFrom(backup.Checksum, now),
        };

        // The webhooks have the secrets that this run's answer tells, whatever run marked the ledger.
        return CommitAsync(restoredHead, packed, answer, CancellationToken.None);
    }

    private Task<bool> CommitAsync(LedgerHead head, IEnumerable<RowChange> changes, CancellationToken cancellationToken) =>
        CommitAsync(head, packed.WithoutChart, changes, cancellationToken);

    private async Task<bool> CommitAsync(
        LedgerHead head,
        PackedLedger written,
        IEnumerable<RowChange> changes,
        CancellationToken cancellationToken)
    {
        var batch = new Batch(Owner.ToString());
        foreach (var row in LedgerRows.Write(Owner, head, written))
        {
            batch.Add(row.Key == LedgerKeys.Head ? new RowChange(RowChangeKind.Replace, row, _etag) : new RowChange(RowChangeKind.Put, row));
        }

        foreach (var change in changes)
        {
            batch.Add(change);
        }

        var outcome = await store.CommitAsync(Tables.Ledger, batch, cancellationToken);
        if (outcome.Status == CommitStatus.Committed)
        {
            (_head, _etag) = (head, outcome.ETags[0]!);
        }

        return outcome.Status == CommitStatus.Committed;
    }

    /// <summary>Everything that the ledger holds, always in the same order: how many were written says where to go on.</summary>
    private async IAsyncEnumerable<Row> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new LedgerReader(backup);
        foreach (var section in BackupSections.All.Where(section => !LedgerRows.ArePacked(section.From)))
        {
            await foreach (var row in reader.RangeAsync(Owner, section.From, section.To, cancellationToken: cancellationToken))
            {
                yield return section.From == LedgerKeys.GoalPrefix
                    ? GoalRow.Write(Owner, GoalComparison.Recount(scan.Goals, GoalRow.ReadTerms(row)))
                    : row;
            }
        }

        foreach (var year in scan.Computed.Years.OrderBy(year => year.Key))
        {
            yield return YearSummaryRow.Write(Owner, year.Value);
        }

        foreach (var days in scan.Computed.Days.OrderBy(days => days.Key))
        {
            yield return days.Value.ToRow(Owner);
        }

        yield return scan.Computed.Tags.ToRow(Owner);
        if (backup.Rates.Count > 0)
        {
            yield return backup.Rates.ToRow(Owner);
        }
    }
}
