using Finance.Core.Due;

namespace Finance.Core.Nightly;

/// <summary>What a nightly run did.</summary>
/// <param name="Chores">By the kind of items.</param>
/// <param name="IsComplete">False where the run was told to stop; what is left is done by the next one.</param>
public sealed record NightlyReport(IReadOnlyDictionary<string, ChoreReport> Chores, bool IsComplete)
{
    /// <summary>How long what was due longest had been due.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Users of whom something was due, counted for each kind.</summary>
    public int Users => Chores.Values.Sum(chore => chore.Users);

    /// <summary>Recurring templates that were due.</summary>
    public int Templates => Of(DueItem.Recurring).Items;

    /// <summary>Occurrences of them that were created.</summary>
    public int Created => Of(DueItem.Recurring).Done;

    public int Failures => Chores.Values.Sum(chore => chore.Failures);

    private ChoreReport Of(string kind) => Chores.GetValueOrDefault(kind) ?? ChoreReport.Nothing;
}

/// <param name="Users">Users of whom something was due; one whose items lie in several pages of the due index may count again.</param>
/// <param name="Items">Items of which something was due.</param>
/// <param name="Done">How much was done.</param>
/// <param name="Failures">What was left as it was: items, all of a user's, or the rest of the kind.</param>
public sealed record ChoreReport(int Users, int Items, int Done, int Failures)
{
    public static ChoreReport Nothing { get; } = new(0, 0, 0, 0);
}
