using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Reports;

/// <summary>
/// What a whole month did in each account of another currency, converted as <see cref="ConvertedTotals"/> says and added up. Remembered beside
/// the month's days while rates, accounts and categories stay as they are: many years then cost no more however many entries they hold.
/// Nothing of it is stored.
/// </summary>
internal sealed class ConvertedMonth
{
    // Whoever asks in turn for the user's own currency and for another one finds both.
    private const int Remembered = 3;
    private static readonly ConditionalWeakTable<DaysSummary, Memory> Memories = [];

    private ConvertedMonth(IReadOnlyList<ConvertedAccountMonth> accounts) => Accounts = accounts;

    internal IReadOnlyList<ConvertedAccountMonth> Accounts { get; }

    /// <summary>The month in the currency of some conversions; these do not learn by it what was used.</summary>
    internal static ConvertedMonth Of(DaysSummary month, Chart chart, Conversions conversions)
    {
        var memory = Memories.GetOrCreateValue(month);
        var basis = conversions.BasisOf(chart);
        if (memory.Find(basis) is { } known)
        {
            return known;
        }

        var converted = new ConvertedMonth(Work(month, chart, conversions));
        memory.Keep(basis, converted);
        return converted;
    }

    private static List<ConvertedAccountMonth> Work(DaysSummary month, Chart chart, Conversions conversions)
    {
        var accounts = new Dictionary<string, ConvertedAccountMonth>(StringComparer.Ordinal);
        ConvertedAccountMonth? Find(string rawId) => chart.AccountNow(rawId) is var account && account.Currency == conversions.To ? null
            : accounts.TryGetValue(account.Id, out var known) ? known
            : accounts[account.Id] = new ConvertedAccountMonth(account, conversions.Afresh());
        var byRawId = new Dictionary<string, ConvertedAccountMonth?>(StringComparer.Ordinal);
        ConvertedAccountMonth? Foreign(string rawId) => byRawId.TryGetValue(rawId, out var known) ? known : byRawId[rawId] = Find(rawId);
        foreach (var (cell, net) in month.Days)
        {
            Foreign(cell.AccountId)?.Count(month.Month.FirstDay.AddDays(cell.Day - 1), cell, net);
        }

        var sums = new Dictionary<(int Day, ConvertedAccountMonth Account, string CategoryId), CategoryTally>();
        var categories = month.Categories.Keys.Select(cell => cell.CategoryId).Distinct().ToDictionary(id => id, chart.CategoryNow);
        foreach (var (cell, tally) in month.Categories)
        {
            if (Foreign(cell.AccountId) is { } account)
            {
                var sum = (cell.Day, account, categories[cell.CategoryId]?.Id ?? string.Empty);
                sums[sum] = sums.GetValueOrDefault(sum) + tally;
            }
        }

        foreach (var (cell, tally) in sums)
        {
            cell.Account.Add(month.Month.FirstDay.AddDays(cell.Day - 1), chart.FindCategory(cell.CategoryId), tally);
        }

        return [.. accounts.Values];
    }

    private sealed class Memory
    {
        private ImmutableArray<(ConversionBasis Basis, ConvertedMonth Month)> _known = [];

        internal ConvertedMonth? Find(ConversionBasis basis) => _known.FirstOrDefault(known => known.Basis == basis).Month;

        internal void Keep(ConversionBasis basis, ConvertedMonth month) => ImmutableInterlocked.Update(
            ref _known, known => [(basis, month), .. known.Where(other => other.Basis != basis).Take(Remembered - 1)]);
    }
}

/// <summary>A month of one account, by category as it counts now. Once it is remembered, nothing changes it.</summary>
internal sealed class ConvertedAccountMonth
{
    private readonly Dictionary<string, CategorySum> _converted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CategorySum> _apart = new(StringComparer.Ordinal);
    private readonly List<DayExpense> _open = [];

    internal ConvertedAccountMonth(Account account, Conversions conversions) =>
        (AccountId, Currency, Conversions) = (account.Id, account.Currency, conversions);

    internal string AccountId { get; }

    /// <summary>The currency of the account.</summary>
    internal Currency Currency { get; }

    /// <summary>The rates that the month takes.</summary>
    internal Conversions Conversions { get; }

    internal EntryCount Entries { get; private set; }

    /// <summary>Entries of days without a rate.</summary>
    internal EntryCount EntriesApart { get; private set; }

    /// <summary>In the currency of the conversions.</summary>
    internal IReadOnlyCollection<CategorySum> Converted => _converted.Values;

    /// <summary>What cannot be converted, in the account's own currency.</summary>
    internal IReadOnlyCollection<CategorySum> Apart => _apart.Values;

    /// <summary>The day that is known to hold the largest expense, the latest of equal ones; null where there is none.</summary>
    internal DayExpense? Largest { get; private set; }

    /// <summary>Days of which it is only known how large their largest expense is at most.</summary>
    internal IReadOnlyList<DayExpense> Open => _open;

    internal void Count(DateOnly day, DayCell cell, DayNet net)
    {
        var count = new EntryCount(net.Count, net.Arrivals);
        if (!Conversions.Can(Currency, day))
        {
            EntriesApart += count;
            return;
        }

        Entries += count;
        if (net.Largest.Minor <= 0 || Conversions.Afresh().Convert(new Money(net.Largest.Minor, Currency), day) is not { } amount)
        {
            return;
        }

        var expense = new DayExpense(day, cell, amount, net.Largest.IsKnown);
        if (!expense.IsKnown)
        {
            _open.Add(expense);
        }
        else if (Largest is not { } largest || (amount.Minor, day).CompareTo((largest.Amount.Minor, largest.Day)) > 0)
        {
            Largest = expense;
        }
    }

    internal void Add(DateOnly day, Category? category, CategoryTally tally)
    {
        var converted = Conversions.Convert(tally, Currency, day);
        var (sums, id) = (converted is null ? _apart : _converted, category?.Id ?? string.Empty);
        sums[id] = new CategorySum(category, sums.GetValueOrDefault(id).Tally + (converted ?? tally));
    }
}

/// <param name="Category">Null for uncategorised.</param>
internal readonly record struct CategorySum(Category? Category, CategoryTally Tally);

/// <param name="Arrivals">Those of them that are transfers from another account.</param>
internal readonly record struct EntryCount(long All, long Arrivals)
{
    public static EntryCount operator +(EntryCount left, EntryCount right) => new(left.All + right.All, left.Arrivals + right.Arrivals);
}

/// <summary>The largest expense of an account on a day.</summary>
/// <param name="Amount">Converted.</param>
/// <param name="IsKnown">Otherwise the amount is at most that.</param>
internal readonly record struct DayExpense(DateOnly Day, DayCell Cell, Money Amount, bool IsKnown);
