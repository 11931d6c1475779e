using Finance.Core.Currencies;
using Finance.Core.Storage;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Ledgers;

/// <summary>Reads the rows of one ledger's partition.</summary>
public sealed partial class LedgerReader(ITableStore store)
{
    private const int MaxPointReads = 3;

    public Task<Row?> FindAsync(UserId owner, string key, CancellationToken cancellationToken) =>
        store.FindAsync(Tables.Ledger, owner.ToString(), key, cancellationToken);

    /// <summary>All rows between two keys, the upper excluded, page by page as they are asked for.</summary>
    /// <param name="where">Only rows whose properties equal these values.</param>
    public async IAsyncEnumerable<Row> RangeAsync(
        UserId owner,
        string from,
        string to,
        IReadOnlyList<string>? select = null,
        int pageSize = 1000,
        IReadOnlyList<KeyValuePair<string, object>>? where = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = new RowQuery(owner.ToString(), from, to) { Select = select, PageSize = pageSize, Where = where ?? [] };
        do
        {
            var page = await store.QueryAsync(Tables.Ledger, query, cancellationToken);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    /// <summary>
    /// As <see cref="RangeAsync"/>, for whoever reads all of a long range: the next page is asked for while the rows of the last are
    /// worked on.
    /// </summary>
    public async IAsyncEnumerable<Row> AheadAsync(
        UserId owner,
        string from,
        string to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = new RowQuery(owner.ToString(), from, to);
        var coming = store.QueryAsync(Tables.Ledger, query, cancellationToken);
        try
        {
            while (true)
            {
                var page = await coming;
                query = query with { Continuation = page.Continuation };
                coming = query.Continuation is null ? coming : store.QueryAsync(Tables.Ledger, query, cancellationToken);
                foreach (var row in page.Rows)
                {
                    yield return row;
                }

                if (query.Continuation is null)
                {
                    yield break;
                }
            }
        }
        finally
        {
            // Whoever stops in the middle does not want to know what became of the page that was coming.
            await coming.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>A transaction by its id, wherever an edit of its date has moved it.</summary>
    public async Task<Transaction?> FindTransactionAsync(UserId owner, TransactionId id, CancellationToken cancellationToken)
    {
        var row = await FindAsync(owner, LedgerKeys.Transaction(id, id.OriginalDate), cancellationToken);
        if (row is null && await FindAsync(owner, LedgerKeys.Moved(id), cancellationToken) is { } moved && MovedRow.Target(moved) is { } target)
        {
            row = await FindAsync(owner, target, cancellationToken);
        }

        return row is null ? null : TransactionRow.Read(row);
    }

    /// <summary>Transactions of some days, newest first.</summary>
    public async IAsyncEnumerable<Transaction> TransactionsAsync(
        UserId owner,
        DateRange days,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (from, to) = LedgerKeys.TransactionsOf(days);
        await foreach (var row in RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            yield return TransactionRow.Read(row);
        }
    }

    /// <summary>Transactions of some days as far as the snapshot shows them, newest first.</summary>
    internal async IAsyncEnumerable<Transaction> TransactionsAsync(
        LedgerSnapshot ledger,
        DateRange days,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var transaction in TransactionsAsync(ledger.Owner, days, cancellationToken))
        {
            if (ledger.Show(transaction) is { } shown)
            {
                yield return shown;
            }
        }
    }

    /// <summary>A transaction by its id as far as the snapshot shows it.</summary>
    internal async Task<Transaction?> FindTransactionAsync(LedgerSnapshot ledger, TransactionId id, CancellationToken cancellationToken) =>
        await FindTransactionAsync(ledger.Owner, id, cancellationToken) is { } whole ? ledger.Show(whole) : null;

    public async Task<YearSummary> YearAsync(LedgerSnapshot ledger, int year, CancellationToken cancellationToken)
    {
        var key = LedgerKeys.Year(year);
        if (ledger.FindSummary<YearSummary>(key) is { } known)
        {
            return known;
        }

        if (ledger.Shared is { } shared)
        {
            var shown = shared.Part.Show(await YearAsync(shared.Whole, year, cancellationToken));
            ledger.Remember(key, shown);
            return shown;
        }

        // The accounts' histories tell where there is nothing to read.
        var row = ledger.Chart.HasEntriesIn(year) ? await FindAsync(ledger.Owner, key, cancellationToken) : null;
        var summary = row is null ? new YearSummary(year) : YearSummaryRow.Read(row, year);
        ledger.Remember(key, summary);
        return summary;
    }

    /// <summary>
    /// The summaries of some years, in their order: what is not remembered comes by point reads or, where many years are missing, by one
    /// query.
    /// </summary>
    public async Task<IReadOnlyList<YearSummary>> YearsAsync(LedgerSnapshot ledger, IReadOnlyList<int> years, CancellationToken cancellationToken)
    {
        var missing = years
            .Where(year => ledger.FindSummary<YearSummary>(LedgerKeys.Year(year)) is null && ledger.Chart.HasEntriesIn(year))
            .ToList();
        if (missing.Count <= MaxPointReads || ledger.Shared is not null)
        {
            return await Task.WhenAll(years.Select(year => YearAsync(ledger, year, cancellationToken)));
        }

        var read = new Dictionary<string, YearSummary>(StringComparer.Ordinal);
        await foreach (var row in RangeAsync(
            ledger.Owner, LedgerKeys.Year(missing.Min()), LedgerKeys.Year(missing.Max() + 1), cancellationToken: cancellationToken))
        {
            var year = LedgerKeys.YearOf(row.Key);
            ledger.Remember(row.Key, read[row.Key] = YearSummaryRow.Read(row, year));
        }

        return [.. years.Select(year => ledger.FindSummary<YearSummary>(LedgerKeys.Year(year))
            ?? read.GetValueOrDefault(LedgerKeys.Year(year))
            ?? new YearSummary(year))];
    }

    public async Task<DaysSummary> DaysAsync(LedgerSnapshot ledger, Month month, CancellationToken cancellationToken)
    {
        var key = LedgerKeys.Days(month);
        if (ledger.FindSummary<DaysSummary>(key) is { } known)
        {
            return known;
        }

        if (ledger.Shared is { } shared)
        {
            var shown = shared.Part.Show(await DaysAsync(shared.Whole, month, cancellationToken));
            ledger.Remember(key, shown);
            return shown;
        }

        var row = ledger.Chart.HasEntriesIn(month) ? await FindAsync(ledger.Owner, key, cancellationToken) : null;
        var summary = await ToDaysAsync(ledger.Owner, month, row, cancellationToken);
        ledger.Remember(key, summary);
        return summary;
    }

    /// <summary>
    /// The days of some months, in their order: what is not remembered comes by point reads or, where many are missing, by one query.
    /// </summary>
    public async Task<IReadOnlyList<DaysSummary>> DaysAsync(
        LedgerSnapshot ledger,
        IReadOnlyList<Month> months,
        CancellationToken cancellationToken)
    {
        var missing = months
            .Where(month => ledger.FindSummary<DaysSummary>(LedgerKeys.Days(month)) is null && ledger.Chart.HasEntriesIn(month))
            .ToList();
        if (missing.Count <= MaxPointReads || ledger.Shared is not null)
        {
            return await Task.WhenAll(months.Select(month => DaysAsync(ledger, month, cancellationToken)));
        }

        var read = new Dictionary<Month, DaysSummary>();
        await foreach (var row in RangeAsync(
            ledger.Owner, LedgerKeys.Days(missing.Min()), LedgerKeys.Days(missing.Max().AddMonths(1)), cancellationToken: cancellationToken))
        {
            var month = LedgerKeys.MonthOf(row.Key);
            ledger.Remember(row.Key, read[month] = await ToDaysAsync(ledger.Owner, month, row, cancellationToken));
        }

        return [.. months.Select(month => ledger.FindSummary<DaysSummary>(LedgerKeys.Days(month))
            ?? read.GetValueOrDefault(month)
            ?? new DaysSummary(month))];
    }

    public async Task<TagCounts> TagsAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        if (ledger.FindSummary<TagCounts>(LedgerKeys.Tags) is { } known)
        {
            return known;
        }

        if (ledger.Shared is { Part.IsBound: true })
        {
            // Nothing counts the tags of a part: they are those of its entries.
            var shown = new TagCounts();
            await foreach (var transaction in TransactionsAsync(ledger, new DateRange(LedgerDates.First, LedgerDates.Last), cancellationToken))
            {
                shown.Post(transaction, 1);
            }

            return shown;
        }

        var row = await FindAsync(ledger.Owner, LedgerKeys.Tags, cancellationToken);
        var counts = row is null ? new TagCounts() : TagCounts.Read(row);
        ledger.Remember(LedgerKeys.Tags, counts);
        return counts;
    }

    public async Task<ManualRates> RatesAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        if (ledger.FindSummary<ManualRates>(LedgerKeys.Rates) is { } known)
        {
            return known;
        }

        var row = await FindAsync(ledger.Owner, LedgerKeys.Rates, cancellationToken);
        var rates = row is null ? ManualRates.Empty : ManualRates.Read(row);
        ledger.Remember(LedgerKeys.Rates, rates);
        return rates;
    }

    // A row of before the days knew categories is made anew from the month's transactions; the next commit in that month writes it.
    private async Task<DaysSummary> ToDaysAsync(UserId owner, Month month, Row? row, CancellationToken cancellationToken)
    {
        if (row is not null && DaysSummary.Read(row, month) is { } known)
        {
            return known;
        }

        var counted = new DaysSummary(month);
        if (row is not null)
        {
            await foreach (var transaction in TransactionsAsync(owner, month.Days, cancellationToken))
            {
                counted.Post(transaction, 1);
            }
        }

        return counted;
    }
}
