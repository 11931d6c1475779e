using Finance.Core.Due;

namespace Finance.Core.Nightly;

/// <summary>What a nightly run did.</summary>
/// <param name="Users">Users of whom something was due.</param>
/// <param name="Failures">Items that were left as they were, and kinds that could not be visited.</param>
/// <param name="Chores">By the kind of items.</param>
/// <param name="IsComplete">False where the run was told to stop; what is left is done by the next one.</param>
public sealed record NightlyReport(int Users, int Failures, IReadOnlyDictionary<string, ChoreReport> Chores, bool IsComplete)
{
    /// <summary>Recurring templates that were due.</summary>
    public int Templates => Chores.GetValueOrDefault(DueItem.Recurring)?.Items ?? 0;

    /// <summary>Occurrences of them that were created.</summary>
    public int Created => Chores.GetValueOrDefault(DueItem.Recurring)?.Done ?? 0;
}

/// <param name="Items">Items of which something was due.</param>
/// <param name="Done">How much was done.</param>
public sealed record ChoreReport(int Items, int Done);
