namespace Finance.Core.Goals;

/// <param name="Amount">The lowest amount that reaches it.</param>
/// <param name="ReachedOn">The date of the contribution that reached it; null while it is not reached.</param>
public sealed record GoalMilestone(int Percent, Money Amount, DateOnly? ReachedOn);

/// <summary>What a goal comes to at the end of a day: contributions of later dates are not looked at. Pure.</summary>
public sealed record GoalFigures
{
    /// <summary>The pace is that of the last 180 days.</summary>
    private const int PaceDays = 180;

    /// <summary>Nor is it taken from fewer days than this: one early payment is no pace.</summary>
    private const int MinPaceDays = 30;

    private const decimal AlmostAll = 99.99m;

    public required DateOnly On { get; init; }

    public required Money Current { get; init; }

    /// <summary>What is missing; for a debt, what is still owed. Zero once the target is reached.</summary>
    public required Money Remaining { get; init; }

    /// <summary>Of the target, rounded half away from zero to two decimals, but 100 only once it is reached; more is possible.</summary>
    public required decimal Percent { get; init; }

    public bool IsAchieved => Remaining.Minor == 0;

    /// <summary>
    /// What is to be put in each month so that the target date is met, rounded up to the minor unit; null without that date and once the
    /// target is reached.
    /// </summary>
    public Money? RequiredPerMonth { get; init; }

    /// <summary>The day on which the target is reached if the pace is kept, or was reached; null where there is no pace, or none in time.</summary>
    public DateOnly? ProjectedOn { get; init; }

    /// <summary>Reached, projected in time, or not behind the straight line from the goal's first day; null without a target date.</summary>
    public bool? IsOnTrack { get; init; }

    /// <summary>Lowest first.</summary>
    public required IReadOnlyList<GoalMilestone> Milestones { get; init; }

    public required long ContributionCount { get; init; }

    public DateOnly? LastContributionOn { get; init; }

    /// <param name="createdOn">The user's day on which the goal was made.</param>
    internal static GoalFigures Of(Goal goal, DateOnly on, DateOnly createdOn)
    {
        var given = goal.History.Days.TakeWhile(day => day.Key <= on).ToList();
        var (current, count) = (given.Sum(day => day.Value.Minor), given.Sum(day => day.Value.Count));
        var remaining = Math.Max(0, goal.Target.Minor - current);
        var milestones = Goal.MilestonePercents
            .Select(percent => new GoalMilestone(percent, goal.Milestone(percent), DayOf(goal.History, on, goal.Milestone(percent).Minor)))
            .ToList();
        var figures = new GoalFigures
        {
            On = on,
            Current = new Money(current, goal.Target.Currency),
            Remaining = new Money(remaining, goal.Target.Currency),
            Percent = PercentOf(current, goal.Target.Minor),
            RequiredPerMonth = goal.TargetDate is { } day && remaining > 0 ? Required(remaining, on, day, goal.Target.Currency) : null,
            ProjectedOn = remaining == 0 ? milestones[^1].ReachedOn : Projected(goal.History, remaining, on),
            Milestones = milestones,
            ContributionCount = count,
            LastContributionOn = given.Count > 0 ? given[^1].Key : null,
        };
        return figures with { IsOnTrack = goal.TargetDate is { } target ? figures.IsInTime(goal, createdOn, on, target) : null };
    }

    private static decimal PercentOf(long current, long target)
    {
        var percent = Math.Round(100m * current / target, 2, MidpointRounding.AwayFromZero);
        return current < target ? Math.Min(percent, AlmostAll) : percent;
    }

    private static DateOnly? DayOf(GoalHistory history, DateOnly on, long amount)
    {
        var sum = 0L;
        foreach (var (day, given) in history.Days.TakeWhile(day => day.Key <= on))
        {
            sum += given.Minor;
            if (sum >= amount)
            {
                return day;
            }
        }

        return null;
    }

    private static Money Required(long remaining, DateOnly on, DateOnly target, Currency currency)
    {
        var months = Math.Max(1, Month.Of(target).Index - Month.Of(on).Index - (target.Day < on.Day ? 1 : 0));
        return new Money((remaining + months - 1) / months, currency);
    }

    private static DateOnly? Projected(GoalHistory history, long remaining, DateOnly on)
    {
        var recent = history.Days
            .Where(day => day.Key <= on && on.DayNumber - day.Key.DayNumber < PaceDays)
            .Sum(day => day.Value.Minor);
        if (recent <= 0)
        {
            return null;
        }

        var first = history.Days.Keys.First();
        var days = Math.Clamp(on.DayNumber - first.DayNumber + 1, MinPaceDays, PaceDays);
        var left = (((Int128)remaining * days) + recent - 1) / recent;
        return left <= LedgerDates.Last.DayNumber - on.DayNumber ? on.AddDays((int)left) : null;
    }

    private bool IsInTime(Goal goal, DateOnly createdOn, DateOnly on, DateOnly target)
    {
        var all = Math.Max(1, target.DayNumber - createdOn.DayNumber);
        var gone = Math.Clamp(on.DayNumber - createdOn.DayNumber, 0, all);
        return IsAchieved || ProjectedOn <= target || (Int128)Current.Minor * all >= (Int128)goal.Target.Minor * gone;
    }
}
