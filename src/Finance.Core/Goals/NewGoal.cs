namespace Finance.Core.Goals;

/// <summary>A goal to be made, in the user's currency. What is null is not given.</summary>
public sealed record NewGoal
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required AmountText Target { get; init; }

    public DateOnly? TargetDate { get; init; }

    public required GoalType Type { get; init; }

    public int Priority { get; init; } = 1;

    public GoalStatus Status { get; init; }
}

/// <summary>An update: what is absent stays as it is.</summary>
public sealed record GoalPatch
{
    public Optional<string> Name { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<string> Description { get; init; }

    /// <summary>Reached or no longer reached by it, the goal is completed or opened again, unless the status is named too.</summary>
    public Optional<AmountText> Target { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<DateOnly?> TargetDate { get; init; }

    public Optional<GoalType> Type { get; init; }

    public Optional<int> Priority { get; init; }

    public Optional<GoalStatus> Status { get; init; }
}

/// <summary>Which goals are asked for; null for any.</summary>
/// <param name="On">As of which day; null for today in the user's zone.</param>
public sealed record GoalFilter(GoalStatus? Status = null, GoalType? Type = null, DateOnly? On = null);
