using Finance.Core.Goals;

namespace Finance.Core.Transactions.Bulk;

/// <summary>
/// What the commit of a draft still takes of changed transactions: a row for each, what follows from it in goals and in the rows that tell
/// where an entry went, and the summaries of its months.
/// </summary>
internal sealed class BulkRoom(int rows)
{
    /// <summary>Summaries grow with what happened in their months: so many of them stay far below what a commit holds in bytes.</summary>
    private const int MaxMonths = 24;

    private readonly HashSet<Month> _months = [];
    private readonly HashSet<int> _years = [];
    private int _left = rows;

    /// <summary>Rows that are left to what follows from the commit.</summary>
    internal int Left => _left;

    internal IReadOnlyCollection<Month> Months => _months;

    /// <summary>Takes the room for what an operation makes of a transaction.</summary>
    /// <param name="stored">The transaction before the commit; null where there is none.</param>
    /// <param name="before">As the operations before this one leave it.</param>
    internal bool TryTake(Transaction? stored, Transaction? before, Transaction? after)
    {
        var months = new[] { stored, after }.OfType<Transaction>().Select(entry => Month.Of(entry.Date)).Where(month => !_months.Contains(month));
        var newMonths = months.Distinct().ToList();
        var newYears = newMonths.Select(month => month.Year).Distinct().Count(year => !_years.Contains(year));
        var rows = Rows(stored, after) - Rows(stored, before) + newMonths.Count + newYears;
        if (_months.Count > 0 && (rows > _left || _months.Count + newMonths.Count > MaxMonths))
        {
            return false;
        }

        _left -= rows;
        _months.UnionWith(newMonths);
        _years.UnionWith(newMonths.Select(month => month.Year));
        return true;
    }

    private static int Rows(Transaction? stored, Transaction? now) => (stored, now) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        ({ } old, null) => 2 + Alias(old) + GoalLinks.RowsToRemove(old),
        ({ } old, { } changed) when old == changed => 0,
        ({ } old, { } changed) => (old.Date == changed.Date ? 1 : 3 + Alias(old)) + GoalLinks.RowsToChange(old),
    };

    private static int Alias(Transaction transaction) => transaction.MatchedAs is null ? 0 : 1;
}
