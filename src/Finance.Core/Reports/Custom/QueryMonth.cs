using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Reports.Custom;

/// <summary>How the days of a month are put together.</summary>
/// <param name="FirstWeekday">Weeks are told apart from it on.</param>
/// <param name="HasCategories">Whether categories are told apart too.</param>
internal readonly record struct QueryGrain(DayOfWeek FirstWeekday, bool HasCategories);

/// <summary>
/// A whole month of days as queries count it, account by account, put together by week. Remembered beside the month's days as
/// <see cref="ConvertedMonth"/> is: years of weeks then cost no more however many entries they hold.
/// </summary>
internal sealed class QueryMonth
{
    // By week with categories and without, and by month.
    private const int Remembered = 4;
    private static readonly ConditionalWeakTable<DaysSummary, Memory> Memories = [];

    private QueryMonth(IReadOnlyList<QueryAccountMonth> accounts) => Accounts = accounts;

    internal IReadOnlyList<QueryAccountMonth> Accounts { get; }

    internal static QueryMonth Of(DaysSummary month, Chart chart, Conversions conversions, QueryGrain grain)
    {
        var memory = Memories.GetOrCreateValue(month);
        var basis = (conversions.BasisOf(chart), grain);
        if (memory.Find(basis) is { } known)
        {
            return known;
        }

        var made = new QueryMonth(Work(month, month.Month.Days, chart, conversions, grain));
        memory.Keep(basis, made);
        return made;
    }

    /// <summary>Some days of a month.</summary>
    internal static IReadOnlyList<QueryAccountMonth> Work(
        DaysSummary month,
        DateRange days,
        Chart chart,
        Conversions conversions,
        QueryGrain grain)
    {
        var sums = new Dictionary<(DateOnly Day, string AccountId, string CategoryId), CategoryTally>();
        foreach (var (cell, tally) in month.Categories)
        {
            var day = month.Month.FirstDay.AddDays(cell.Day - 1);
            if (days.Contains(day))
            {
                var sum = (day, chart.AccountNow(cell.AccountId).Id, chart.CategoryNow(cell.CategoryId)?.Id ?? string.Empty);
                sums[sum] = sums.GetValueOrDefault(sum) + tally;
            }
        }

        var accounts = new Dictionary<string, QueryAccountMonth>(StringComparer.Ordinal);
        foreach (var (cell, tally) in sums)
        {
            if (!accounts.TryGetValue(cell.AccountId, out var account))
            {
                accounts.Add(cell.AccountId, account = new QueryAccountMonth(chart.AllAccounts[cell.AccountId], conversions.Afresh(), grain));
            }

            account.Add(cell.Day, chart.FindCategory(cell.CategoryId), tally);
        }

        return [.. accounts.Values];
    }

    private sealed class Memory
    {
        private ImmutableArray<((ConversionBasis, QueryGrain) Basis, QueryMonth Month)> _known = [];

        internal QueryMonth? Find((ConversionBasis, QueryGrain) basis) => _known.FirstOrDefault(known => known.Basis == basis).Month;

        internal void Keep((ConversionBasis, QueryGrain) basis, QueryMonth month) => ImmutableInterlocked.Update(
            ref _known, known => [(basis, month), .. known.Where(other => other.Basis != basis).Take(Remembered - 1)]);
    }
}

/// <summary>Some days of an account. Once it is remembered, nothing changes it.</summary>
internal sealed class QueryAccountMonth(Account account, Conversions conversions, QueryGrain grain)
{
    private readonly Dictionary<(DateOnly Day, TransactionType Type, string? CategoryId), QueryCell> _cells = [];
    private readonly Dictionary<(TransactionType Type, string? CategoryId), (Category? Category, Tally Tally)> _apart = [];

    internal string AccountId => account.Id;

    internal Currency Currency => account.Currency;

    /// <summary>The rates that the days take.</summary>
    internal Conversions Conversions => conversions;

    internal IReadOnlyCollection<QueryCell> Cells => _cells.Values;

    /// <summary>What cannot be converted, in the account's own currency.</summary>
    internal IEnumerable<(TransactionType Type, Category? Category, Tally Tally)> Apart =>
        _apart.Select(apart => (apart.Key.Type, apart.Value.Category, apart.Value.Tally));

    internal void Add(DateOnly day, Category? category, CategoryTally tally)
    {
        if (conversions.Convert(tally, account.Currency, day) is { } converted)
        {
            Add(day, category, TransactionType.Income, converted.Income);
            Add(day, category, TransactionType.Expense, converted.Expense);
            return;
        }

        foreach (var (type, units) in new[] { (TransactionType.Income, tally.Income), (TransactionType.Expense, tally.Expense) })
        {
            _apart[(type, category?.Id)] = (category, _apart.GetValueOrDefault((type, category?.Id)).Tally + units);
        }
    }

    private void Add(DateOnly day, Category? category, TransactionType type, Tally units)
    {
        if (units == default)
        {
            return;
        }

        var first = QueryGroups.FirstOfWeek(day, grain.FirstWeekday);
        first = first < Month.Of(day).FirstDay ? Month.Of(day).FirstDay : first;
        var cell = new QueryCell(first, account.Id, category, type, units.Minor, units.Count).WithSides(units.Minor);
        var key = (first, type, grain.HasCategories ? category?.Id : null);
        var known = _cells.TryGetValue(key, out var sum) ? sum : cell with { Minor = 0, Count = 0, Income = 0, Expenses = 0 };
        _cells[key] = known.Add(cell);
    }
}
