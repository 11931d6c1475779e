using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Reports;

/// <summary>
/// Loads what the figures of some periods are computed from: whole months from the year summaries, a period's ragged ends and all that has to
/// be converted from the days of just these months. No transaction is read, nothing that the ledger remembers, and nothing that has no
/// entries. One per request.
/// </summary>
/// <param name="accountId">Only this account, an id that is not merged; null for all.</param>
internal sealed class PeriodReader(LedgerReader reader, LedgerSnapshot ledger, string? accountId, Conversions conversions)
{
    private readonly HashSet<Month> _ownMonths = MonthsOf(ledger.Chart, accountId, account => account.Currency == conversions.To);
    private readonly HashSet<Month> _foreignMonths = MonthsOf(ledger.Chart, accountId, account => account.Currency != conversions.To);

    /// <summary>Whether anything came from the store, so that it may be of a later version than the ledger at hand.</summary>
    internal bool HasRead { get; private set; }

    /// <summary>Whether an account in scope holds or held anything in another currency, so that rates are needed.</summary>
    internal static bool NeedsRates(Chart chart, string? accountId, Currency currency) => chart.Accounts.Any(account =>
        account.Currency != currency
        && (accountId is null || account.Id == accountId)
        && (account.TransactionCount != 0 || account.OpeningBalance.Minor != 0));

    /// <summary>Everything that totals of some periods and net worths on some days need.</summary>
    internal async Task<PeriodBook> LoadAsync(
        IReadOnlyList<DateRange> periods,
        IReadOnlyList<DateOnly> worthDays,
        CancellationToken cancellationToken)
    {
        var parts = periods.Select(PeriodParts.Of).ToList();
        var wholeMonths = parts.SelectMany(part => part.Months).ToHashSet();
        var years = wholeMonths.Where(_ownMonths.Contains).Select(month => month.Year).Distinct().ToList();
        var edges = parts.SelectMany(part => part.Edges).SelectMany(edge => edge.Months());
        var months = edges.Where(month => _ownMonths.Contains(month) || _foreignMonths.Contains(month))
            .Concat(wholeMonths.Where(_foreignMonths.Contains))
            .Concat(worthDays.Where(day => Balances.NeedDays(ledger.Chart, day)).Select(Month.Of))
            .Distinct()
            .Order()
            .ToList();
        HasRead |= years.Any(year => !ledger.Remembers(LedgerKeys.Year(year)))
            || months.Any(month => !ledger.Remembers(LedgerKeys.Days(month)));
        var days = reader.DaysAsync(ledger, months, cancellationToken);
        var summaries = await reader.YearsAsync(ledger, years, cancellationToken);
        return new PeriodBook(ledger.Chart, accountId, conversions, summaries, await days);
    }

    private static HashSet<Month> MonthsOf(Chart chart, string? accountId, Func<Account, bool> counts) =>
    [
        .. chart.Accounts
            .Where(account => counts(account) && (accountId is null || account.Id == accountId))
            .SelectMany(account => account.History.Months)
            .Where(month => month.Count != 0)
            .Select(month => month.Month),
    ];
}

/// <summary>The summaries of some periods, from which their figures are worked out. Pure.</summary>
public sealed class PeriodBook
{
    private readonly Chart _chart;
    private readonly string? _accountId;
    private readonly Conversions _conversions;

    internal PeriodBook(
        Chart chart,
        string? accountId,
        Conversions conversions,
        IEnumerable<YearSummary> years,
        IEnumerable<DaysSummary> months)
    {
        (_chart, _accountId, _conversions) = (chart, accountId, conversions);
        Years = years.ToDictionary(year => year.Year);
        Months = months.ToDictionary(month => month.Month);
    }

    internal Dictionary<int, YearSummary> Years { get; }

    internal Dictionary<Month, DaysSummary> Months { get; }

    /// <summary>The totals of a period, or of a part of one, that was loaded.</summary>
    public ConvertedTotals TotalsOf(DateRange period)
    {
        var totals = new ConvertedTotals(_chart, _accountId, _conversions);
        var parts = PeriodParts.Of(period);
        foreach (var year in parts.Months.GroupBy(month => month.Year))
        {
            if (Years.TryGetValue(year.Key, out var summary))
            {
                totals.AddOwn(summary, year.Min(month => month.Number), year.Max(month => month.Number));
            }
        }

        foreach (var days in parts.Months.Select(Months.GetValueOrDefault).OfType<DaysSummary>())
        {
            totals.AddForeign(days);
        }

        foreach (var edge in parts.Edges)
        {
            foreach (var days in edge.Months().Select(Months.GetValueOrDefault).OfType<DaysSummary>())
            {
                totals.Add(days, edge);
            }
        }

        return totals;
    }

    /// <summary>Net worth at the end of a day that was loaded.</summary>
    public ConvertedWorth WorthAt(DateOnly day) => ConvertedWorth.Of(
        Balances.At(_chart, day, Months.GetValueOrDefault(Month.Of(day)), _accountId), day, _conversions);
}

/// <summary>A period as whole calendar months and the days around them.</summary>
/// <param name="Months">Oldest first.</param>
/// <param name="Edges">At most two runs of days, none of them a whole month.</param>
internal sealed record PeriodParts(IReadOnlyList<Month> Months, IReadOnlyList<DateRange> Edges)
{
    internal static PeriodParts Of(DateRange days)
    {
        var (from, to) = (Month.Of(days.From), Month.Of(days.To));
        var first = days.From == from.FirstDay ? from : from.AddMonths(1);
        var last = days.To == to.LastDay ? to : to.AddMonths(-1);
        if (last < first)
        {
            return new PeriodParts([], [days]);
        }

        var before = new DateRange(days.From, first.FirstDay.AddDays(-1));
        var after = new DateRange(last.LastDay.AddDays(1), days.To);
        return new PeriodParts(
            [.. Enumerable.Range(first.Index, last.Index - first.Index + 1).Select(Month.FromIndex)],
            [.. new[] { before, after }.Where(edge => !edge.IsEmpty)]);
    }
}
