using System.Globalization;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Audits;

/// <summary>Every difference between goals and what was put into them, each with the repair that ends it. Pure.</summary>
internal static class GoalComparison
{
    /// <summary>Repairs of contributions first: the goals' sums are those of what they leave.</summary>
    internal static IEnumerable<Repair> Of(GoalScan scan) => Contributions(scan)
        .Concat(scan.Goals.Values
            .Where(goal => !scan.Unclear.Contains(goal.Id))
            .OrderBy(goal => goal.Id, StringComparer.Ordinal)
            .Select(goal => Sums(scan, goal)))
        .Where(repair => repair.Differences.Count > 0);

    private static IEnumerable<Repair> Contributions(GoalScan scan)
    {
        foreach (var key in scan.Stored.Keys.Union(scan.Computed.Keys).Order(StringComparer.Ordinal))
        {
            var (stored, computed) = (scan.Stored.GetValueOrDefault(key), scan.Computed.GetValueOrDefault(key));
            if (stored == computed || scan.Unclear.Contains(LedgerKeys.ContributionOf(key).GoalId))
            {
                continue;
            }

            var found = new Findings();
            found.Add(DifferenceKind.GoalContribution, key, Text(stored), Text(computed));
            var row = ContributionRow.Write(scan.Owner, (computed ?? stored)!);
            var kind = computed is null ? RowChangeKind.Delete : RowChangeKind.Put;
            yield return new Repair(found.All, 1, draft => draft.Stage(new RowChange(kind, row)));
        }
    }

    /// <summary>A goal with what was put into it.</summary>
    internal static Goal Recount(GoalScan scan, Goal stored)
    {
        var none = stored with { Current = Money.Zero(stored.Target.Currency), History = GoalHistory.Empty };
        return scan.Computed.Values
            .Where(contribution => contribution.GoalId == stored.Id)
            .Aggregate(none, (goal, contribution) => GoalBook.Add(goal, contribution, 1));
    }

    private static Repair Sums(GoalScan scan, Goal stored)
    {
        var computed = Recount(scan, stored);
        var found = new Findings();
        found.Compare(DifferenceKind.GoalAmount, $"goal {stored.Id}", stored.Current, computed.Current, money => $"{money} {money.Currency}");
        if (scan.WithoutHistory.Contains(stored.Id))
        {
            found.Add(DifferenceKind.UnreadableSums, LedgerKeys.Goal(stored.Id), "unreadable", null);
        }
        else
        {
            found.CompareAll(
                DifferenceKind.GoalDay,
                stored.History.Days,
                computed.History.Days,
                day => $"{LedgerDates.Format(day)}, goal {stored.Id}",
                Text);
        }

        return new Repair(found.All, Repair.WeightOf(GoalRow.Write(scan.Owner, computed)), draft => draft.Put(computed));
    }

    private static string Text(Tally tally) => string.Create(CultureInfo.InvariantCulture, $"{tally.Minor} ({tally.Count})");

    private static string? Text(GoalContribution? contribution) => contribution is null
        ? null
        : $"{contribution.Amount} {contribution.Amount.Currency}, {contribution.TransactionId?.ToString() ?? "by itself"}";
}
