using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// Transactions that changed since a version. First those that commits name, by id; then, where an account or a category went meanwhile, those
/// that counted in it and now count elsewhere without having been written: newest first, in the months that sums say hold any.
/// </summary>
public sealed class TransactionChanges(ChangeFeed feed)
{
    private const int FindsAtOnce = 16;
    private const int RowsPerRequest = 5000;

    /// <summary>In front of the place of a page that goes on among those that count elsewhere; no id begins with it.</summary>
    private const char Elsewhere = '=';

    private LedgerReader Reader => feed.Ledgers.Reader;

    /// <returns>Errors: <c>since_too_old</c>, <c>validation_failed</c> and those of every call.</returns>
    public async Task<Result<DeltaPage<TransactionInLedger>>> ListAsync(
        Caller caller,
        LedgerMark since,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var place = DeltaPlace.Read(page.After);
        var read = await feed.ReadAsync(caller, ThingKind.Transaction, null, since, place?.Through, cancellationToken);
        if (!read.IsOk)
        {
            return read.Error;
        }

        var (window, after) = (read.Value, place?.After ?? string.Empty);
        var isBehind = after.Length > 0 && after[0] == Elsewhere;
        var named = isBehind ? [] : window.Ids.Where(id => string.CompareOrdinal(id, after) > 0).Take(page.Limit + 1).ToList();
        var items = await FindAsync(window.Ledger, [.. named.Take(page.Limit)], cancellationToken);
        var moved = new MovedEntries(Reader, window, isBehind ? after[1..] : string.Empty);
        var next = named.Count > page.Limit ? named[page.Limit - 1] : null;
        if (next is null && moved.MayBeThere)
        {
            items.AddRange(await moved.ReadAsync(page.Limit - items.Count, RowsPerRequest, cancellationToken));
            next = moved.Next is { } key ? Elsewhere + key : null;
        }

        return new DeltaPage<TransactionInLedger>(
            items,
            next is null ? null : new DeltaPlace(window.Through.Version, next).ToString(),
            moved.MayBeThere ? null : window.Ids.Count,
            window.Through);
    }

    private async Task<List<KeyValuePair<string, TransactionInLedger?>>> FindAsync(
        LedgerSnapshot ledger,
        List<string> ids,
        CancellationToken cancellationToken)
    {
        var found = new KeyValuePair<string, TransactionInLedger?>[ids.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = FindsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Count, options, async (index, token) =>
        {
            var entry = await Reader.FindTransactionAsync(ledger, TransactionId.Parse(ids[index]), token);
            found[index] = KeyValuePair.Create(ids[index], entry is null ? null : new TransactionInLedger(entry, ledger.Chart));
        });
        return [.. found];
    }

    /// <summary>Entries of accounts and categories that went.</summary>
    /// <param name="after">The key behind which to go on; empty to begin.</param>
    private sealed class MovedEntries(LedgerReader reader, ChangeWindow window, string after)
    {
        private readonly HashSet<string> _ids = ThatWent(window.Ledger.Chart, window.Merged);

        internal bool MayBeThere => _ids.Count > 0;

        /// <summary>The key of the last row that was read; null once all were.</summary>
        internal string? Next { get; private set; }

        internal async Task<List<KeyValuePair<string, TransactionInLedger?>>> ReadAsync(int limit, int rows, CancellationToken cancellationToken)
        {
            var (items, ledger, last) = (new List<KeyValuePair<string, TransactionInLedger?>>(), window.Ledger, after);
            foreach (var month in await MonthsAsync(cancellationToken))
            {
                var (from, to) = LedgerKeys.TransactionsOf(month.Days);
                if (string.CompareOrdinal(last, to) >= 0)
                {
                    continue;
                }

                from = string.CompareOrdinal(last, from) < 0 ? from : KeyText.After(last);
                await foreach (var row in reader.RangeAsync(ledger.Owner, from, to, cancellationToken: cancellationToken))
                {
                    if (items.Count == limit || rows-- == 0)
                    {
                        Next = last;
                        return items;
                    }

                    last = row.Key;
                    if (ledger.Show(TransactionRow.Read(row)) is { } entry && Counted(entry) && !window.Ids.Contains(entry.Id.ToString()))
                    {
                        items.Add(KeyValuePair.Create(entry.Id.ToString(), (TransactionInLedger?)new TransactionInLedger(entry, ledger.Chart)));
                    }
                }
            }

            return items;
        }

        /// <summary>What counts through something that went: itself, and what went into it before.</summary>
        private static HashSet<string> ThatWent(Chart chart, HashSet<string> merged)
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var start in merged.Count == 0 ? [] : chart.AllAccounts.Keys.Concat(chart.AllCategories.Keys))
            {
                for (var at = start; !string.IsNullOrEmpty(at); at = Following(chart, at))
                {
                    if (merged.Contains(at))
                    {
                        ids.Add(start);
                        break;
                    }
                }
            }

            return ids;
        }

        private static string? Following(Chart chart, string id) => chart.AllAccounts.TryGetValue(id, out var account)
            ? account.MergedInto
            : chart.AllCategories.GetValueOrDefault(id)?.ReplacedBy;

        private bool Counted(Transaction entry) => _ids.Contains(entry.AccountId)
            || (entry.ToAccountId is { } to && _ids.Contains(to))
            || entry.Categories().Any(id => id is not null && _ids.Contains(id));

        private async Task<List<Month>> MonthsAsync(CancellationToken cancellationToken)
        {
            var months = window.Ledger.Chart.AllAccounts.Values.SelectMany(account => account.History.Months).Select(sum => sum.Month).ToHashSet();
            var years = await reader.YearsAsync(window.Ledger, [.. months.Select(month => month.Year).Distinct()], cancellationToken);
            return [.. months.Intersect(years.SelectMany(Holding)).OrderDescending()];
        }

        private IEnumerable<Month> Holding(YearSummary year) => year.Accounts.Keys.Where(cell => _ids.Contains(cell.AccountId)).Select(cell => cell.Month)
            .Concat(year.Categories.Keys.Where(cell => _ids.Contains(cell.CategoryId)).Select(cell => cell.Month))
            .Select(number => Month.Of(year.Year, number));
    }
}
