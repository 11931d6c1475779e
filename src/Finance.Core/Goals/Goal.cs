namespace Finance.Core.Goals;

public enum GoalType
{
    Savings,

    /// <summary>The target is what was owed at the start; what is put in are payments, and what remains is still owed.</summary>
    Debt,
    Investment,
}

public enum GoalStatus
{
    Active,

    /// <summary>By reaching the target, or because the user said so. It still takes contributions.</summary>
    Completed,

    /// <summary>Takes no contribution any more.</summary>
    Cancelled,
}

/// <summary>
/// An amount to be reached. <see cref="Current"/> is always the sum of its contributions; <see cref="History"/> says the same day by day.
/// </summary>
public sealed record Goal
{
    /// <summary>The shares of the target that are told of, in percent.</summary>
    public static IReadOnlyList<int> MilestonePercents { get; } = [25, 50, 75, 100];

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Above zero, in the currency that was the user's when the goal was made: all its contributions are in it.</summary>
    public required Money Target { get; init; }

    public DateOnly? TargetDate { get; init; }

    public required GoalType Type { get; init; }

    /// <summary>1 comes first.</summary>
    public required int Priority { get; init; }

    public required GoalStatus Status { get; init; }

    /// <summary>It is completed because its target was reached: falling below opens it again.</summary>
    public bool IsCompletedByReaching { get; init; }

    public required Money Current { get; init; }

    public GoalHistory History { get; init; } = GoalHistory.Empty;

    /// <summary>The highest milestone that the user was told of, in percent; none is told of twice.</summary>
    public int ToldMilestone { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the ledger that last changed the goal by name, or its status; not what was put in.</summary>
    public long Version { get; init; }

    /// <summary>Whether everything that was put in, whatever its date, reaches the target.</summary>
    public bool HasReachedTarget => Current >= Target;

    /// <summary>The lowest amount that is a share of the target: rounded up to the minor unit.</summary>
    public Money Milestone(int percent) => new(((Target.Minor * percent) + 99) / 100, Target.Currency);
}

/// <summary>A goal with what it comes to on a day.</summary>
public sealed record GoalInLedger(Goal Goal, GoalFigures Figures)
{
    /// <param name="on">As of which day; null for today in the user's zone.</param>
    internal static GoalInLedger Of(Goal goal, Users.Profile profile, DateTimeOffset now, DateOnly? on = null) => new(
        goal,
        GoalFigures.Of(goal, on ?? TimeZones.DayOf(now, profile.TimeZone), TimeZones.DayOf(goal.CreatedAt, profile.TimeZone)));
}

/// <summary>A goal that is gone, with its contributions.</summary>
/// <param name="Contributions">How many; the transactions that were linked stay.</param>
public sealed record DeletedGoal(string Id, long Contributions);
