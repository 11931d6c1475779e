using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Transactions.Bulk;

/// <summary>
/// Makes many changes of transactions in as few commits as hold them. With an idempotency key each commit also keeps how far the request
/// is, so that a retry of one that was cut short goes on where it was.
/// </summary>
public sealed class BulkService(LedgerStore ledgers)
{
    /// <summary>The most operations of one request.</summary>
    public const int MaxOperations = 1000;

    /// <summary>What one operation can meet of its own, though the ledger as a whole refuses it.</summary>
    private static readonly string[] OfOneOperation = [Errors.TooManyTags().Code, Errors.LedgerFull().Code, Errors.OutsideGrant().Code];

    /// <summary>All operations in one commit, or none.</summary>
    /// <returns>
    /// Errors: <c>bulk_refused</c>, <c>bulk_too_large</c>, those of
    /// <see cref="LedgerStore.OpenAsync(Caller, LedgerPart, CancellationToken, Sharing.GrantAccess)"/>, <c>too_many_tags</c>,
    /// <c>ledger_full</c>, <c>conflict</c>.
    /// </returns>
    public async Task<Result<BulkResult>> ChangeAtOnceAsync(Change change, IReadOnlyList<BulkRow> operations, CancellationToken cancellationToken)
    {
        try
        {
            return await ledgers.ChangeAsync<BulkResult>(
                change,
                LedgerPart.Entries,
                async (draft, token) =>
                {
                    var bulk = new BulkDraft(draft, operations, draft.Room - (change.Idempotency is null ? 0 : 1));
                    var outcomes = await bulk.DecideAsync(0, operations.Count, token);
                    if (outcomes.Count < operations.Count)
                    {
                        return Errors.BulkTooLarge(operations.Count, outcomes.Count);
                    }

                    if (outcomes.Any(outcome => outcome.Error is not null))
                    {
                        return BulkErrors.Refused(outcomes);
                    }

                    if (await bulk.StageAsync(token) is { Count: > 0 } changes)
                    {
                        BulkAudit.Record(draft, changes);
                    }

                    return new BulkResult(outcomes);
                },
                cancellationToken);
        }
        catch (BatchRefusedException)
        {
            // So many rows fit, but not so many bytes.
            return Errors.BulkTooLarge(operations.Count, operations.Count / 2);
        }
    }

    /// <summary>Each operation for itself, in their order: one that fails leaves the others alone.</summary>
    /// <returns>
    /// Errors: those of <see cref="LedgerStore.OpenAsync(Caller, LedgerPart, CancellationToken, Sharing.GrantAccess)"/>,
    /// <c>conflict</c>, <c>idempotency_key_reused</c>. What comes up between two commits is the outcome of the operations that are left.
    /// </returns>
    public async Task<Result<BulkResult>> ChangeAsync(Change change, IReadOnlyList<BulkRow> operations, CancellationToken cancellationToken)
    {
        var run = new BulkRun(ledgers.Reader, change.Idempotency, operations);
        var limit = operations.Count;
        while (!run.IsOver)
        {
            run.Reset();
            var (progress, isTooLarge) = await CommitAsync(change, run, limit, cancellationToken);
            if (progress.IsOk)
            {
                run.Take(progress.Value);
                limit = operations.Count;
            }
            else if (isTooLarge || OfOneOperation.Contains(progress.Error.Code))
            {
                limit = Math.Max(1, run.Taken / 2);
                if (run.Taken == 1)
                {
                    run.FailNext(progress.Error);
                    limit = operations.Count;
                }
            }
            else if (run.HasBegun)
            {
                run.FailRest(progress.Error);
            }
            else
            {
                return progress.Error;
            }
        }

        return run.Answer();
    }

    private async Task<(Result<BulkProgress> Progress, bool IsTooLarge)> CommitAsync(
        Change change,
        BulkRun run,
        int limit,
        CancellationToken cancellationToken)
    {
        try
        {
            var progress = await ledgers.ChangeAsync<BulkProgress>(
                change with { Idempotency = null },
                LedgerPart.Entries,
                (draft, token) => run.DecideAsync(draft, limit, token),
                cancellationToken);
            return (progress, false);
        }
        catch (BatchRefusedException) when (run.Taken > 1)
        {
            return (Errors.BulkTooLarge(run.Taken, run.Taken / 2), true);
        }
    }
}
