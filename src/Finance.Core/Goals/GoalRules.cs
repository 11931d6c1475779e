using System.Globalization;
using Finance.Core.Ledgers;

namespace Finance.Core.Goals;

/// <summary>What a goal must be, and what an update makes of one.</summary>
internal static class GoalRules
{
    internal const int MaxGoals = 200;
    private const int MaxPriority = 100;
    private const int MaxNameLength = 100;

    internal static Result<Goal> Make(LedgerDraft draft, string id, NewGoal asked)
    {
        var errors = new FieldErrors();
        var currency = draft.Head.Profile.Currency;
        return Check(errors, new Goal
        {
            Id = id,
            Name = asked.Name,
            Description = asked.Description,
            Target = errors.Take(asked.Target.ResolvePositive(currency)),
            TargetDate = asked.TargetDate,
            Type = asked.Type,
            Priority = asked.Priority,
            Status = asked.Status,
            Current = Money.Zero(currency),
            CreatedAt = draft.Now,
            Version = draft.Version,
        });
    }

    /// <summary>The goal with the update in it and with what follows from that, stamped only where something differs.</summary>
    internal static Result<Goal> Apply(LedgerDraft draft, Goal current, GoalPatch patch)
    {
        var errors = new FieldErrors();
        var changed = Check(errors, current with
        {
            Name = patch.Name.Or(current.Name) ?? string.Empty,
            Description = patch.Description.Or(current.Description),
            Target = patch.Target.IsPresent
                ? errors.Take(patch.Target.Or(default).ResolvePositive(current.Target.Currency))
                : current.Target,
            TargetDate = patch.TargetDate.Or(current.TargetDate),
            Type = patch.Type.Or(current.Type),
            Priority = patch.Priority.Or(current.Priority),
            Status = patch.Status.Or(current.Status),
        });
        return changed.Map(after => after == current ? current : Follow(draft, current, after, patch.Status.IsPresent));
    }

    // Another target may complete a goal or open it again, but not against what the same update says.
    private static Goal Follow(LedgerDraft draft, Goal before, Goal after, bool namesStatus)
    {
        var settled = GoalBook.Settle(draft, before, after with { Version = draft.Version });
        return !namesStatus
            ? settled
            : settled with
            {
                Status = after.Status,
                IsCompletedByReaching = before.IsCompletedByReaching && after.Status == before.Status && after.HasReachedTarget,
            };
    }

    private static Result<Goal> Check(FieldErrors errors, Goal goal)
    {
        ShortText.Require(errors, "name", goal.Name, MaxNameLength);
        if (goal.Priority is < 1 or > MaxPriority)
        {
            errors.Add("priority", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {MaxPriority}."));
        }

        return errors.IsEmpty ? goal : errors.ToError();
    }
}
