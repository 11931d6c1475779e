using Finance.Core.Transactions;

namespace Finance.Core.Goals;

/// <summary>What a transaction gives to a goal.</summary>
/// <param name="Amount">In the transaction's currency.</param>
/// <param name="IsWhole">No amount was named and nothing else was given: it is the transaction's amount, whatever that becomes.</param>
public sealed record GoalLink(string GoalId, string ContributionId, Money Amount, bool IsWhole);

/// <summary>What a transaction gives to goals, oldest link first.</summary>
internal static class GoalLinks
{
    /// <summary>Goals that one transaction may give to, so that a change of it fits one commit with all that follows.</summary>
    internal const int Max = 10;

    // The contribution's row at the old date and at the new one, the goal's, and what the user is told.
    private const int RowsOfChange = 4;
    private const int RowsOfRemoval = 2;

    /// <summary>The rows that a commit takes at most for what follows from changing a transaction.</summary>
    internal static int RowsToChange(Transaction transaction) => RowsOfChange * transaction.Goals.Count;

    /// <summary>The rows that a commit takes at most for what follows from removing a transaction.</summary>
    internal static int RowsToRemove(Transaction transaction) => RowsOfRemoval * transaction.Goals.Count;

    /// <summary>What of an amount is not given away.</summary>
    internal static Money Left(Transaction transaction) =>
        transaction.Goals.Aggregate(transaction.Amount, (left, link) => left - link.Amount);

    /// <summary>
    /// The links that an amount bears: the whole of it follows it, a named amount stays but for what is no longer there, the newest link
    /// giving way first. In another currency nothing is left of them.
    /// </summary>
    internal static IReadOnlyList<GoalLink> Fit(IReadOnlyList<GoalLink> links, Money amount)
    {
        var (fitting, left) = (new List<GoalLink>(links.Count), amount);
        foreach (var link in links.Where(link => link.Amount.Currency == amount.Currency))
        {
            var given = link.IsWhole || link.Amount > left ? left : link.Amount;
            if (given.Minor > 0)
            {
                fitting.Add(link with { Amount = given });
                left -= given;
            }
        }

        return fitting;
    }
}
