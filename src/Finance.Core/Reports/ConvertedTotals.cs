using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Reports;

/// <summary>
/// Adds up some days of a ledger in one currency. What accounts of other currencies hold is converted cell by cell: all that a day put from
/// one account into one category, incomes and expenses apart, is converted at that day's rate and rounded once. So every total is a sum of the
/// same rounded cells, and totals by category, by month and of the whole agree to the last minor unit. What cannot be converted stands apart.
/// Merged accounts and deleted categories count where the chart says that they count now. Pure: what is to be added is read elsewhere
/// (<see cref="PeriodReader"/>).
/// </summary>
/// <param name="chart">Accounts and categories as they stand.</param>
/// <param name="accountId">Only this account, an id that is not merged; null for all.</param>
public sealed class ConvertedTotals(Chart chart, string? accountId, Conversions conversions)
{
    private readonly Dictionary<Currency, CurrencyTotals> _unconverted = [];
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Category?> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<Month, CurrencyTotals> _months = [];

    /// <summary>All in the currency of the answer.</summary>
    public CurrencyTotals Total { get; } = new(conversions.To);

    /// <summary>The same month by month; months without anything are not there.</summary>
    public IReadOnlyDictionary<Month, CurrencyTotals> Months => _months;

    /// <summary>What could not be converted, each currency apart.</summary>
    public IReadOnlyDictionary<Currency, CurrencyTotals> Unconverted => _unconverted;

    /// <summary>
    /// Adds the months of a year from <paramref name="fromMonth"/> to <paramref name="toMonth"/>, 1 to 12, both included: only the
    /// accounts in the currency of the answer, for which no day matters.
    /// </summary>
    public void AddOwn(YearSummary year, int fromMonth = 1, int toMonth = 12)
    {
        bool Holds(int month) => month >= fromMonth && month <= toMonth;
        foreach (var (cell, tally) in year.Accounts)
        {
            if (Holds(cell.Month) && FindOwn(cell.AccountId))
            {
                Count(Month.Of(year.Year, cell.Month), tally.Count - (accountId is null ? tally.TransferIn.Count : 0));
            }
        }

        foreach (var (cell, tally) in year.Categories)
        {
            if (Holds(cell.Month) && FindOwn(cell.AccountId))
            {
                Add(Month.Of(year.Year, cell.Month), CategoryNow(cell.CategoryId), tally);
            }
        }
    }

    /// <summary>Adds days of a month.</summary>
    public void Add(DaysSummary month, DateRange days)
    {
        DateOnly? DayOf(int number) => month.Month.FirstDay.AddDays(number - 1) is var day && days.Contains(day) ? day : null;
        foreach (var (cell, net) in month.Days)
        {
            if (DayOf(cell.Day) is { } day && Find(cell.AccountId) is { } account)
            {
                var count = CountOf(new EntryCount(net.Count, net.Arrivals));
                if (conversions.Can(account.Currency, day))
                {
                    Count(month.Month, count);
                }
                else
                {
                    Apart(account.Currency).Count(count);
                }
            }
        }

        var sums = new Dictionary<(DateOnly Day, string AccountId, string CategoryId), CategoryTally>();
        foreach (var (cell, tally) in month.Categories)
        {
            if (DayOf(cell.Day) is { } day && Find(cell.AccountId) is { } account)
            {
                var sum = (day, account.Id, CategoryNow(cell.CategoryId)?.Id ?? string.Empty);
                sums[sum] = sums.GetValueOrDefault(sum) + tally;
            }
        }

        foreach (var (cell, tally) in sums)
        {
            Add(cell.Day, chart.AllAccounts[cell.AccountId].Currency, CategoryNow(cell.CategoryId), tally);
        }
    }

    /// <summary>Adds a whole month: only the accounts in other currencies, the others are those of <see cref="AddOwn"/>.</summary>
    public void AddForeign(DaysSummary month)
    {
        foreach (var account in ConvertedMonth.Of(month, chart, conversions).Accounts)
        {
            if (accountId is null || account.AccountId == accountId)
            {
                Add(month.Month, account);
            }
        }
    }

    private void Add(Month month, ConvertedAccountMonth account)
    {
        conversions.NoteAll(account.Conversions);
        if (account.Entries != default)
        {
            Count(month, CountOf(account.Entries));
        }

        foreach (var (category, tally) in account.Converted)
        {
            Add(month, category, tally);
        }

        if (account.EntriesApart != default)
        {
            Apart(account.Currency).Count(CountOf(account.EntriesApart));
        }

        foreach (var (category, tally) in account.Apart)
        {
            Apart(account.Currency).Add(category, tally);
        }
    }

    private long CountOf(EntryCount entries) => entries.All - (accountId is null ? entries.Arrivals : 0);

    private void Add(DateOnly day, Currency from, Category? category, CategoryTally tally)
    {
        if (conversions.Convert(tally, from, day) is { } converted)
        {
            Add(Month.Of(day), category, converted);
        }
        else
        {
            Apart(from).Add(category, tally);
        }
    }

    private void Count(Month month, long transactions)
    {
        Total.Count(transactions);
        In(month).Count(transactions);
    }

    private void Add(Month month, Category? category, CategoryTally tally)
    {
        Total.Add(category, tally);
        In(month).Add(category, tally);
    }

    private CurrencyTotals In(Month month)
    {
        if (!_months.TryGetValue(month, out var totals))
        {
            _months.Add(month, totals = new CurrencyTotals(conversions.To));
        }

        return totals;
    }

    private CurrencyTotals Apart(Currency currency)
    {
        if (!_unconverted.TryGetValue(currency, out var totals))
        {
            _unconverted.Add(currency, totals = new CurrencyTotals(currency));
        }

        return totals;
    }

    private Category? CategoryNow(string id)
    {
        if (!_categories.TryGetValue(id, out var category))
        {
            _categories.Add(id, category = chart.CategoryNow(id));
        }

        return category;
    }

    private bool FindOwn(string rawAccountId) => Find(rawAccountId)?.Currency == conversions.To;

    /// <summary>Where entries of an account count; null where they are not asked for.</summary>
    private Account? Find(string rawAccountId)
    {
        if (!_accounts.TryGetValue(rawAccountId, out var account))
        {
            _accounts.Add(rawAccountId, account = chart.AccountNow(rawAccountId));
        }

        return accountId is null || account.Id == accountId ? account : null;
    }
}
