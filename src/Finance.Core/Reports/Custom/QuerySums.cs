using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Reports.Custom;

/// <summary>
/// Answers a query from sums: whole months in the report's currency from the years, all else from the days, converted cell by cell as
/// <see cref="ConvertedTotals"/> does. Pure.
/// </summary>
internal sealed class QuerySums(CustomQuery query, ListingScope filter, Chart chart, Conversions conversions, QueryGroups groups)
{
    private readonly Dictionary<Currency, CurrencyTotals> _unconverted = [];

    internal IReadOnlyList<UnconvertedTotals> Unconverted => UnconvertedTotals.Of(_unconverted.Values);

    /// <summary>Adds months of a year, of the accounts in the currency of the report.</summary>
    internal void Add(YearSummary year, IReadOnlySet<Month> months)
    {
        foreach (var (cell, tally) in year.Categories)
        {
            var (month, account) = (Month.Of(year.Year, cell.Month), chart.AccountNow(cell.AccountId));
            if (months.Contains(month) && account.Currency == conversions.To && Counts(account.Id, cell.CategoryId))
            {
                Add(month.FirstDay, account.Id, cell.CategoryId, tally, hasUnits: query.IsByPart);
            }
        }

        foreach (var (cell, tally) in year.Accounts.Where(_ => !query.IsByPart))
        {
            var (month, account) = (Month.Of(year.Year, cell.Month), chart.AccountNow(cell.AccountId));
            if (months.Contains(month) && account.Currency == conversions.To && Counts(account.Id))
            {
                void AddUnits(TransactionType type, Tally units) => AddIfAsked(month.FirstDay, account.Id, type, units);
                AddUnits(TransactionType.Income, tally.Income);
                AddUnits(TransactionType.Expense, tally.Expense);
                AddUnits(TransactionType.Transfer, filter.Account is null ? tally.TransferOut : tally.TransferOut + tally.TransferIn);
            }
        }
    }

    /// <summary>Adds days of a month.</summary>
    /// <param name="isForeignOnly">Leaves out the accounts in the currency of the report.</param>
    internal void Add(DaysSummary month, DateRange days, bool isForeignOnly)
    {
        var sums = new Dictionary<(DateOnly Day, string AccountId, string CategoryId), CategoryTally>();
        foreach (var (cell, tally) in month.Categories)
        {
            var (day, account) = (month.Month.FirstDay.AddDays(cell.Day - 1), chart.AccountNow(cell.AccountId));
            if (days.Contains(day) && !(isForeignOnly && account.Currency == conversions.To) && Counts(account.Id, cell.CategoryId))
            {
                var sum = (day, account.Id, chart.CategoryNow(cell.CategoryId)?.Id ?? string.Empty);
                sums[sum] = sums.GetValueOrDefault(sum) + tally;
            }
        }

        foreach (var (cell, tally) in sums)
        {
            var from = chart.AllAccounts[cell.AccountId].Currency;
            if (conversions.Convert(tally, from, cell.Day) is { } converted)
            {
                Add(cell.Day, cell.AccountId, cell.CategoryId, converted, hasUnits: true);
            }
            else
            {
                var apart = Apart(from);
                apart.Add(chart.CategoryNow(cell.CategoryId), OfType(tally));
                apart.Count(OfType(tally).Income.Count + OfType(tally).Expense.Count);
            }
        }
    }

    private void Add(DateOnly day, string accountId, string categoryId, CategoryTally tally, bool hasUnits)
    {
        foreach (var (type, units) in new[] { (TransactionType.Income, tally.Income), (TransactionType.Expense, tally.Expense) })
        {
            if (units != default && (filter.Filter.Type ?? type) == type)
            {
                var cell = new QueryCell(day, accountId, chart.CategoryNow(categoryId), type, units.Minor, units.Count);
                groups.Add(cell, hasUnits, hasSides: true);
            }
        }
    }

    private void AddIfAsked(DateOnly day, string accountId, TransactionType type, Tally units)
    {
        var isAsked = type == TransactionType.Transfer ? query.HasTransfers : (filter.Filter.Type ?? type) == type;
        if (isAsked && units != default)
        {
            groups.Add(new QueryCell(day, accountId, null, type, units.Minor, units.Count), hasUnits: true, hasSides: false);
        }
    }

    private CategoryTally OfType(CategoryTally tally) => filter.Filter.Type switch
    {
        TransactionType.Income => tally with { Expense = default },
        TransactionType.Expense => tally with { Income = default },
        _ => tally,
    };

    private bool Counts(string accountId) => filter.Account is null || filter.Account.Id == accountId;

    private bool Counts(string accountId, string categoryId) =>
        Counts(accountId) && (!filter.IsOfCategory || filter.IncludesCategory(categoryId));

    private CurrencyTotals Apart(Currency currency)
    {
        if (!_unconverted.TryGetValue(currency, out var totals))
        {
            _unconverted.Add(currency, totals = new CurrencyTotals(currency));
        }

        return totals;
    }
}
