using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Goals;

/// <summary>Contributions follow the transactions that they come out of: in amount, in date, and out of the ledger.</summary>
internal sealed class GoalFollower : ILedgerFollower
{
    public async Task FollowAsync(LedgerDraft draft, LedgerReader reader, CancellationToken cancellationToken)
    {
        var links = draft.Entries
            .GroupBy(entry => (entry.Old ?? entry.New)!.Id)
            .SelectMany(entries => entries.First().Old?.Goals ?? [], (entries, link) => (link, entries.First().Old, entries.Last().New))
            .ToList();
        var rows = await Task.WhenAll(links.Select(item => draft.FindAsync(KeyOf(item.link, item.Old!.Date), cancellationToken)));
        foreach (var (row, (link, _, now)) in rows.Zip(links))
        {
            // What is not there any more is for a rebuild to settle: no edit of a transaction fails for it.
            if (row is not null && await draft.FindGoalAsync(link.GoalId, cancellationToken) is { } goal)
            {
                Follow(draft, goal, ContributionRow.Read(row), now);
            }
        }
    }

    private static string KeyOf(GoalLink link, DateOnly date) =>
        LedgerKeys.Contribution(link.GoalId, GoalContribution.PlaceOn(link.ContributionId, date));

    private static void Follow(LedgerDraft draft, Goal goal, GoalContribution was, Transaction? transaction)
    {
        var link = transaction?.Goals.FirstOrDefault(link => link.ContributionId == was.Id && link.GoalId == was.GoalId);
        var now = link is null ? null : was with { Date = transaction!.Date, Amount = link.Amount };
        if (now != was)
        {
            GoalBook.Post(draft, goal, was, now is null ? null : now with { Version = draft.Version });
        }
    }
}
