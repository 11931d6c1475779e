using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Goals;

/// <summary>Makes, reads, changes and deletes goals.</summary>
public sealed class GoalService(LedgerStore ledgers, TimeProvider clock)
{
    // Each takes its own row and, where it is linked, that of its transaction.
    private const int DeletedPerCommit = 40;

    internal static Error NotFound => Errors.NotFound("goal");

    /// <returns>Errors: <c>validation_failed</c>, <c>too_many_goals</c>.</returns>
    public Task<Result<GoalInLedger>> CreateAsync(Change change, NewGoal asked, CancellationToken cancellationToken)
    {
        var id = LedgerKeys.NewId();
        return ledgers.ChangeAsync<GoalInLedger>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                var made = GoalRules.Make(draft, id, asked);
                if (!made.IsOk)
                {
                    return made.Error;
                }

                if ((await ReadAllAsync(draft.Owner, token)).Count >= GoalRules.MaxGoals)
                {
                    return Errors.TooManyGoals(GoalRules.MaxGoals);
                }

                draft.Put(made.Value);
                draft.Record("goal.created", id, null, GoalRow.Write(draft.Owner, made.Value));
                return Show(draft, made.Value);
            },
            cancellationToken);
    }

    /// <summary>Goals by priority, then oldest first.</summary>
    public async Task<Result<IReadOnlyList<GoalInLedger>>> ListAsync(Caller caller, GoalFilter filter, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var goals = await ReadAllAsync(caller.Ledger, cancellationToken);
        return goals
            .Where(goal => (filter.Status ?? goal.Status) == goal.Status && (filter.Type ?? goal.Type) == goal.Type)
            .OrderBy(goal => goal.Priority)
            .ThenBy(goal => goal.CreatedAt)
            .ThenBy(goal => goal.Id, StringComparer.Ordinal)
            .Select(goal => GoalInLedger.Of(goal, ledger.Value.Profile, clock.GetUtcNow(), filter.On))
            .ToList();
    }

    /// <param name="on">As of which day; null for today in the user's zone.</param>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<GoalInLedger>> GetAsync(Caller caller, string id, DateOnly? on, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        var row = LedgerKeys.IsId(id) ? await ledgers.Reader.FindAsync(caller.Ledger, LedgerKeys.Goal(id), cancellationToken) : null;
        return row is null ? NotFound : GoalInLedger.Of(GoalRow.Read(row), ledger.Value.Profile, clock.GetUtcNow(), on);
    }

    /// <summary>Changes what the patch names; nothing is written when nothing differs.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public Task<Result<GoalInLedger>> UpdateAsync(Change change, string id, GoalPatch patch, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<GoalInLedger>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                var found = await FindAsync(draft, change, id, token);
                var applied = found.Then(goal => GoalRules.Apply(draft, goal, patch));
                if (!applied.IsOk)
                {
                    return applied.Error;
                }

                if (applied.Value != found.Value)
                {
                    draft.Put(applied.Value);
                    draft.Record(
                        "goal.updated", id, GoalRow.Write(draft.Owner, found.Value), GoalRow.Write(draft.Owner, applied.Value));
                }

                return Show(draft, applied.Value);
            },
            cancellationToken);

    /// <summary>
    /// Deletes a goal with its contributions, commit by commit where they are many, the goal last: cut short, it holds what is left, and
    /// calling again does the rest. The transactions that were linked stay, and give to it no more.
    /// </summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public async Task<Result<DeletedGoal>> DeleteAsync(Change change, string id, CancellationToken cancellationToken)
    {
        var (deleted, step) = (0L, change);
        while (true)
        {
            var part = await ledgers.ChangeAsync<(int Deleted, bool IsGone)>(
                step, LedgerPart.Everything, (draft, token) => DeletePartAsync(draft, step, id, token), cancellationToken);
            if (!part.IsOk)
            {
                return part.Error;
            }

            deleted += part.Value.Deleted;
            if (part.Value.IsGone)
            {
                return new DeletedGoal(id, deleted);
            }

            step = change with { IfMatch = null };
        }
    }

    /// <summary>A goal that is there and of a version that the request accepts.</summary>
    internal static async Task<Result<Goal>> FindAsync(LedgerDraft draft, Change change, string id, CancellationToken cancellationToken)
    {
        if (await draft.FindGoalAsync(id, cancellationToken) is not { } goal)
        {
            return NotFound;
        }

        return change.IfMatch?.Accepts(goal.Version) == false ? Errors.PreconditionFailed() : goal;
    }

    /// <summary>The goal as of the day of the change.</summary>
    internal static GoalInLedger Show(LedgerDraft draft, Goal goal) => GoalInLedger.Of(goal, draft.Head.Profile, draft.Now);

    private async Task<IReadOnlyList<Goal>> ReadAllAsync(UserId owner, CancellationToken cancellationToken)
    {
        var goals = new List<Goal>();
        var (from, to) = (LedgerKeys.GoalPrefix, KeyText.After(LedgerKeys.GoalPrefix));
        await foreach (var row in ledgers.Reader.RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            goals.Add(GoalRow.Read(row));
        }

        return goals;
    }

    private async Task<Result<(int Deleted, bool IsGone)>> DeletePartAsync(
        LedgerDraft draft,
        Change change,
        string id,
        CancellationToken cancellationToken)
    {
        var found = await FindAsync(draft, change, id, cancellationToken);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var goal = found.Value;
        var (part, isAll) = await ReadPartAsync(draft.Owner, id, cancellationToken);
        await GoalBook.UnlinkAsync(draft, part, cancellationToken);
        foreach (var contribution in part)
        {
            draft.Stage(new RowChange(RowChangeKind.Delete, ContributionRow.Write(draft.Owner, contribution)));
        }

        var before = GoalRow.Write(draft.Owner, goal);
        var gone = part.Select(contribution => new AuditedRow(ContributionRow.Write(draft.Owner, contribution), null));
        if (isAll)
        {
            draft.Delete(goal);
            draft.Record("goal.deleted", id, [new AuditedRow(before, null), .. gone]);
        }
        else
        {
            var left = part.Aggregate(goal, (sum, contribution) => GoalBook.Add(sum, contribution, -1));
            draft.Put(left);
            draft.Record("goal.emptied", id, [new AuditedRow(before, GoalRow.Write(draft.Owner, left)), .. gone]);
        }

        return (part.Count, isAll);
    }

    private async Task<(List<GoalContribution> Part, bool IsAll)> ReadPartAsync(UserId owner, string id, CancellationToken cancellationToken)
    {
        var part = new List<GoalContribution>();
        var (from, to) = (LedgerKeys.ContributionsOf(id), KeyText.After(LedgerKeys.ContributionsOf(id)));
        var rows = ledgers.Reader.RangeAsync(owner, from, to, pageSize: DeletedPerCommit + 1, cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (part.Count == DeletedPerCommit)
            {
                return (part, false);
            }

            part.Add(ContributionRow.Read(row));
        }

        return (part, true);
    }
}
