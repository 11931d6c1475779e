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
    private readonly QueryGrain _grain = new(groups.FirstWeekday, query.IsByPart);
    private readonly Dictionary<Currency, CurrencyTotals> _unconverted = [];

    internal IReadOnlyList<UnconvertedTotals> Unconverted => UnconvertedTotals.Of(_unconverted.Values);

    /// <summary>Adds months of a year, of the accounts in the currency of the report.</summary>
    internal void Add(YearSummary year, IReadOnlySet<Month> months)
    {
        foreach (var (cell, tally) in year.Categories)
        {
            var (month, account) = (Month.Of(year.Year, cell.Month), chart.AccountNow(cell.AccountId));
            if (months.Contains(month) && account.Currency == conversions.To && Counts(account.Id) && CountsCategory(cell.CategoryId))
            {
                Add(month, account.Id, cell.CategoryId, TransactionType.Income, tally.Income);
                Add(month, account.Id, cell.CategoryId, TransactionType.Expense, tally.Expense);
            }
        }

        foreach (var (cell, tally) in year.Accounts.Where(_ => !query.IsByPart))
        {
            var (month, account) = (Month.Of(year.Year, cell.Month), chart.AccountNow(cell.AccountId));
            if (months.Contains(month) && account.Currency == conversions.To && Counts(account.Id))
            {
                void Add(TransactionType type, Tally units) => AddEntries(month, account.Id, type, units);
                Add(TransactionType.Income, tally.Income);
                Add(TransactionType.Expense, tally.Expense);
                Add(TransactionType.Transfer, filter.Account is null ? tally.TransferOut : tally.TransferOut + tally.TransferIn);
            }
        }
    }

    /// <summary>Adds days of a month.</summary>
    /// <param name="days">None outside of the month.</param>
    /// <param name="isForeignOnly">Leaves out the accounts in the currency of the report.</param>
    internal void Add(DaysSummary month, DateRange days, bool isForeignOnly)
    {
        var accounts = days == month.Month.Days
            ? QueryMonth.Of(month, chart, conversions, _grain).Accounts
            : QueryMonth.Work(month, days, chart, conversions, _grain);
        foreach (var account in accounts.Where(account => Counts(account.AccountId) && !(isForeignOnly && account.Currency == conversions.To)))
        {
            conversions.NoteAll(account.Conversions);
            foreach (var cell in account.Cells.Where(cell => Counts(cell.Type) && CountsCategory(cell.Category?.Id)))
            {
                groups.Add(cell);
            }

            foreach (var (type, category, tally) in account.Apart.Where(apart => Counts(apart.Type) && CountsCategory(apart.Category?.Id)))
            {
                AddApart(account.Currency, type, category, tally);
            }
        }
    }

    private void Add(Month month, string accountId, string categoryId, TransactionType type, Tally units)
    {
        if (Counts(type) && units != default)
        {
            var cell = new QueryCell(month.FirstDay, accountId, chart.CategoryNow(categoryId), type).WithSides(units.Minor);
            groups.Add(query.IsByPart ? cell with { Minor = units.Minor, Count = units.Count } : cell);
        }
    }

    private void AddEntries(Month month, string accountId, TransactionType type, Tally units)
    {
        if ((type == TransactionType.Transfer ? query.HasTransfers : Counts(type)) && units != default)
        {
            groups.Add(new QueryCell(month.FirstDay, accountId, null, type, units.Minor, units.Count));
        }
    }

    private void AddApart(Currency currency, TransactionType type, Categories.Category? category, Tally tally)
    {
        if (!_unconverted.TryGetValue(currency, out var apart))
        {
            _unconverted.Add(currency, apart = new CurrencyTotals(currency));
        }

        apart.Add(category, type == TransactionType.Income ? new CategoryTally(tally, default) : new CategoryTally(default, tally));
        apart.Count(tally.Count);
    }

    private bool Counts(TransactionType type) => (filter.Filter.Type ?? type) == type;

    private bool Counts(string accountId) => filter.Account is null || filter.Account.Id == accountId;

    private bool CountsCategory(string? categoryId) => !filter.IsOfCategory || filter.IncludesCategory(categoryId);
}
