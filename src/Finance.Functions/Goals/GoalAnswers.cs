using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Goals;
using Finance.Core.Transactions;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Goals;

/// <summary>Goals and what is put into them as clients see them.</summary>
internal static class GoalAnswers
{
    internal static Answer<GoalJson> Found(GoalInLedger found) => Answer.Ok(GoalJson.Of(found), found.Goal.Version);

    internal static Created<GoalJson> Created(GoalInLedger created) =>
        Answer.Created(GoalJson.Of(created), $"/api/goals/{created.Goal.Id}", created.Goal.Version);

    internal static Answer<DeletedGoalJson> Deleted(DeletedGoal deleted) =>
        Answer.Ok(new DeletedGoalJson(deleted.Id, true, deleted.Contributions));

    internal static Created<ContributedGoalJson> Contributed(ContributedGoal contributed)
    {
        var (found, made) = (contributed.Goal, contributed.Contribution);
        return Answer.Created(
            ContributedGoalJson.Of(contributed), $"/api/goals/{found.Goal.Id}/contributions/{made.Id}", made.Version);
    }

    internal static Answer<UndoneContributionJson> Undone(UndoneContribution undone) =>
        Answer.Ok(new UndoneContributionJson(undone.Id, true, GoalJson.Of(undone.Goal)));
}

/// <param name="RemainingAmount">What is missing; for a debt, what is still owed.</param>
/// <param name="Owed">For a debt alone.</param>
/// <param name="RequiredPerMonth">Null without a target date and once the target is reached.</param>
/// <param name="ProjectedDate">Null where there is no pace, or it does not lead there.</param>
/// <param name="OnTrack">Null without a target date.</param>
internal record GoalJson(
    string Id,
    string Name,
    string? Description,
    Money TargetAmount,
    DateOnly? TargetDate,
    GoalType GoalType,
    int Priority,
    GoalStatus Status,
    Currency Currency,
    Money CurrentAmount,
    Money RemainingAmount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Money? Owed,
    decimal Percent,
    bool IsAchieved,
    Money? RequiredPerMonth,
    DateOnly? ProjectedDate,
    bool? OnTrack,
    IReadOnlyList<MilestoneJson> Milestones,
    long ContributionCount,
    DateOnly? LastContributionOn,
    DateTimeOffset CreatedAt)
{
    internal static GoalJson Of(GoalInLedger found)
    {
        var (goal, figures) = (found.Goal, found.Figures);
        return new GoalJson(
            goal.Id,
            goal.Name,
            goal.Description,
            goal.Target,
            goal.TargetDate,
            goal.Type,
            goal.Priority,
            goal.Status,
            goal.Target.Currency,
            figures.Current,
            figures.Remaining,
            goal.Type == GoalType.Debt ? figures.Remaining : null,
            figures.Percent,
            figures.IsAchieved,
            figures.RequiredPerMonth,
            figures.ProjectedOn,
            figures.IsOnTrack,
            [.. figures.Milestones.Select(milestone => new MilestoneJson(milestone.Percent, milestone.Amount, milestone.ReachedOn))],
            figures.ContributionCount,
            figures.LastContributionOn,
            goal.CreatedAt);
    }
}

internal sealed record MilestoneJson(int Percent, Money Amount, DateOnly? ReachedOn);

/// <summary>A goal with the contribution that was just made to it.</summary>
internal sealed record ContributedGoalJson : GoalJson
{
    private ContributedGoalJson(GoalJson goal)
        : base(goal)
    {
    }

    public required ContributionJson Contribution { get; init; }

    internal static ContributedGoalJson Of(ContributedGoal contributed) =>
        new(Of(contributed.Goal)) { Contribution = ContributionJson.Of(contributed.Contribution) };
}

internal sealed record ContributionJson(
    string Id,
    Money Amount,
    DateOnly Date,
    string? Notes,
    TransactionId? TransactionId,
    DateTimeOffset CreatedAt)
{
    internal static ContributionJson Of(GoalContribution contribution) => new(
        contribution.Id,
        contribution.Amount,
        contribution.Date,
        contribution.Notes,
        contribution.TransactionId,
        contribution.CreatedAt);
}

/// <param name="Contributions">How many went with it.</param>
internal sealed record DeletedGoalJson(string Id, bool Deleted, long Contributions);

internal sealed record UndoneContributionJson(string Id, bool Deleted, GoalJson Goal);
