using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Retention;
using Finance.Core.Storage;
using Finance.Core.Webhooks;

namespace Finance.Core.Exporting.Backup;

/// <summary>A ledger that is as its backup says.</summary>
/// <param name="Webhooks">They stand still, and have secrets of their own.</param>
public sealed record RestoredLedger(long Version, long TransactionCount, IReadOnlyList<Webhook> Webhooks);

/// <summary>
/// Restores backups. Everything is checked before anything is written; then the head is marked, which shuts the ledger, the rows are
/// written in batches that each prove the mark, and the last batch writes the head as it was backed up. Cut short anywhere, the same
/// document goes on where it was, and another one begins anew.
/// </summary>
public sealed class RestoreService(LedgerStore ledgers, ITableStore store, DueIndex due, TimeProvider clock)
{
    /// <param name="document">Can be read from any place; is read several times.</param>
    /// <returns>
    /// Errors: <c>not_registered</c>, <c>token_revoked</c>, <c>second_factor_required</c>, <c>ledger_erasing</c>, <c>ledger_not_empty</c>,
    /// <c>backup_unreadable</c>, <c>backup_inconsistent</c>, <c>ledger_full</c>, <c>conflict</c>.
    /// </returns>
    public async Task<Result<RestoredLedger>> RestoreAsync(Change change, Stream document, CancellationToken cancellationToken)
    {
        if (await ledgers.RefuseGuestAsync(change.Caller, cancellationToken) is { } closed)
        {
            return closed;
        }

        var user = change.Caller.User;
        if (await ledgers.FindAnswerAsync(change, cancellationToken) is { } answered)
        {
            return answered;
        }

        var row = await ledgers.Reader.FindAsync(user, LedgerKeys.Head, cancellationToken);
        if (row is null)
        {
            return Errors.NotRegistered();
        }

        var head = LedgerHeadRow.Read(row);
        if (Refusal(change.Caller, head) is { } refusal)
        {
            return refusal;
        }

        var read = await BackupReader.ReadAsync(document, row, cancellationToken);
        if (!read.IsOk)
        {
            return read.Error;
        }

        var backup = read.Value;
        var isDone = head.RestoredFrom?.Checksum == backup.Checksum && head.Version == backup.Head.Long("Version");
        if (!isDone && head.Restoring is null && await FindForeignAsync(user, row, cancellationToken) is { } foreign)
        {
            return Errors.LedgerNotEmpty(foreign);
        }

        var scan = await BackupCheck.RunAsync(backup, user, cancellationToken);
        if (!scan.IsOk)
        {
            return scan.Error;
        }

        if (!isDone)
        {
            var packed = RestoreRun.Pack(scan.Value);
            if (packed.Length > LedgerRows.MaxBytes)
            {
                return Errors.LedgerFull();
            }

            var visit = await FileAsync(scan.Value.Ledger, cancellationToken);
            var run = new RestoreRun(store, backup, scan.Value, row, packed, visit, clock.GetUtcNow());
            var isThrough = await run.RunAsync(change.Idempotency, cancellationToken);
            ledgers.Forget(user);
            if (!isThrough)
            {
                return Errors.Conflict();
            }
        }

        return await AnswerAsync(change.Caller, cancellationToken);
    }

    private static Error? Refusal(Caller caller, LedgerHead head) =>
        head.ErasingSince is null ? Entrance.RefusalOf(caller, head.Profile) : Errors.LedgerErasing();

    /// <summary>The key of a row that registering does not make, or changes of one that it does; null where there is none.</summary>
    private async Task<string?> FindForeignAsync(UserId user, Row head, CancellationToken cancellationToken)
    {
        string[] left = [LedgerKeys.Head, LedgerKeys.Chart, LedgerKeys.NameIntent, LedgerKeys.AuditPrefix, LedgerKeys.OncePrefix];
        var ledger = await ledgers.Reader.LoadAsync(user, head, null, cancellationToken);
        var changed = ledger is null ? null : LedgerRows.Apart(ledger, string.Empty).FirstOrDefault(row => row.Long("Version", absent: 1) > 1);
        if (changed is not null)
        {
            return changed.Key;
        }

        await foreach (var row in ledgers.Reader.RangeAsync(user, "", "~", select: ["Version"], cancellationToken: cancellationToken))
        {
            if (!left.Any(prefix => row.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return row.Key;
            }
        }

        return null;
    }

    /// <summary>The ledger's place in the due index, written before the commit that names it.</summary>
    private async Task<VisitPlace?> FileAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        if (ledger.Profile.Settings.RetentionDays is not null)
        {
            await due.PutAsync(RetentionFiling.ItemOf(ledger.Owner, clock.GetUtcNow(), clock.GetUtcNow()), cancellationToken);
        }

        if (VisitFiling.Next(ledger.Plans, ledger.Profile) is not { } at)
        {
            return null;
        }

        var place = new VisitPlace(at, ledger.Head.Version);
        await due.PutAsync(VisitFiling.ItemOf(ledger.Owner, place, clock.GetUtcNow()), cancellationToken);
        return place;
    }

    private async Task<Result<RestoredLedger>> AnswerAsync(Caller caller, CancellationToken cancellationToken) =>
        (await ledgers.OpenAsync(caller, cancellationToken)).Map(ledger => new RestoredLedger(
            ledger.Head.Version, ledger.Head.TransactionCount, [.. ledger.Plans.Webhooks]));
}
