using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>Finds the largest expense of a month by reading it, for when the one that sums remember was taken away.</summary>
internal static class LargestExpenses
{
    /// <summary>The year with every largest expense of a month known: reads the month once, whatever the number of accounts.</summary>
    internal static async Task<YearSummary> KnowAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        YearSummary year,
        Month month,
        CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, LargestExpense>(StringComparer.Ordinal);
        await foreach (var transaction in reader.TransactionsAsync(ledger, month.Days, cancellationToken))
        {
            if (transaction.Type == TransactionType.Expense
                && (!found.TryGetValue(transaction.AccountId, out var known) || transaction.Amount.Minor > known.Minor))
            {
                found[transaction.AccountId] = new LargestExpense(transaction.Amount.Minor, transaction.Id, true);
            }
        }

        var changed = year.Clone();
        foreach (var cell in year.Largest.Where(cell => cell.Key.Month == month.Number && !cell.Value.IsKnown).Select(cell => cell.Key))
        {
            changed.SetLargest(cell, found.TryGetValue(cell.AccountId, out var largest) ? largest : null);
        }

        return changed;
    }

    /// <param name="touched">Rows by key as a draft leaves them, null where it removes them: these count instead of what is stored.</param>
    internal static async Task<LargestExpense?> OfAsync(
        LedgerReader reader,
        UserId owner,
        Month month,
        string accountId,
        IReadOnlyDictionary<string, Transaction?> touched,
        CancellationToken cancellationToken)
    {
        LargestExpense? largest = null;
        void Consider(Transaction transaction)
        {
            if (transaction.Type == TransactionType.Expense
                && transaction.AccountId == accountId
                && (largest is not { } known || transaction.Amount.Minor > known.Minor))
            {
                largest = new LargestExpense(transaction.Amount.Minor, transaction.Id, true);
            }
        }

        await foreach (var transaction in reader.TransactionsAsync(owner, month.Days, cancellationToken))
        {
            if (!touched.ContainsKey(LedgerKeys.Transaction(transaction.Id, transaction.Date)))
            {
                Consider(transaction);
            }
        }

        foreach (var transaction in touched.Values.OfType<Transaction>().Where(transaction => month.Days.Contains(transaction.Date)))
        {
            Consider(transaction);
        }

        return largest;
    }
}
