using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Reports.Custom;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Reports;

/// <summary>A custom report of one account, in its own currency, worked out from every transaction there is.</summary>
internal sealed class NaiveQuery(IReadOnlyList<Transaction> transactions, Chart chart, CustomQuery query, DateRange days, string accountId)
{
    internal SortedDictionary<string, string> Groups()
    {
        var groups = new Dictionary<string, List<Unit>>(StringComparer.Ordinal);
        foreach (var unit in transactions.Where(transaction => days.Contains(transaction.Date)).SelectMany(Units))
        {
            foreach (var key in KeysOf(unit))
            {
                groups.TryAdd(key, []);
                groups[key].Add(unit);
            }
        }

        return new SortedDictionary<string, string>(groups.ToDictionary(group => group.Key, group => Say(group.Value)), StringComparer.Ordinal);
    }

    private string Say(List<Unit> units)
    {
        var counted = units.Where(unit => unit.IsCounted).ToList();
        long Of(CategoryType side) => units.Where(unit => unit.Side == side).Sum(unit => unit.Signed);
        return Said(
            counted.Sum(unit => unit.Minor),
            counted.Count,
            query.Measures.Contains(Measure.Min) ? counted.Min(unit => (long?)unit.Minor) : null,
            Of(CategoryType.Income),
            Of(CategoryType.Expense));
    }

    internal static string Said(long sum, long count, long? min, long income, long expenses) => $"{sum} {count} {min} {income} {expenses}";

    private IEnumerable<string> KeysOf(Unit unit)
    {
        var tags = query.GroupBy.Contains(GroupBy.Tag) && unit.Entry.Tags.Count > 0 ? unit.Entry.Tags.Distinct().Select(tag => (string?)tag) : [null];
        return tags.Select(tag => string.Join('|', query.GroupBy.Select(grouping => grouping switch
        {
            GroupBy.Month => Month.Of(unit.Entry.Date).ToString(),
            GroupBy.Week => LedgerDates.Format(Enumerable.Range(0, 7).Select(back => unit.Entry.Date.AddDays(-back)).First(day => day.DayOfWeek == DayOfWeek.Monday)),
            GroupBy.Category => unit.Category?.Id,
            GroupBy.Account => accountId,
            GroupBy.Payee => unit.Entry.Payee,
            GroupBy.Tag => tag,
            _ => unit.Entry.Type.ToString(),
        })));
    }

    private IEnumerable<Unit> Units(Transaction entry)
    {
        bool IsHere(string? raw) => raw is not null && chart.AccountNow(raw).Id == accountId;
        if (query.Filter.Type is { } type && entry.Type != type)
        {
            yield break;
        }

        if (entry.Type == TransactionType.Transfer)
        {
            if (query.GroupBy.Contains(GroupBy.Category) || query.Filter.CategoryId is not null
                || (query.Filter.Type is null && !query.GroupBy.Contains(GroupBy.Type)))
            {
                yield break;
            }

            foreach (var minor in new[] { IsHere(entry.AccountId) ? entry.Amount.Minor : 0, IsHere(entry.ToAccountId) ? entry.ToAmount!.Value.Minor : 0 })
            {
                if (minor != 0)
                {
                    yield return new Unit(entry, null, minor, null, 0, true);
                }
            }

            yield break;
        }

        if (!IsHere(entry.AccountId))
        {
            yield break;
        }

        var byPart = query.GroupBy.Contains(GroupBy.Category) || query.Filter.CategoryId is not null;
        foreach (var (raw, minor) in entry.Parts())
        {
            var category = chart.CategoryNow(raw);
            if (query.Filter.CategoryId is { } id && !chart.IsWithin(category, id))
            {
                continue;
            }

            var isIn = entry.Type == TransactionType.Income;
            var side = category?.Type ?? (isIn ? CategoryType.Income : CategoryType.Expense);
            yield return new Unit(entry, category, minor, side, (side == CategoryType.Income) == isIn ? minor : -minor, byPart);
        }

        if (!byPart)
        {
            yield return new Unit(entry, null, entry.Amount.Minor, null, 0, true);
        }
    }

    private sealed record Unit(Transaction Entry, Category? Category, long Minor, CategoryType? Side, long Signed, bool IsCounted);
}
