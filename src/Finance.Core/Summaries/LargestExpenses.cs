using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>Finds the largest expense of a month by reading it, for when the one that sums remember was taken away.</summary>
internal static class LargestExpenses
{
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
