using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Transactions.Listing;

/// <summary>One reading of a listing: the ledger it reads, and what it has read of its summaries. Safe to use from several tasks.</summary>
internal sealed class ListingContext(ListingScope scope, LedgerReader reader, ListingLimits limits, BalanceHints hints)
{
    internal const int ReadsSideBySide = 8;
    private readonly ConcurrentDictionary<Month, Lazy<Task<MonthDays>>> _days = new();
    private volatile bool _hasMoved;

    internal ListingScope Scope => scope;

    internal LedgerSnapshot Ledger => scope.Ledger;

    internal Chart Chart => scope.Ledger.Chart;

    internal LedgerReader Reader => reader;

    internal ListingLimits Limits => limits;

    internal BalanceHints Hints => hints;

    /// <summary>
    /// A transaction was changed after the ledger was opened, so that its row and the sums no longer tell of the same moment. What was
    /// merely entered since is left out and does no harm.
    /// </summary>
    internal bool HasMoved => _hasMoved;

    /// <summary>Rows that the page went through so far.</summary>
    internal int Passed { get; set; }

    internal Task<YearSummary> YearAsync(int year, CancellationToken cancellationToken) =>
        reader.YearAsync(Ledger, year, cancellationToken);

    internal Task<MonthDays> DaysAsync(Month month, CancellationToken cancellationToken) =>
        _days.GetOrAdd(month, _ => new Lazy<Task<MonthDays>>(() => ReadDaysAsync(month, cancellationToken))).Value;

    /// <summary>A month's days where they have been read already.</summary>
    internal MonthDays? FindDays(Month month) =>
        _days.TryGetValue(month, out var days) && days is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
            ? days.Value.Result
            : null;

    /// <summary>Rows of transactions between two keys as they were when the ledger was opened.</summary>
    internal async IAsyncEnumerable<Row> RowsAsync(
        RowRange range,
        IReadOnlyList<KeyValuePair<string, object>> where,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = reader.RangeAsync(Ledger.Owner, range.From, range.To, range.Select, range.PageSize, where, cancellationToken);
        await foreach (var row in rows)
        {
            if (IsOfTheLedger(row))
            {
                yield return row;
            }
        }
    }

    /// <summary>All transactions of some days as they were when the ledger was opened, read ahead.</summary>
    internal async IAsyncEnumerable<Transaction> AllAsync(DateRange days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = LedgerKeys.TransactionsOf(days);
        await foreach (var row in reader.AheadAsync(Ledger.Owner, from, to, cancellationToken))
        {
            if (IsOfTheLedger(row))
            {
                yield return TransactionRow.Read(row);
            }
        }
    }

    /// <summary>The rows of the transactions that the listing is about, newest first, read ahead.</summary>
    internal async IAsyncEnumerable<Row> RowsMeantAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (scope.IsEmpty)
        {
            yield break;
        }

        var (from, to) = LedgerKeys.TransactionsOf(scope.Days);
        await foreach (var row in reader.AheadAsync(Ledger.Owner, from, to, cancellationToken))
        {
            if (scope.Includes(TransactionRow.Read(row)))
            {
                yield return row;
            }
        }
    }

    /// <summary>Rows that a list of keys names, as far as they are still there, in the order of the keys.</summary>
    internal async Task<IReadOnlyList<Row?>> RowsAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var rows = new Row?[keys.Count];
        await Parallel.ForAsync(0, rows.Length, SideBySide(cancellationToken), async (at, token) =>
        {
            var row = await reader.FindAsync(Ledger.Owner, keys[at], token);
            rows[at] = row?.Long("Version") <= Ledger.Head.Version ? row : null;
            _hasMoved |= rows[at] is null;
        });
        return rows;
    }

    internal static ParallelOptions SideBySide(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = ReadsSideBySide, CancellationToken = cancellationToken };

    private bool IsOfTheLedger(Row row)
    {
        var isOf = row.Long("Version") <= Ledger.Head.Version;
        _hasMoved |= !isOf && row.FindInstant("UpdatedAt") is not null;
        return isOf;
    }

    private async Task<MonthDays> ReadDaysAsync(Month month, CancellationToken cancellationToken) =>
        new(await reader.DaysAsync(Ledger, month, cancellationToken), Chart);
}

/// <summary>Rows of transactions to read.</summary>
/// <param name="From">Lowest key, which is the newest transaction; included.</param>
/// <param name="To">Key bound; excluded.</param>
/// <param name="Select">Properties that are needed; null for all. <see cref="RowSelection"/> has those that every reading needs.</param>
internal sealed record RowRange(string From, string To, IReadOnlyList<string>? Select, int PageSize);
