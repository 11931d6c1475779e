using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Reports;

/// <summary>The figures of a report worked out the long way, from every transaction there is, as a bookkeeper would.</summary>
internal sealed class NaiveReport(
    IReadOnlyList<Transaction> transactions,
    Chart chart,
    DateRange days,
    Currency currency,
    string? accountId)
{
    private List<Transaction> InPeriod => [.. transactions.Where(transaction => days.Contains(transaction.Date))];

    internal long Income => Parts(CategoryType.Income).Sum(part => part.Minor);

    internal long Expenses => Parts(CategoryType.Expense).Sum(part => part.Minor);

    internal long Count => InPeriod.Sum(transaction =>
        (Counts(transaction.AccountId) ? 1 : 0) + (accountId is not null && transaction.ToAccountId is { } to && Counts(to) ? 1 : 0));

    internal long NetWorth => chart.Accounts
        .Where(account => account.Currency == currency && (accountId is null || account.Id == accountId))
        .Sum(account => account.OpeningBalance.Minor + transactions.Where(transaction => transaction.Date <= days.To).Sum(transaction =>
            Effect(transaction.AccountId, account.Id, (transaction.Type == TransactionType.Income ? 1 : -1) * transaction.Amount.Minor)
            + Effect(transaction.ToAccountId, account.Id, transaction.ToAmount?.Minor ?? 0)));

    internal long? LargestExpense => InPeriod
        .Where(transaction => transaction.Type == TransactionType.Expense && Counts(transaction.AccountId))
        .Max(transaction => (long?)transaction.Amount.Minor);

    internal Dictionary<(string? Category, CategoryType Type), long> ByCategory => new[] { CategoryType.Income, CategoryType.Expense }
        .SelectMany(side => Parts(side).Select(part => (part.Category, Side: side, part.Minor)))
        .GroupBy(part => (part.Category, part.Side))
        .ToDictionary(parts => parts.Key, parts => parts.Sum(part => part.Minor));

    private long Effect(string? rawId, string accountId, long minor) =>
        rawId is not null && chart.AccountNow(rawId).Id == accountId ? minor : 0;

    private bool Counts(string rawId) =>
        chart.AccountNow(rawId) is { } account && account.Currency == currency && (accountId is null || account.Id == accountId);

    private IEnumerable<(string? Category, long Minor)> Parts(CategoryType side)
    {
        var counted = InPeriod.Where(transaction => transaction.Type != TransactionType.Transfer && Counts(transaction.AccountId));
        foreach (var transaction in counted)
        {
            var direction = transaction.Type == TransactionType.Income ? CategoryType.Income : CategoryType.Expense;
            var parts = transaction.Splits.Count == 0
                ? [(transaction.CategoryId, transaction.Amount.Minor)]
                : transaction.Splits.Select(split => (split.CategoryId, split.Amount.Minor)).ToList();
            foreach (var (categoryId, minor) in parts)
            {
                var category = chart.CategoryNow(categoryId);
                if ((category?.Type ?? direction) == side)
                {
                    yield return (category?.Id, direction == side ? minor : -minor);
                }
            }
        }
    }
}
