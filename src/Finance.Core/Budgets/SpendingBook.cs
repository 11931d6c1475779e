using Finance.Core.Summaries;

namespace Finance.Core.Budgets;

/// <summary>
/// The sums that some budgets need, in memory: gathered first, then read in a handful of calls however many budgets and periods there are.
/// Whole months come from the year summaries; the days of a month are only read where sums are cut in it.
/// </summary>
internal sealed class SpendingBook
{
    private readonly SpendingSource _source;
    private readonly HashSet<Month> _monthsWithEntries;
    private readonly HashSet<int> _yearsWithEntries;
    private readonly HashSet<int> _neededYears = [];
    private readonly HashSet<Month> _neededDays = [];
    private Dictionary<int, YearSummary> _years = [];
    private Dictionary<Month, DaysSummary> _days = [];

    internal SpendingBook(SpendingSource source)
    {
        _source = source;
        _monthsWithEntries =
        [
            .. source.Chart.AllAccounts.Values
                .SelectMany(account => account.History.Months)
                .Where(month => month.Count != 0)
                .Select(month => month.Month),
        ];
        _yearsWithEntries = [.. _monthsWithEntries.Select(month => month.Year)];
    }

    /// <summary>Notes that sums within some days are going to be asked for.</summary>
    /// <param name="cuts">Days at whose end sums begin or end, besides the last day of <paramref name="days"/> and that before the first.</param>
    internal void Need(DateRange days, IEnumerable<DateOnly> cuts)
    {
        if (days.IsEmpty)
        {
            return;
        }

        _neededYears.UnionWith(_yearsWithEntries.Where(year => year >= days.From.Year && year <= days.To.Year));
        foreach (var cut in cuts.Append(days.From.AddDays(-1)).Append(days.To))
        {
            var month = Month.Of(cut);
            if (cut != month.LastDay && _monthsWithEntries.Contains(month))
            {
                _neededDays.Add(month);
            }
        }
    }

    /// <summary>Reads all that was needed.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var years = _source.YearsAsync([.. _neededYears.Order()], cancellationToken);
        var days = _source.DaysAsync([.. _neededDays.Order()], cancellationToken);
        _years = (await years).ToDictionary(year => year.Year);
        _days = (await days).ToDictionary(month => month.Month);
    }

    /// <summary>What a scope spent in any of some days that were needed.</summary>
    internal SpendingSeries SeriesOf(BudgetScope scope, DateRange days) => new(this, scope, days);

    /// <summary>The sums of a month by account and category; none where it was not needed or has no entries.</summary>
    internal IEnumerable<(string AccountId, string CategoryId, CategoryTally Tally)> CellsOf(Month month) =>
        _years.TryGetValue(month.Year, out var year)
            ? year.Categories
                .Where(cell => cell.Key.Month == month.Number)
                .Select(cell => (cell.Key.AccountId, cell.Key.CategoryId, cell.Value))
            : [];

    /// <summary>The sums of some days of a month by day, account and category.</summary>
    internal IEnumerable<(string AccountId, string CategoryId, CategoryTally Tally)> CellsOf(DateRange daysOfMonth) =>
        _days.TryGetValue(Month.Of(daysOfMonth.From), out var days)
            ? days.Categories
                .Where(cell => cell.Key.Day >= daysOfMonth.From.Day && cell.Key.Day <= daysOfMonth.To.Day)
                .Select(cell => (cell.Key.AccountId, cell.Key.CategoryId, cell.Value))
            : [];

    internal SpendingFold? FindYear(int year) => _years.TryGetValue(year, out var summary) ? _source.Fold(summary) : null;

    internal SpendingFold? FindDays(Month month) => _days.TryGetValue(month, out var summary) ? _source.Fold(summary) : null;
}
