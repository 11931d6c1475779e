using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Goals;

/// <summary>Puts amounts into goals, by themselves or out of transactions, tells them, and takes them back.</summary>
public sealed class ContributionService(LedgerStore ledgers, TimeProvider clock)
{
    private static Error NotFound => Errors.NotFound("contribution");

    /// <summary>
    /// Puts an amount into a goal. Out of a transaction, it follows that from now on: in date, in amount, and when it is deleted.
    /// </summary>
    /// <returns>
    /// Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>goal_closed</c>, <c>validation_failed</c>, <c>already_linked</c>,
    /// <c>future_date</c>, <c>too_many_contributions</c>.
    /// </returns>
    public Task<Result<ContributedGoal>> ContributeAsync(
        Change change,
        string goalId,
        NewContribution asked,
        CancellationToken cancellationToken) => ledgers.ChangeAsync<ContributedGoal>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                var found = await GoalService.FindAsync(draft, change, goalId, token);
                if (!found.IsOk)
                {
                    return found.Error;
                }

                if (found.Value.Status == GoalStatus.Cancelled)
                {
                    return Errors.GoalClosed();
                }

                var source = await FindSourceAsync(draft, asked.TransactionId, token);
                var valid = asked.TransactionId is null
                    ? ContributionRules.Alone(draft, found.Value, asked)
                    : ContributionRules.OutOf(draft, found.Value, asked, source);
                return valid.Map(contribution => Post(draft, found.Value, contribution, asked, source));
            },
            cancellationToken);

    /// <summary>A goal's contributions, newest first.</summary>
    /// <param name="on">Those dated up to which day; null for today in the user's zone.</param>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public Task<Result<Page<GoalContribution>>> ListAsync(
        Caller caller,
        string goalId,
        DateOnly? on,
        PageRequest page,
        CancellationToken cancellationToken) => ledgers.ReadAsync(
            caller,
            LedgerPart.Everything,
            async (ledger, token) => (await PageAsync(ledger, goalId, on, page, token), true),
            cancellationToken);

    /// <summary>Contributions to a goal by their ids; those that are not there, or dated after a day, are left out.</summary>
    /// <returns>Errors: <c>not_found</c>, where there is no such goal.</returns>
    public async Task<Result<IReadOnlyDictionary<string, GoalContribution>>> FindAsync(
        Caller caller,
        string goalId,
        DateOnly? on,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken)
    {
        var page = await ListAsync(caller, goalId, on, new PageRequest(1, null), cancellationToken);
        return !page.IsOk
            ? page.Error
            : await ledgers.FindAsync(
                caller,
                LedgerPart.Everything,
                ids,
                async (owner, id, token) => await FindAsync(owner, goalId, id, token) is { } found && !(found.Date > on) ? found : null,
                cancellationToken);
    }

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<GoalContribution>> GetAsync(Caller caller, string goalId, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, LedgerPart.Everything, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error;
        }

        return await FindAsync(caller.Ledger, goalId, id, cancellationToken) is { } found ? found : NotFound;
    }

    /// <summary>Takes a contribution back; the transaction that it came out of stays, and gives to the goal no more.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public Task<Result<UndoneContribution>> UndoAsync(Change change, string goalId, string id, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<UndoneContribution>(
            change,
            LedgerPart.Everything,
            async (draft, token) =>
            {
                if (await draft.FindGoalAsync(goalId, token) is not { } goal
                    || await FindAsync(draft.Owner, goalId, id, token) is not { } contribution)
                {
                    return NotFound;
                }

                if (change.IfMatch?.Accepts(contribution.Version) == false)
                {
                    return Errors.PreconditionFailed();
                }

                await GoalBook.UnlinkAsync(draft, [contribution], token);
                var left = GoalBook.Post(draft, goal, contribution, null);
                draft.Record("goal.contribution_undone", id, ContributionRow.Write(draft.Owner, contribution), null);
                return new UndoneContribution(id, GoalService.Show(draft, left));
            },
            cancellationToken);

    private async Task<Result<Page<GoalContribution>>> PageAsync(
        LedgerSnapshot ledger,
        string goalId,
        DateOnly? on,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var row = LedgerKeys.IsId(goalId) ? await ledgers.Reader.FindAsync(ledger.Owner, LedgerKeys.Goal(goalId), cancellationToken) : null;
        if (row is null)
        {
            return GoalService.NotFound;
        }

        var figures = GoalInLedger.Of(GoalRow.Read(row), ledger.Profile, clock.GetUtcNow(), on).Figures;
        var from = page.After is { } after
            ? KeyText.After(LedgerKeys.Contribution(goalId, after))
            : LedgerKeys.Contribution(goalId, TransactionId.DayPrefix(figures.On));
        var to = KeyText.After(LedgerKeys.ContributionsOf(goalId));
        var items = new List<GoalContribution>();
        await foreach (var item in ledgers.Reader.RangeAsync(ledger.Owner, from, to, pageSize: page.Limit + 1, cancellationToken: cancellationToken))
        {
            if (items.Count == page.Limit)
            {
                return new Page<GoalContribution>(items, items[^1].Place, figures.ContributionCount);
            }

            items.Add(ContributionRow.Read(item));
        }

        return new Page<GoalContribution>(items, null, figures.ContributionCount);
    }

    private static async Task<Transaction?> FindSourceAsync(LedgerDraft draft, string? id, CancellationToken cancellationToken) =>
        TransactionId.TryParse(id, out var known) ? await draft.FindTransactionAsync(known, cancellationToken) : null;

    private static ContributedGoal Post(
        LedgerDraft draft,
        Goal goal,
        GoalContribution valid,
        NewContribution asked,
        Transaction? source)
    {
        var contribution = valid with { Id = GoalContribution.NewId(valid.Date, draft.TakeEntries()) };
        if (source is not null)
        {
            var isWhole = asked.Amount is null && source.Goals.Count == 0;
            draft.Relink(source, [.. source.Goals, new GoalLink(goal.Id, contribution.Id, contribution.Amount, isWhole)]);
        }

        var grown = GoalBook.Post(draft, goal, null, contribution);
        draft.Record("goal.contributed", contribution.Id, null, ContributionRow.Write(draft.Owner, contribution));
        return new ContributedGoal(GoalService.Show(draft, grown), contribution);
    }

    // One whose date has followed a transaction stands elsewhere; these are few, and the store picks the one.
    private async Task<GoalContribution?> FindAsync(UserId owner, string goalId, string id, CancellationToken cancellationToken)
    {
        if (!LedgerKeys.IsId(goalId) || !LedgerKeys.IsId(id))
        {
            return null;
        }

        var there = await ledgers.Reader.FindAsync(owner, LedgerKeys.Contribution(goalId, id), cancellationToken);
        if (there is not null)
        {
            return ContributionRow.Read(there);
        }

        var (from, to) = (LedgerKeys.ContributionsOf(goalId), KeyText.After(LedgerKeys.ContributionsOf(goalId)));
        var moved = ledgers.Reader.RangeAsync(
            owner, from, to, where: [new(ContributionRow.IdProperty, id)], cancellationToken: cancellationToken);
        await foreach (var row in moved)
        {
            return ContributionRow.Read(row);
        }

        return null;
    }
}
