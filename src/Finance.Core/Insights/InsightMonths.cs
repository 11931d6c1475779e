using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Summaries;

namespace Finance.Core.Insights;

/// <summary>
/// The sums of the last thirteen months in the currency of the answer: whole months, the current one through the day, and each through the
/// same day of the month.
/// </summary>
internal sealed class InsightMonths
{
    private const int MonthsRead = 13;
    private readonly ConvertedTotals _through;
    private readonly int _day;

    private InsightMonths(Chart chart, DateOnly on, Conversions conversions, IEnumerable<DaysSummary> months, Month? first)
    {
        (Chart, On, Conversions, _day) = (chart, on, conversions, on.Day);
        Totals = new ConvertedTotals(chart, null, conversions);
        _through = new ConvertedTotals(chart, null, conversions);
        foreach (var month in months)
        {
            var days = month.Month.Days.Intersect(new DateRange(month.Month.FirstDay, on));
            Totals.Add(month, days);
            _through.Add(month, days.Intersect(new DateRange(days.From, days.From.AddDays(_day - 1))));
        }

        // What the first month had before its first entry, nobody knows.
        Whole = first is { } begun
            ? [.. Recent(on).Where(month => month > begun && month < Month.Of(on))]
            : [];
    }

    internal Chart Chart { get; }

    internal DateOnly On { get; }

    internal Conversions Conversions { get; }

    internal Currency Currency => Conversions.To;

    internal ConvertedTotals Totals { get; }

    /// <summary>Months that are over and that the ledger knows whole, oldest first: at most twelve.</summary>
    internal IReadOnlyList<Month> Whole { get; }

    /// <summary>The months that were read.</summary>
    internal DateRange Days => new(Recent(On).First().FirstDay, On);

    internal static IEnumerable<Month> Recent(DateOnly on) => Enumerable.Range(0, MonthsRead)
        .Select(back => Month.Of(on).Index - MonthsRead + 1 + back)
        .Where(index => index >= Month.Of(LedgerDates.First).Index)
        .Select(Month.FromIndex);

    internal static async Task<InsightMonths> ReadAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        DateOnly on,
        Conversions conversions,
        CancellationToken cancellationToken)
    {
        var months = await reader.DaysAsync(ledger, [.. Recent(on)], cancellationToken);
        return new InsightMonths(ledger.Chart, on, conversions, months, FirstOf(ledger.Chart));
    }

    /// <summary>The first month with an entry.</summary>
    internal static Month? FirstOf(Chart chart) => chart.AllAccounts.Values
        .SelectMany(account => account.History.Months)
        .Where(month => month.Count != 0)
        .Min(month => (Month?)month.Month);

    internal long Income(Month month) => Totals.Months.TryGetValue(month, out var totals) ? totals.Income.Minor : 0;

    internal long Expenses(Month month) => Totals.Months.TryGetValue(month, out var totals) ? totals.Expenses.Minor : 0;

    internal Tally Spent(Month month, string categoryId) => TallyOf(Totals, month, categoryId);

    /// <summary>What was spent from the first of a month through the same day as the one that is asked for.</summary>
    /// <param name="categoryId">Null for all spending.</param>
    internal long SpentThrough(Month month, string? categoryId) => categoryId is not null ? TallyOf(_through, month, categoryId).Minor
        : _through.Months.TryGetValue(month, out var totals) ? totals.Expenses.Minor
        : 0;

    internal Money MoneyOf(long minor) => new(minor, Currency);

    private static Tally TallyOf(ConvertedTotals totals, Month month, string categoryId) =>
        totals.Months.TryGetValue(month, out var sums)
            ? sums.Categories.GetValueOrDefault(new CategorySide(categoryId, CategoryType.Expense))
            : default;
}
