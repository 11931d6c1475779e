using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;

namespace Finance.Core.Goals;

/// <summary>Keeps a goal's sum with its contributions, and what follows from the sum: its status, and the milestones that are told.</summary>
internal static class GoalBook
{
    /// <summary>Puts a contribution, changed or gone, into a draft with its goal.</summary>
    /// <param name="was">Null for a new one.</param>
    /// <param name="now">Null for one that is taken away.</param>
    internal static Goal Post(LedgerDraft draft, Goal goal, GoalContribution? was, GoalContribution? now)
    {
        var changed = goal;
        if (was is not null)
        {
            changed = Add(changed, was, -1);
            draft.Stage(new RowChange(RowChangeKind.Delete, ContributionRow.Write(draft.Owner, was)));
        }

        if (now is not null)
        {
            // In the same place it replaces what was there.
            changed = Add(changed, now, 1);
            draft.Stage(new RowChange(RowChangeKind.Put, ContributionRow.Write(draft.Owner, now)));
        }

        changed = Settle(draft, goal, changed);
        draft.Put(changed);
        return changed;
    }

    /// <summary>The goal with a contribution more (<paramref name="sign"/> 1) or less (−1), whatever follows from it.</summary>
    internal static Goal Add(Goal goal, GoalContribution contribution, int sign)
    {
        var amount = contribution.Amount;
        return goal with
        {
            Current = sign > 0 ? goal.Current + amount : goal.Current - amount,
            History = goal.History.Post(contribution, sign),
        };
    }

    /// <summary>What follows from another sum or another target.</summary>
    internal static Goal Settle(LedgerDraft draft, Goal before, Goal after)
    {
        var settled = (before.HasReachedTarget, after.HasReachedTarget) switch
        {
            (false, true) when after.Status == GoalStatus.Active =>
                after with { Status = GoalStatus.Completed, IsCompletedByReaching = true, Version = draft.Version },
            (true, false) when after.IsCompletedByReaching =>
                after with { Status = GoalStatus.Active, IsCompletedByReaching = false, Version = draft.Version },
            _ => after,
        };
        return settled.Status == GoalStatus.Cancelled ? settled : Tell(draft, settled);
    }

    /// <summary>Takes contributions off the transactions that they come out of.</summary>
    internal static async Task UnlinkAsync(
        LedgerDraft draft,
        IReadOnlyList<GoalContribution> contributions,
        CancellationToken cancellationToken)
    {
        var linked = contributions.Where(contribution => contribution.TransactionId is not null).ToList();
        var found = await Task.WhenAll(linked.Select(
            contribution => draft.FindTransactionAsync(contribution.TransactionId!.Value, cancellationToken)));
        foreach (var (contribution, transaction) in linked.Zip(found))
        {
            if (transaction is not null)
            {
                draft.Relink(transaction, [.. transaction.Goals.Where(link => link.ContributionId != contribution.Id)]);
            }
        }
    }

    private static Goal Tell(LedgerDraft draft, Goal goal)
    {
        var reached = Goal.MilestonePercents.LastOrDefault(percent => goal.Current >= goal.Milestone(percent));
        if (reached <= goal.ToldMilestone)
        {
            return goal;
        }

        var done = goal.Type switch
        {
            GoalType.Debt => "paid off",
            GoalType.Investment => "invested",
            _ => "saved",
        };
        draft.Notify(new NewNotification(
            NotificationKind.GoalMilestone,
            reached == 100 ? $"{goal.Name}: the goal is reached" : $"{goal.Name}: {reached} % of the goal",
            $"{goal.Current} of {goal.Target} {goal.Target.Currency} are {done}.",
            goal.Id));
        return goal with { ToldMilestone = reached };
    }
}
