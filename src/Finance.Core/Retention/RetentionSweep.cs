using Finance.Core.Ledgers;

namespace Finance.Core.Retention;

/// <param name="IsWanted">Whether the user wants anything taken away at all.</param>
internal sealed record Swept(bool IsWanted, int Removed);

/// <summary>
/// Takes away traces that are older than a user wants them kept, in commits that each hold what they take and that it is taken. Entries,
/// accounts, categories, plans, goals and imports are no traces: they stay whatever their age.
/// </summary>
internal sealed class RetentionSweep(LedgerStore ledgers)
{
    /// <summary>What is left is for the next night.</summary>
    private const int MaxCommits = 100;

    internal async Task<Result<Swept>> RunAsync(Change change, CancellationToken cancellationToken)
    {
        var sum = new Swept(false, 0);
        for (var commit = 0; commit < MaxCommits; commit++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = await ledgers.ChangeAsync<Swept>(change, SweepAsync, cancellationToken);
            if (!part.IsOk)
            {
                return part.Error;
            }

            sum = part.Value with { Removed = sum.Removed + part.Value.Removed };
            if (part.Value.Removed == 0)
            {
                break;
            }
        }

        return sum;
    }

    private async Task<Result<Swept>> SweepAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Head.Profile.Settings.RetentionDays is not { } days)
        {
            return new Swept(false, 0);
        }

        var (traces, oldest) = (new ExpiredTraces(ledgers.Reader, draft), draft.Now.AddDays(-days));
        var removed = await traces.RemoveCommitsAsync(oldest, cancellationToken)
            + await traces.RemoveNotificationsAsync(oldest, cancellationToken)
            + await traces.RemoveAnswersAsync(cancellationToken);
        if (removed > 0)
        {
            draft.Record("retention.applied", draft.Owner.ToString(), []);
        }

        return new Swept(true, removed);
    }
}
