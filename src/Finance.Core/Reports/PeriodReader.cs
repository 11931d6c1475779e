using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Reports;

/// <summary>
/// Loads what the figures of some periods are computed from: whole months from the year summaries, a period's ragged ends from the
/// transactions of just these days. What the ledger remembers is not read again, and neither is what has no entries. One per request.
/// </summary>
internal sealed class PeriodReader(LedgerReader reader, LedgerSnapshot ledger)
{
    private readonly HashSet<Month> _monthsWithEntries =
    [
        .. ledger.Chart.AllAccounts.Values
            .SelectMany(account => account.History.Months)
            .Where(month => month.Count != 0)
            .Select(month => month.Month),
    ];

    /// <summary>Whether anything came from the store, so that it may be of a later version than the ledger at hand.</summary>
    internal bool HasRead { get; private set; }

    /// <summary>The totals of each period, in the order of the periods.</summary>
    /// <param name="largestIn">The period whose largest expense must be known; null for none.</param>
    internal async Task<IReadOnlyList<PeriodTotals>> TotalsAsync(
        IReadOnlyList<DateRange> periods,
        string? accountId,
        DateRange? largestIn,
        CancellationToken cancellationToken)
    {
        var parts = periods.Select(PeriodParts.Of).ToList();
        var totals = periods.Select(_ => new PeriodTotals(ledger.Chart, accountId)).ToList();
        var edges = EdgesAsync(parts, totals, cancellationToken);
        var years = await YearsAsync(parts.SelectMany(part => part.Months), cancellationToken);
        await edges;
        if (largestIn is { } days)
        {
            await KnowLargestAsync(years, PeriodParts.Of(days).Months, cancellationToken);
        }

        for (var index = 0; index < parts.Count; index++)
        {
            AddMonths(totals[index], parts[index], years);
        }

        return totals;
    }

    /// <summary>Net worth at the end of a day, by currency.</summary>
    /// <param name="accountId">Only this account; null for all.</param>
    internal async Task<IReadOnlyDictionary<Currency, NetWorth>> NetWorthAsync(
        DateOnly day,
        string? accountId,
        CancellationToken cancellationToken)
    {
        DaysSummary? days = null;
        if (Balances.NeedDays(ledger.Chart, day))
        {
            HasRead |= !ledger.Remembers(LedgerKeys.Days(Month.Of(day)));
            days = await reader.DaysAsync(ledger, Month.Of(day), cancellationToken);
        }

        return Balances.NetWorthAt(ledger.Chart, day, days, accountId);
    }

    /// <summary>A transaction that a summary names; remembered with the ledger.</summary>
    internal async Task<Transaction?> FindAsync(TransactionId id, CancellationToken cancellationToken)
    {
        if (ledger.FindSummary<Transaction>(LedgerKeys.ById(id)) is { } known)
        {
            return known;
        }

        HasRead = true;
        var transaction = await reader.FindTransactionAsync(ledger.Owner, id, cancellationToken);
        if (transaction is not null)
        {
            ledger.Remember(LedgerKeys.ById(id), transaction);
        }

        return transaction;
    }

    private static void AddMonths(PeriodTotals totals, PeriodParts parts, Dictionary<int, YearSummary> years)
    {
        foreach (var year in parts.Months.GroupBy(month => month.Year))
        {
            if (years.TryGetValue(year.Key, out var summary))
            {
                totals.Add(summary, year.Min(month => month.Number), year.Max(month => month.Number));
            }
        }
    }

    private async Task<Dictionary<int, YearSummary>> YearsAsync(IEnumerable<Month> months, CancellationToken cancellationToken)
    {
        var years = months.Where(_monthsWithEntries.Contains).Select(month => month.Year).Distinct().ToList();
        HasRead |= years.Any(year => !ledger.Remembers(LedgerKeys.Year(year)));
        return (await reader.YearsAsync(ledger, years, cancellationToken)).ToDictionary(summary => summary.Year);
    }

    private async Task EdgesAsync(List<PeriodParts> parts, List<PeriodTotals> totals, CancellationToken cancellationToken)
    {
        var edges = PeriodParts.Join(parts.SelectMany(part => part.Edges));
        foreach (var days in edges.Where(range => range.Months().Any(_monthsWithEntries.Contains)))
        {
            HasRead = true;
            await foreach (var transaction in reader.TransactionsAsync(ledger.Owner, days, cancellationToken))
            {
                for (var index = 0; index < parts.Count; index++)
                {
                    if (parts[index].Edges.Any(edge => edge.Contains(transaction.Date)))
                    {
                        totals[index].Add(transaction);
                    }
                }
            }
        }
    }

    private async Task KnowLargestAsync(
        Dictionary<int, YearSummary> years,
        IReadOnlyList<Month> months,
        CancellationToken cancellationToken)
    {
        foreach (var month in months)
        {
            if (years.TryGetValue(month.Year, out var year)
                && year.Largest.Any(cell => cell.Key.Month == month.Number && !cell.Value.IsKnown))
            {
                HasRead = true;
                var known = await LargestExpenses.KnowAsync(reader, ledger.Owner, year, month, cancellationToken);
                years[month.Year] = known;
                ledger.Remember(LedgerKeys.Year(month.Year), known);
            }
        }
    }
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

    /// <summary>Runs of days that touch or overlap as one, within the days that a ledger can hold.</summary>
    internal static IEnumerable<DateRange> Join(IEnumerable<DateRange> ranges)
    {
        var all = new DateRange(LedgerDates.First, LedgerDates.Last);
        DateRange? open = null;
        foreach (var range in ranges.Select(range => range.Intersect(all)).Where(range => !range.IsEmpty).OrderBy(range => range.From))
        {
            if (open is not { } run || range.From > run.To.AddDays(1))
            {
                if (open is { } done)
                {
                    yield return done;
                }

                open = range;
            }
            else if (range.To > run.To)
            {
                open = run with { To = range.To };
            }
        }

        if (open is { } last)
        {
            yield return last;
        }
    }
}
