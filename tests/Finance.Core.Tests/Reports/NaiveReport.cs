using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Reports;

/// <summary>
/// The figures of a report worked out the long way, from every transaction there is, as a bookkeeper would: what a day put from one account
/// into one category, incomes and expenses apart, is converted at the day's rate.
/// </summary>
internal sealed class NaiveReport(
    IReadOnlyList<Transaction> transactions,
    Chart chart,
    DateRange days,
    Currency currency,
    string? accountId,
    NaiveRates rates)
{
    private List<Transaction> InPeriod => [.. transactions.Where(transaction => days.Contains(transaction.Date))];

    internal long Income => Cells().Where(cell => cell.Side == CategoryType.Income).Sum(cell => cell.Converted ?? 0);

    internal long Expenses => Cells().Where(cell => cell.Side == CategoryType.Expense).Sum(cell => cell.Converted ?? 0);

    /// <summary>What could not be converted: spent less earned, by currency.</summary>
    internal SortedDictionary<string, long> Unconverted => new(Cells()
        .Where(cell => cell.Converted is null)
        .GroupBy(cell => cell.Currency.Code)
        .ToDictionary(cells => cells.Key, cells => cells.Sum(cell => cell.Side == CategoryType.Income ? cell.Minor : -cell.Minor)));

    internal long Count => InPeriod.Sum(transaction =>
        (Counts(transaction.AccountId, transaction.Date) ? 1 : 0)
        + (accountId is not null && transaction.ToAccountId is { } to && Counts(to, transaction.Date) ? 1 : 0));

    internal long NetWorth => chart.Accounts
        .Where(account => accountId is null || account.Id == accountId)
        .Sum(account => rates.Convert(BalanceOf(account), account.Currency, currency, days.To) ?? 0);

    internal long? LargestExpense => InPeriod
        .Where(transaction => transaction.Type == TransactionType.Expense && IsAskedFor(transaction.AccountId))
        .Max(transaction => rates.Convert(transaction.Amount.Minor, transaction.Amount.Currency, currency, transaction.Date));

    internal Dictionary<(string? Category, CategoryType Type), long> ByCategory => Cells()
        .GroupBy(cell => (cell.Category, cell.Side))
        .ToDictionary(cells => cells.Key, cells => cells.Sum(cell => cell.Converted ?? 0));

    private long BalanceOf(Account account) =>
        account.OpeningBalance.Minor + transactions.Where(transaction => transaction.Date <= days.To).Sum(transaction =>
            Effect(transaction.AccountId, account.Id, (transaction.Type == TransactionType.Income ? 1 : -1) * transaction.Amount.Minor)
            + Effect(transaction.ToAccountId, account.Id, transaction.ToAmount?.Minor ?? 0));

    private long Effect(string? rawId, string accountId, long minor) =>
        rawId is not null && chart.AccountNow(rawId).Id == accountId ? minor : 0;

    private bool IsAskedFor(string rawId) => accountId is null || chart.AccountNow(rawId).Id == accountId;

    private bool Counts(string rawId, DateOnly day) => IsAskedFor(rawId) && rates.Has(chart.AccountNow(rawId).Currency, currency, day);

    private IEnumerable<Cell> Cells()
    {
        var cells =
            from transaction in InPeriod
            where transaction.Type != TransactionType.Transfer && IsAskedFor(transaction.AccountId)
            from part in transaction.Splits.Count == 0
                ? [(transaction.CategoryId, transaction.Amount.Minor)]
                : transaction.Splits.Select(split => (split.CategoryId, split.Amount.Minor))
            group part.Minor by (
                transaction.Date,
                transaction.Type,
                Account: chart.AccountNow(transaction.AccountId).Id,
                Category: chart.CategoryNow(part.CategoryId)?.Id);
        foreach (var cell in cells)
        {
            var direction = cell.Key.Type == TransactionType.Income ? CategoryType.Income : CategoryType.Expense;
            var side = chart.FindCategory(cell.Key.Category)?.Type ?? direction;
            var sign = direction == side ? 1 : -1;
            var from = chart.FindAccount(cell.Key.Account)!.Currency;
            var converted = rates.Convert(cell.Sum(), from, currency, cell.Key.Date);
            yield return new Cell(cell.Key.Category, side, from, sign * cell.Sum(), sign * converted);
        }
    }

    private sealed record Cell(string? Category, CategoryType Side, Currency Currency, long Minor, long? Converted);
}
