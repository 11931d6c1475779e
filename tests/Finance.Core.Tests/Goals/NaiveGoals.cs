using Finance.Core.Goals;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Goals;

/// <summary>Goals and what is put into them, kept as lists and counted anew each time: what <see cref="GoalService"/> is held against.</summary>
internal sealed class NaiveGoals
{
    private int _made;

    internal List<NaiveGoal> Goals { get; } = [];

    internal List<NaiveEntry> Entries { get; } = [];

    internal List<NaiveContribution> Contributions { get; } = [];

    internal IEnumerable<NaiveContribution> Of(NaiveGoal goal) => Contributions.Where(contribution => contribution.Goal == goal);

    internal IEnumerable<NaiveContribution> Of(NaiveEntry entry) => Contributions.Where(contribution => contribution.Entry == entry);

    internal long SumOf(NaiveGoal goal, DateOnly on) => Of(goal).Where(contribution => contribution.Date <= on).Sum(contribution => contribution.Amount);

    internal string? RefusalOf(NaiveGoal goal, NaiveEntry entry, long? amount)
    {
        if (goal.Status == GoalStatus.Cancelled)
        {
            return "goal_closed";
        }

        if (entry.IsForeign)
        {
            return "validation_failed";
        }

        if (Of(entry).Any(contribution => contribution.Goal == goal))
        {
            return "already_linked";
        }

        var left = entry.Amount - Of(entry).Sum(contribution => contribution.Amount);
        return left <= 0 || amount > left ? "validation_failed" : null;
    }

    internal void Add(NaiveGoal goal, string id, DateOnly date, long? amount, NaiveEntry? entry)
    {
        var given = entry is null ? 0 : Of(entry).Sum(contribution => contribution.Amount);
        Change(() => Contributions.Add(new NaiveContribution(goal, id, ++_made, entry)
        {
            Date = date,
            Amount = amount ?? entry!.Amount - given,
            IsWhole = amount is null && given == 0,
        }));
    }

    internal void Undo(NaiveContribution contribution) => Change(() => Contributions.Remove(contribution));

    internal void Delete(NaiveEntry entry)
    {
        Entries.Remove(entry);
        Change(() => Contributions.RemoveAll(contribution => contribution.Entry == entry));
    }

    internal void Delete(NaiveGoal goal)
    {
        Goals.Remove(goal);
        Contributions.RemoveAll(contribution => contribution.Goal == goal);
    }

    internal void MoveAbroad(NaiveEntry entry, bool isForeign) => Change(() =>
    {
        if (entry.IsForeign != isForeign)
        {
            Contributions.RemoveAll(contribution => contribution.Entry == entry);
        }

        entry.IsForeign = isForeign;
    });

    internal void Redate(NaiveEntry entry, DateOnly date)
    {
        entry.Date = date;
        foreach (var contribution in Of(entry))
        {
            contribution.Date = date;
        }
    }

    /// <summary>A contribution of the whole follows; of the others, the newest give way until what is left suffices.</summary>
    internal void Revalue(NaiveEntry entry, long amount) => Change(() =>
    {
        entry.Amount = amount;
        foreach (var contribution in Of(entry).Where(contribution => contribution.IsWhole))
        {
            contribution.Amount = amount;
        }

        foreach (var contribution in Of(entry).OrderByDescending(contribution => contribution.Order).ToList())
        {
            var excess = Of(entry).Sum(other => other.Amount) - amount;
            contribution.Amount -= Math.Clamp(excess, 0, contribution.Amount);
            if (contribution.Amount == 0)
            {
                Contributions.Remove(contribution);
            }
        }
    });

    internal void Retarget(NaiveGoal goal, long target) => Change(() => goal.Target = target);

    internal void SetStatus(NaiveGoal goal, GoalStatus status) => Change(() =>
    {
        goal.ByReaching &= goal.Status == status;
        goal.Status = status;
    });

    /// <summary>Does something, and looks at each goal before and after.</summary>
    private void Change(Action change)
    {
        var before = Goals.ToDictionary(goal => goal, HasReached);
        change();
        foreach (var goal in Goals)
        {
            if (!before[goal] && HasReached(goal) && goal.Status == GoalStatus.Active)
            {
                (goal.Status, goal.ByReaching) = (GoalStatus.Completed, true);
            }
            else if (before[goal] && !HasReached(goal) && goal.ByReaching)
            {
                (goal.Status, goal.ByReaching) = (GoalStatus.Active, false);
            }

            var highest = new[] { 100, 75, 50, 25 }.FirstOrDefault(percent => SumOf(goal, DateOnly.MaxValue) * 100 >= goal.Target * percent);
            if (goal.Status != GoalStatus.Cancelled && highest > goal.Told.LastOrDefault())
            {
                goal.Told.Add(highest);
            }
        }
    }

    private bool HasReached(NaiveGoal goal) => SumOf(goal, DateOnly.MaxValue) >= goal.Target;
}

internal sealed class NaiveGoal(string id, long target)
{
    internal string Id => id;

    internal long Target { get; set; } = target;

    internal GoalStatus Status { get; set; }

    internal bool ByReaching { get; set; }

    internal List<int> Told { get; } = [];
}

internal sealed class NaiveEntry(Transaction made)
{
    internal Transaction Made => made;

    internal DateOnly Date { get; set; } = made.Date;

    internal long Amount { get; set; } = made.Amount.Minor;

    internal bool IsForeign { get; set; }
}

internal sealed class NaiveContribution(NaiveGoal goal, string id, int order, NaiveEntry? entry)
{
    internal NaiveGoal Goal => goal;

    internal string Id => id;

    internal int Order => order;

    internal NaiveEntry? Entry => entry;

    internal DateOnly Date { get; set; }

    internal long Amount { get; set; }

    internal bool IsWhole { get; init; }
}
