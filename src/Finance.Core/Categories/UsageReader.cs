using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Categories;

/// <summary>
/// Usage figures of all categories at once, from the year summaries of the years that hold entries: one query for any number of years, and
/// none for those the snapshot remembers.
/// </summary>
internal sealed class UsageReader
{
    private readonly Chart _chart;
    private readonly Currency _base;
    private readonly Month _month;
    private readonly Dictionary<string, Sums> _sums = new(StringComparer.Ordinal);

    private UsageReader(LedgerSnapshot ledger, Month month) =>
        (_chart, _base, _month) = (ledger.Chart, ledger.Profile.Currency, month);

    /// <param name="month">The month whose spending is compared with limits.</param>
    internal static async Task<UsageReader> ReadAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        Month month,
        CancellationToken cancellationToken)
    {
        var years = ledger.Chart.AllAccounts.Values
            .SelectMany(account => account.History.Months)
            .Select(entry => entry.Month.Year)
            .Distinct()
            .Order()
            .ToList();
        var usage = new UsageReader(ledger, month);
        foreach (var year in await reader.YearsAsync(ledger, years, cancellationToken))
        {
            usage.Add(await CompleteAsync(reader, ledger, year, cancellationToken));
        }

        return usage;
    }

    internal CategoryInLedger Of(Category category) => new(category, UsageOf(category), BudgetOf(category));

    private CategoryUsage UsageOf(Category category)
    {
        var sums = _sums.GetValueOrDefault(category.Id) ?? new Sums();
        var sign = category.Type == CategoryType.Expense ? 1 : -1;
        return new CategoryUsage(
            sums.Count,
            new Money(sign * sums.Spent.GetValueOrDefault(_base), _base),
            Others(sums.Spent, _base, sign),
            sums.LastUsed);
    }

    private CategoryBudget? BudgetOf(Category category)
    {
        if (category.BudgetLimit is not { } limit)
        {
            return null;
        }

        var spent = new Dictionary<Currency, long>();
        foreach (var (id, sums) in _sums)
        {
            if (_chart.IsWithin(_chart.FindCategory(id), category.Id))
            {
                foreach (var (currency, minor) in sums.SpentInMonth)
                {
                    Sums.Add(spent, currency, minor);
                }
            }
        }

        return new CategoryBudget(
            _month, limit, new Money(spent.GetValueOrDefault(limit.Currency), limit.Currency), Others(spent, limit.Currency, 1));
    }

    private static IReadOnlyList<Money> Others(Dictionary<Currency, long> sums, Currency apartFrom, int sign) =>
    [
        .. sums.Where(sum => sum.Key != apartFrom && sum.Value != 0)
            .OrderBy(sum => sum.Key.Code, StringComparer.Ordinal)
            .Select(sum => new Money(sign * sum.Value, sum.Key)),
    ];

    // Commits that are followed by more of their kind may leave a last day unknown when they are cut short.
    private static async Task<YearSummary> CompleteAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        YearSummary year,
        CancellationToken cancellationToken)
    {
        if (year.Uses.Values.All(use => use.IsKnown))
        {
            return year;
        }

        var complete = year.Clone();
        await LastUses.RestoreAsync(reader, ledger.Owner, complete, new Dictionary<string, Transactions.Transaction?>(), cancellationToken);
        ledger.Remember(LedgerKeys.Year(year.Year), complete);
        return complete;
    }

    private void Add(YearSummary year)
    {
        foreach (var (cell, tally) in year.Categories)
        {
            var currency = _chart.AllAccounts[cell.AccountId].Currency;
            var spent = checked(tally.Expense.Minor - tally.Income.Minor);
            var sums = SumsOf(cell.CategoryId);
            Sums.Add(sums.Spent, currency, spent);
            if (year.Year == _month.Year && cell.Month == _month.Number)
            {
                Sums.Add(sums.SpentInMonth, currency, spent);
            }
        }

        foreach (var (cell, use) in year.Uses)
        {
            var sums = SumsOf(cell.CategoryId);
            var day = new DateOnly(year.Year, cell.Month, use.LastDay);
            sums.Count += use.Count;
            sums.LastUsed = sums.LastUsed > day ? sums.LastUsed : day;
        }
    }

    private Sums SumsOf(string categoryId)
    {
        var id = _chart.CategoryNow(categoryId)?.Id ?? string.Empty;
        if (!_sums.TryGetValue(id, out var sums))
        {
            _sums.Add(id, sums = new Sums());
        }

        return sums;
    }

    private sealed class Sums
    {
        internal long Count { get; set; }

        internal DateOnly? LastUsed { get; set; }

        /// <summary>Expenses less incomes, in minor units.</summary>
        internal Dictionary<Currency, long> Spent { get; } = [];

        internal Dictionary<Currency, long> SpentInMonth { get; } = [];

        internal static void Add(Dictionary<Currency, long> sums, Currency currency, long minor) =>
            sums[currency] = checked(sums.GetValueOrDefault(currency) + minor);
    }
}
