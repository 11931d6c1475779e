using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Reports;

/// <summary>
/// Adds up some days of a ledger, months of year summaries and single transactions alike, each currency apart. Merged accounts and deleted
/// categories count where the chart says that they count now. Pure: what is to be added is read elsewhere (<see cref="PeriodReader"/>).
/// </summary>
/// <param name="chart">Accounts and categories as they stand.</param>
/// <param name="accountId">Only this account, an id that is not merged; null for all.</param>
public sealed class PeriodTotals(Chart chart, string? accountId)
{
    private readonly Dictionary<Currency, CurrencyTotals> _currencies = [];
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Category?> _categories = new(StringComparer.Ordinal);

    /// <summary>The currencies that anything was entered in.</summary>
    public IReadOnlyDictionary<Currency, CurrencyTotals> Currencies => _currencies;

    public CurrencyTotals In(Currency currency) =>
        _currencies.TryGetValue(currency, out var totals) ? totals : new CurrencyTotals(currency);

    /// <summary>
    /// Adds the months of a year from <paramref name="fromMonth"/> to <paramref name="toMonth"/>, 1 to 12, both included.
    /// </summary>
    public void Add(YearSummary year, int fromMonth = 1, int toMonth = 12)
    {
        bool Holds(int month) => month >= fromMonth && month <= toMonth;
        foreach (var (cell, tally) in year.Accounts)
        {
            if (Holds(cell.Month) && Find(cell.AccountId) is { } totals)
            {
                totals.Count(tally.Count - (accountId is null ? tally.TransferIn.Count : 0));
            }
        }

        foreach (var (cell, tally) in year.Categories)
        {
            if (Holds(cell.Month) && Find(cell.AccountId) is { } totals)
            {
                totals.Add(CategoryNow(cell.CategoryId), tally);
            }
        }

        foreach (var (cell, largest) in year.Largest)
        {
            if (largest.IsKnown && Holds(cell.Month) && Find(cell.AccountId) is { } totals)
            {
                totals.Consider(new LargestEntry(largest.Minor, largest.Id, null));
            }
        }
    }

    public void Add(Transaction transaction)
    {
        var totals = Find(transaction.AccountId);
        totals?.Count(1);
        if (transaction.Type == TransactionType.Transfer)
        {
            (accountId is null ? null : Find(transaction.ToAccountId!))?.Count(1);
            return;
        }

        if (totals is null)
        {
            return;
        }

        foreach (var (categoryId, minor) in transaction.Parts())
        {
            var tally = new Tally(minor, 1);
            totals.Add(
                CategoryNow(categoryId ?? string.Empty),
                transaction.Type == TransactionType.Income ? new CategoryTally(tally, default) : new CategoryTally(default, tally));
        }

        if (transaction.Type == TransactionType.Expense)
        {
            totals.Consider(new LargestEntry(transaction.Amount.Minor, transaction.Id, transaction));
        }
    }

    private Category? CategoryNow(string id)
    {
        if (!_categories.TryGetValue(id, out var category))
        {
            _categories.Add(id, category = chart.CategoryNow(id));
        }

        return category;
    }

    /// <summary>Where entries of an account count; null where they are not asked for.</summary>
    private CurrencyTotals? Find(string rawAccountId)
    {
        if (!_accounts.TryGetValue(rawAccountId, out var account))
        {
            _accounts.Add(rawAccountId, account = chart.AccountNow(rawAccountId));
        }

        if (accountId is not null && account.Id != accountId)
        {
            return null;
        }

        if (!_currencies.TryGetValue(account.Currency, out var totals))
        {
            _currencies.Add(account.Currency, totals = new CurrencyTotals(account.Currency));
        }

        return totals;
    }
}
