using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Sharing;

/// <summary>
/// Makes the snapshot of a ledger that knows of nothing but what a grant of transactions shows. It belongs to one request: what it remembers
/// never comes into the memory of the ledger itself.
/// </summary>
internal static class SharedView
{
    /// <returns>The snapshot, and whether anything came from the store, so that it may be of a later version.</returns>
    internal static async Task<(LedgerSnapshot Ledger, bool HasRead)> OfAsync(
        LedgerReader reader,
        LedgerSnapshot whole,
        Grant grant,
        CancellationToken cancellationToken)
    {
        List<int> years = [.. whole.Chart.Accounts.SelectMany(account => account.History.Months).Select(month => month.Month.Year).Distinct().Order()];
        var hasRead = whole.Head.SplitCount > 0 || years.Exists(year => !whole.Remembers(LedgerKeys.Year(year)));
        var part = new GrantedPart(whole.Chart, grant.Scope, await SplitsAsync(reader, whole, cancellationToken));
        var shown = (await reader.YearsAsync(whole, years, cancellationToken)).Select(part.Show).ToList();
        var ledger = new LedgerSnapshot(
            whole.Owner,
            whole.Head,
            whole.HeadETag,
            WithHistories(part.Show(whole.Chart), shown),
            Plans.Empty,
            shown.Select(year => KeyValuePair.Create(LedgerKeys.Year(year.Year), (object)year)),
            new SharedPart(whole, part, grant.Id));
        return (ledger, hasRead);
    }

    private static async Task<IReadOnlyList<Transaction>> SplitsAsync(LedgerReader reader, LedgerSnapshot whole, CancellationToken cancellationToken)
    {
        if (whole.Head.SplitCount == 0)
        {
            return [];
        }

        var (from, to) = LedgerKeys.TransactionsOf(new DateRange(LedgerDates.First, LedgerDates.Last));
        return await reader.RangeAsync(whole.Owner, from, to, where: [new(TransactionRow.SplitProperty, true)], cancellationToken: cancellationToken)
            .Select(TransactionRow.Read)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Tells in which months accounts have anything of the part.</summary>
    private static Chart WithHistories(Chart chart, IReadOnlyList<YearSummary> years)
    {
        foreach (var year in years)
        {
            foreach (var (cell, tally) in year.Accounts)
            {
                var account = chart.AccountNow(cell.AccountId);
                var history = account.History.Add(Month.Of(year.Year, cell.Month), tally.Net, tally.Count);
                chart = chart.With(account with { History = history });
            }
        }

        return chart;
    }
}

/// <summary>What stands behind a snapshot that shows a part of a ledger.</summary>
/// <param name="Whole">Only to find out where entries lie: nothing of it is shown.</param>
/// <param name="GrantId">By which it is shown.</param>
internal sealed record SharedPart(LedgerSnapshot Whole, GrantedPart Part, string GrantId);
