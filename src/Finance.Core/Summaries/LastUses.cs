using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>
/// Finds by reading a month on which day its categories were last used, for when the entries of the day that sums remember were taken away.
/// </summary>
internal static class LastUses
{
    /// <summary>Completes every month of a summary that no reader keeps yet.</summary>
    /// <param name="touched">Rows by key as a draft leaves them, null where it removes them: these count instead of what is stored.</param>
    internal static async Task RestoreAsync(
        LedgerReader reader,
        UserId owner,
        YearSummary summary,
        IReadOnlyDictionary<string, Transaction?> touched,
        CancellationToken cancellationToken)
    {
        foreach (var unknown in summary.Uses.Where(use => !use.Value.IsKnown).GroupBy(use => use.Key.Month).ToList())
        {
            var month = Month.Of(summary.Year, unknown.Key);
            var days = new Days(unknown.Select(use => use.Key.CategoryId));
            foreach (var transaction in touched.Values.OfType<Transaction>().Where(transaction => month.Days.Contains(transaction.Date)))
            {
                days.Consider(transaction);
            }

            var before = unknown.Max(use => use.Value.LastDay);
            var range = new DateRange(month.FirstDay, month.FirstDay.AddDays(Math.Max(before - 2, 0)));
            await foreach (var transaction in reader.TransactionsAsync(owner, range, cancellationToken))
            {
                if (days.AreFoundBy(transaction.Date.Day))
                {
                    break;
                }

                if (!touched.ContainsKey(LedgerKeys.Transaction(transaction.Id, transaction.Date)))
                {
                    days.Consider(transaction);
                }
            }

            foreach (var (categoryId, (day, count)) in days.Found)
            {
                summary.SetLastDay(new UseCell(month.Number, categoryId), day, count);
            }
        }
    }

    private sealed class Days(IEnumerable<string> wanted)
    {
        private readonly Dictionary<string, (int Day, long Count)> _found =
            wanted.ToDictionary(id => id, _ => (0, 0L), StringComparer.Ordinal);

        internal IEnumerable<KeyValuePair<string, (int Day, long Count)>> Found => _found.Where(entry => entry.Value.Count > 0);

        internal void Consider(Transaction transaction)
        {
            var day = transaction.Date.Day;
            foreach (var categoryId in transaction.Type == TransactionType.Transfer ? [] : transaction.Categories())
            {
                if (_found.TryGetValue(categoryId ?? string.Empty, out var last) && day >= last.Day)
                {
                    _found[categoryId ?? string.Empty] = (day, day == last.Day ? last.Count + 1 : 1);
                }
            }
        }

        /// <summary>Whether nothing older than a day, newest read first, can change what was found.</summary>
        internal bool AreFoundBy(int day) => _found.Values.All(last => last.Count > 0 && day < last.Day);
    }
}
