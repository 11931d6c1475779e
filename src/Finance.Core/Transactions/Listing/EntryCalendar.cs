namespace Finance.Core.Transactions.Listing;

/// <summary>Consecutive days to read next, from where the reading stands to an edge.</summary>
/// <param name="Edge">The last of the days in the direction of the reading.</param>
/// <param name="Matching">Transactions of theirs that the summaries know to be meant.</param>
/// <param name="Rows">The transactions among which these are, at most.</param>
internal readonly record struct Window(DateOnly Edge, long Matching, long Rows);

/// <summary>
/// Tells from sums how far a reading must go to find as many transactions as it wants: accounts' months, which every opened ledger knows,
/// years' summaries where a type or a category is asked for, and a month's days where the month holds far more than is wanted.
/// </summary>
internal sealed class EntryCalendar
{
    private readonly ListingContext _context;
    private readonly long _rowsOfPlainMonth;
    private readonly Dictionary<Month, long> _entries = [];
    private readonly IReadOnlyList<Month> _months;
    private readonly long _transfers;

    /// <param name="stopsWhenFull">A window is only read as far as is wanted, so that one that holds a little more costs little more.</param>
    internal EntryCalendar(ListingContext context, bool stopsWhenFull = true)
    {
        _context = context;
        _rowsOfPlainMonth = stopsWhenFull ? context.Limits.RowsOfPlainMonth : 0;
        foreach (var entry in context.Chart.Accounts.SelectMany(account => account.History.Months))
        {
            _entries[entry.Month] = _entries.GetValueOrDefault(entry.Month) + entry.Count;
        }

        _months = [.. _entries.Keys.Order()];
        _transfers = _entries.Values.Sum() - context.Ledger.Head.TransactionCount;
    }

    private ListingScope Scope => _context.Scope;

    /// <summary>
    /// The days from <paramref name="start"/> on, towards older or newer ones, until they hold what is wanted, or <paramref name="end"/>.
    /// </summary>
    /// <param name="isPartial">Some of the first day has been read already, who knows how much.</param>
    internal async Task<Window> FindAsync(DateOnly start, bool isPartial, DateOnly end, long wanted, CancellationToken cancellationToken)
    {
        var goesBack = end <= start;
        var range = goesBack ? new DateRange(end, start) : new DateRange(start, end);
        var sum = new Window(end, 0, 0);
        foreach (var month in MonthsIn(range, goesBack))
        {
            var part = month.Days.Intersect(range);
            var count = await CountAsync(month, cancellationToken);
            var isFull = count.Matching / 2 > wanted && count.Rows > _rowsOfPlainMonth;
            var days = _context.FindDays(month) ?? (isFull ? await _context.DaysAsync(month, cancellationToken) : null);
            var isWhole = part == month.Days && !(isPartial && part.Contains(start));
            foreach (var step in days is null ? [Coarse(part, goesBack, isWhole, count)] : Fine(part, goesBack, days, count))
            {
                var known = isPartial && days is not null && step.Edge == start ? default : step;
                sum = new Window(step.Edge, sum.Matching + known.Matching, sum.Rows + known.Rows);
                if (AtLeast(sum.Matching) >= wanted)
                {
                    return sum with { Matching = AtLeast(sum.Matching) };
                }
            }
        }

        return new Window(end, AtLeast(sum.Matching), sum.Rows);
    }

    /// <summary>All of some days, with the days of a month that they only have a part of.</summary>
    internal async Task<Window> CountAsync(DateRange range, CancellationToken cancellationToken)
    {
        var sum = new Window(range.To, 0, 0);
        foreach (var month in MonthsIn(range, goesBack: false))
        {
            var part = month.Days.Intersect(range);
            var count = await CountAsync(month, cancellationToken);
            var steps = part == month.Days
                ? [count]
                : Fine(part, false, await _context.DaysAsync(month, cancellationToken), count);
            sum = steps.Aggregate(sum, (total, step) => new Window(range.To, total.Matching + step.Matching, total.Rows + step.Rows));
        }

        return sum with { Matching = AtLeast(sum.Matching) };
    }

    /// <summary>Transactions of some days, at most; by months where their days have not been read.</summary>
    internal long RowsIn(DateRange range)
    {
        var rows = 0L;
        foreach (var month in range.IsEmpty ? [] : MonthsIn(range, goesBack: false))
        {
            var part = month.Days.Intersect(range);
            rows += part != month.Days && _context.FindDays(month) is { } days
                ? DaysOf(part, false).Sum(day => days.EntriesOn(day.Day))
                : _entries[month];
        }

        return rows;
    }

    private IEnumerable<Month> MonthsIn(DateRange range, bool goesBack)
    {
        var months = _months.Where(month => month >= Month.Of(range.From) && month <= Month.Of(range.To));
        return goesBack ? months.Reverse() : months;
    }

    // A part of a month may hold none of its entries.
    private static Window Coarse(DateRange part, bool goesBack, bool isWhole, Window count) =>
        (isWhole ? count : default) with { Edge = goesBack ? part.From : part.To };

    private IEnumerable<Window> Fine(DateRange part, bool goesBack, MonthDays days, Window count)
    {
        foreach (var day in DaysOf(part, goesBack))
        {
            var rows = days.EntriesOn(day.Day);
            var matching = Scope switch
            {
                { Account: { } account, IsOfCategory: false, Filter.Type: null } => days.EntriesOn(day.Day, account.Id),
                _ => count.Rows == 0 ? 0 : rows * count.Matching / count.Rows,
            };
            yield return new Window(day, matching, rows);
        }
    }

    private static IEnumerable<DateOnly> DaysOf(DateRange range, bool goesBack) => Enumerable.Range(0, range.DayCount)
        .Select(offset => goesBack ? range.To.AddDays(-offset) : range.From.AddDays(offset));

    private async ValueTask<Window> CountAsync(Month month, CancellationToken cancellationToken)
    {
        var rows = _entries[month];
        if (Scope.Filter.Type is null && !Scope.IsOfCategory)
        {
            return new Window(default, Scope.Account?.History.In(month).Count ?? rows, rows);
        }

        var year = await _context.YearAsync(month.Year, cancellationToken);
        return new Window(default, Math.Min(rows, SummaryCounts.Matching(year, month.Number, Scope)), rows);
    }

    /// <summary>Entries as transactions: a transfer is an entry in two accounts.</summary>
    private long AtLeast(long entries) => Scope.Account is null && Scope.Filter.Type is null && !Scope.IsOfCategory
        ? Math.Max((entries + 1) / 2, entries - _transfers)
        : entries;
}
