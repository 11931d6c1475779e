using Finance.Core.Goals;
using Finance.Core.Importing.Matching;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>Counts the rows that a commit of an import holds, before it is made.</summary>
/// <param name="others">Rows that it holds whatever it settles.</param>
internal sealed class ImportRows(int others)
{
    /// <summary>An entry in its old place and its new one, where it went, and where the statement's row leads.</summary>
    private const int RowsOfEntered = 4;

    private readonly HashSet<Month> _months = [];
    private readonly HashSet<int> _years = [];
    private int _rows = others;

    /// <summary>Months whose sums follow.</summary>
    internal IReadOnlyCollection<Month> Months => _months;

    internal int Count => _rows + _months.Count + _years.Count;

    /// <summary>How many it would hold with one more row of the file, should that turn out to be new.</summary>
    internal int CountWith(Transaction row, RecurringMatch? match)
    {
        var (month, old) = (Month.Of(row.Date), OldMonthOf(row, match));
        return Count
            + RowsOf(match)
            + (_months.Contains(month) ? 0 : 1)
            + (old == month || _months.Contains(old) ? 0 : 1)
            + (_years.Contains(month.Year) ? 0 : 1)
            + (old.Year == month.Year || _years.Contains(old.Year) ? 0 : 1);
    }

    internal void Add(Transaction row, RecurringMatch? match)
    {
        _rows += RowsOf(match);
        foreach (var month in new[] { Month.Of(row.Date), OldMonthOf(row, match) })
        {
            _months.Add(month);
            _years.Add(month.Year);
        }
    }

    private static int RowsOf(RecurringMatch? match) =>
        match is { Expected: { IsEntered: true, Entry: var entry } } ? RowsOfEntered + GoalLinks.RowsToChange(entry) : 1;

    /// <summary>The month that an entry of the ledger leaves; the row's own where it leaves none.</summary>
    private static Month OldMonthOf(Transaction row, RecurringMatch? match) =>
        Month.Of(match is { Expected: { IsEntered: true, Entry: var entry } } ? entry.Date : row.Date);
}
