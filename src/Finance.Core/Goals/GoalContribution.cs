using Finance.Core.Transactions;

namespace Finance.Core.Goals;

/// <summary>An amount that was put into a goal: by itself, or out of a transaction, whose date it then has.</summary>
public sealed record GoalContribution
{
    /// <summary>12 characters: the place it had when it was made (<see cref="PlaceOn"/>). It stays when the date follows a transaction.</summary>
    public required string Id { get; init; }

    public required string GoalId { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Above zero, in the goal's currency.</summary>
    public required Money Amount { get; init; }

    public string? Notes { get; init; }

    public TransactionId? TransactionId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the ledger that last changed it.</summary>
    public long Version { get; init; }

    /// <summary>Where it stands among those of its goal: newest day first and, within a day, latest entry first.</summary>
    internal string Place => PlaceOn(Id, Date);

    /// <param name="entry">A number of the ledger's entries.</param>
    internal static string NewId(DateOnly day, long entry) => Transactions.TransactionId.Place(day, entry);

    internal static string PlaceOn(string id, DateOnly day) => string.Concat(
        Transactions.TransactionId.DayPrefix(day), id.AsSpan(Transactions.TransactionId.DayLength));
}

/// <summary>A contribution to be made. What is null is not given.</summary>
public sealed record NewContribution
{
    /// <summary>Null means what the transaction does not give to other goals.</summary>
    public AmountText? Amount { get; init; }

    /// <summary>Null means today in the user's zone, or the transaction's date.</summary>
    public DateOnly? Date { get; init; }

    public string? Notes { get; init; }

    /// <summary>The transaction it comes out of; null for one by itself.</summary>
    public string? TransactionId { get; init; }
}

/// <summary>A goal with a contribution that was made to it.</summary>
public sealed record ContributedGoal(GoalInLedger Goal, GoalContribution Contribution);

/// <summary>A goal after one of its contributions was undone.</summary>
/// <param name="Id">Of the contribution.</param>
public sealed record UndoneContribution(string Id, GoalInLedger Goal);
