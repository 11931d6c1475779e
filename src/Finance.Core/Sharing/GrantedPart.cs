using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Sharing;

/// <summary>
/// What a grant of transactions shows of a ledger: the one place that decides it, for single entries and for sums alike. An entry that is split
/// over categories of which only some are granted is shown with these parts alone, and counts as their sum.
/// </summary>
internal sealed class GrantedPart
{
    private readonly GrantScope _scope;
    private readonly HashSet<string>? _categoryIds;
    private readonly SplitCounts _splits;

    /// <param name="chart">Of the whole ledger.</param>
    /// <param name="splits">Entries of the ledger that are split.</param>
    internal GrantedPart(Chart chart, GrantScope scope, IEnumerable<Transaction> splits)
    {
        _scope = scope;
        _categoryIds = scope.CategoryIds.Count == 0
            ? null
            : scope.CategoryIds.SelectMany(id => chart.IdsOfCategory(id, withChildren: true)).ToHashSet(StringComparer.Ordinal);
        _splits = SplitCounts.Of(splits, HoldsCategory);
    }

    /// <summary>Whether there are entries that it does not show.</summary>
    internal bool IsBound => _categoryIds is not null || _scope.Types.Count > 0;

    internal bool IsBoundToCategories => _categoryIds is not null;

    /// <summary>The entry as far as it is granted; null where nothing of it is.</summary>
    internal Transaction? Show(Transaction whole)
    {
        if (!HoldsType(whole.Type) || (_categoryIds is not null && !whole.Parts().Any(part => HoldsCategory(part.CategoryId))))
        {
            return null;
        }

        // Goals are no part of it, and would tell more of an amount than is shown.
        var shown = whole with { Goals = [] };
        if (_categoryIds is null || whole.Splits.Count == 0 || Holds(whole))
        {
            return shown;
        }

        List<Split> splits = [.. whole.Splits.Where(split => HoldsCategory(split.CategoryId))];
        return shown with
        {
            Splits = splits,
            Amount = splits.Aggregate(Money.Zero(whole.Amount.Currency), (sum, split) => sum + split.Amount),
            Foreign = null,
            Receipt = null,
            IsPartial = true,
        };
    }

    /// <summary>Whether an entry lay in the part before a change, or lies in it after.</summary>
    internal bool Touches(ThingChange entry) => Holds(entry.Before) || Holds(entry.After);

    /// <summary>Whether all of an entry is granted: nothing less may be edited.</summary>
    internal bool Holds(Transaction whole) => HoldsType(whole.Type)
        && (_categoryIds is null || (whole.Type != TransactionType.Transfer && whole.Parts().All(part => HoldsCategory(part.CategoryId))));

    /// <summary>Accounts without what they hold, and the categories that are granted.</summary>
    internal Chart Show(Chart chart) => new(
        chart.AllAccounts.SetItems(chart.AllAccounts.Values.Select(account => KeyValuePair.Create(account.Id, account with
        {
            Number = null,
            OpeningBalance = Money.Zero(account.Currency),
            Balance = Money.Zero(account.Currency),
            History = Accounts.BalanceHistory.Empty,
            Reconciled = null,
            IsBalanceHidden = true,
        }))),
        chart.AllCategories.RemoveRange(chart.AllCategories.Keys.Where(id => !HoldsCategory(id)))
            .SetItems(chart.AllCategories.Values.Where(category => HoldsCategory(category.Id)).Select(category =>
                KeyValuePair.Create(category.Id, category with
                {
                    ParentId = category.ParentId is { } parent && HoldsCategory(parent) ? parent : null,
                    BudgetLimit = null,
                }))));

    internal YearSummary Show(YearSummary whole)
    {
        var categories = new Dictionary<CategoryCell, CategoryTally>();
        foreach (var (cell, tally) in whole.Categories)
        {
            if (HoldsCategory(cell.CategoryId) && Show(tally) is { IsEmpty: false } shown)
            {
                categories.Add(cell, shown);
            }
        }

        var accounts = new Dictionary<AccountCell, AccountTally>();
        if (_categoryIds is null)
        {
            foreach (var (cell, tally) in whole.Accounts)
            {
                accounts[cell] = Show(tally);
            }
        }

        foreach (var group in _categoryIds is null ? [] : categories.GroupBy(cell => new AccountCell(cell.Key.Month, cell.Key.AccountId)))
        {
            var sum = group.Aggregate(default(CategoryTally), (total, cell) => total + cell.Value);
            var again = Held(_splits.In(Month.Of(whole.Year, group.Key.Month), group.Key.AccountId));
            accounts[group.Key] = new AccountTally(Less(sum.Income, again.Income), Less(sum.Expense, again.Expense), default, default);
        }

        foreach (var empty in accounts.Where(cell => cell.Value.IsEmpty).Select(cell => cell.Key).ToList())
        {
            accounts.Remove(empty);
        }

        return new YearSummary(whole.Year, accounts, categories, Largest(whole, accounts), []);
    }

    internal DaysSummary Show(DaysSummary whole)
    {
        var categories = new Dictionary<DayCategoryCell, CategoryTally>();
        var sums = new Dictionary<DayCell, (CategoryTally All, CategoryTally Shown)>();
        foreach (var (cell, tally) in whole.Categories)
        {
            var shown = HoldsCategory(cell.CategoryId) ? Show(tally) : default;
            if (!shown.IsEmpty)
            {
                categories.Add(cell, shown);
            }

            var day = new DayCell(cell.Day, cell.AccountId);
            var (all, known) = sums.GetValueOrDefault(day);
            sums[day] = (all + tally, known + shown);
        }

        var days = new Dictionary<DayCell, DayNet>();
        foreach (var (cell, net) in whole.Days)
        {
            var (all, shown) = sums.GetValueOrDefault(cell);
            var day = Show(net, all, shown, _splits.On(whole.Month.FirstDay.AddDays(cell.Day - 1), cell.AccountId));
            if (day is not { Net: 0, Count: 0 })
            {
                days.Add(cell, day);
            }
        }

        return new DaysSummary(whole.Month, days, categories);
    }

    private SplitCount Held(SplitCount again) => new(
        HoldsType(TransactionType.Income) ? again.Income : 0,
        HoldsType(TransactionType.Expense) ? again.Expense : 0);

    private static Tally Less(Tally tally, long count) => tally with { Count = tally.Count - count };

    private bool Holds(EntryPlace? place) => place is not null
        && HoldsType(place.Type)
        && (_categoryIds is null || place.CategoryIds.Any(HoldsCategory));

    private bool HoldsType(TransactionType type) => _scope.Types.Count == 0 || _scope.Types.Contains(type);

    private bool HoldsCategory(string? id) => _categoryIds is null || (!string.IsNullOrEmpty(id) && _categoryIds.Contains(id));

    private CategoryTally Show(CategoryTally tally) => new(
        HoldsType(TransactionType.Income) ? tally.Income : default,
        HoldsType(TransactionType.Expense) ? tally.Expense : default);

    private AccountTally Show(AccountTally tally)
    {
        var moves = HoldsType(TransactionType.Transfer);
        return new AccountTally(
            HoldsType(TransactionType.Income) ? tally.Income : default,
            HoldsType(TransactionType.Expense) ? tally.Expense : default,
            moves ? tally.TransferOut : default,
            moves ? tally.TransferIn : default);
    }

    /// <summary>Of months whose largest expense may be none of the part, it has to be looked for.</summary>
    private Dictionary<AccountCell, LargestExpense> Largest(YearSummary whole, Dictionary<AccountCell, AccountTally> accounts) =>
        accounts.Where(cell => cell.Value.Expense.Count > 0).ToDictionary(
            cell => cell.Key,
            cell => _categoryIds is null && whole.Largest.TryGetValue(cell.Key, out var largest) ? largest : LargestExpense.Unknown);

    private DayNet Show(DayNet net, CategoryTally all, CategoryTally shown, SplitCount again)
    {
        var (income, expense) = (Less(shown.Income, Held(again).Income), Less(shown.Expense, Held(again).Expense));
        var day = new DayNet(checked(income.Minor - expense.Minor), income.Count + expense.Count)
        {
            Largest = _categoryIds is null && expense.Count > 0 ? net.Largest : new DayLargest(Math.Min(net.Largest.Minor, expense.Minor), false),
        };
        if (_categoryIds is not null || !HoldsType(TransactionType.Transfer))
        {
            return day;
        }

        // The day tells all entries of the account: what is no income and no expense was transferred.
        var others = all.Income.Count + all.Expense.Count - again.Income - again.Expense;
        return day with
        {
            Net = checked(day.Net + net.Net - all.Income.Minor + all.Expense.Minor),
            Count = day.Count + net.Count - others,
            Arrivals = net.Arrivals,
        };
    }
}
