using Finance.Core.Summaries;

namespace Finance.Core.Transactions.Listing;

/// <summary>How many transactions of a month a listing holds, as far as a year's summary tells.</summary>
internal static class SummaryCounts
{
    /// <summary>
    /// Transactions by account, category and type. Counts a split once for each of its parts that is meant, and a transfer between accounts
    /// that were merged since for both of its ends where the list is of that account.
    /// </summary>
    internal static long Matching(YearSummary year, int month, ListingScope scope) => scope.IsOfCategory
        ? year.Categories
            .Where(cell => cell.Key.Month == month
                && scope.AccountIds?.Contains(cell.Key.AccountId) != false
                && scope.IncludesCategory(cell.Key.CategoryId))
            .Sum(cell => Of(cell.Value, scope.Filter.Type))
        : year.Accounts
            .Where(cell => cell.Key.Month == month && scope.AccountIds?.Contains(cell.Key.AccountId) != false)
            .Sum(cell => Of(cell.Value, scope.Filter.Type, withArrivals: scope.AccountIds is not null));

    /// <summary>Transfers of a month.</summary>
    internal static long Transfers(YearSummary year, int month) =>
        year.Accounts.Where(cell => cell.Key.Month == month).Sum(cell => cell.Value.TransferOut.Count);

    private static long Of(CategoryTally tally, TransactionType? type) => type switch
    {
        null => tally.Income.Count + tally.Expense.Count,
        TransactionType.Income => tally.Income.Count,
        TransactionType.Expense => tally.Expense.Count,
        _ => 0,
    };

    private static long Of(AccountTally tally, TransactionType? type, bool withArrivals)
    {
        var transfers = tally.TransferOut.Count + (withArrivals ? tally.TransferIn.Count : 0);
        return type switch
        {
            null => tally.Income.Count + tally.Expense.Count + transfers,
            TransactionType.Income => tally.Income.Count,
            TransactionType.Expense => tally.Expense.Count,
            _ => transfers,
        };
    }
}
