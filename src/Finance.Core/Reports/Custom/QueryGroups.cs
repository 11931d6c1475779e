using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Reports.Custom;

/// <summary>Puts entries into groups. Pure.</summary>
internal sealed class QueryGroups(CustomQuery query, Chart chart, Currency currency, DayOfWeek firstWeekday)
{
    /// <summary>Groups of one answer.</summary>
    internal const int Max = 5_000;

    private const int DaysPerWeek = 7;
    private readonly Dictionary<Key, Sums> _groups = [];
    private readonly Sums _total = new();

    internal DayOfWeek FirstWeekday => firstWeekday;

    internal int Count => _groups.Count;

    internal GroupFigures Total => Figures(_total);

    internal IReadOnlyList<CustomGroup> Groups =>
    [
        .. _groups
            .OrderBy(group => group.Key.Month)
            .ThenBy(group => group.Key.Week)
            .ThenByDescending(group => group.Value.Sum)
            .ThenBy(group => group.Key.Type)
            .ThenBy(group => chart.FindCategory(group.Key.CategoryId)?.Name, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Payee ?? group.Key.Tag, StringComparer.Ordinal)
            .ThenBy(group => group.Key.AccountId, StringComparer.Ordinal)
            .ThenBy(group => group.Key.CategoryId, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Tag, StringComparer.Ordinal)
            .Select(group => new CustomGroup(
                group.Key.Month,
                group.Key.Week,
                chart.FindCategory(group.Key.CategoryId),
                group.Key.AccountId is { } id ? chart.AccountNow(id) : null,
                group.Key.Payee,
                group.Key.Tag,
                group.Key.Type,
                Figures(group.Value))),
    ];

    internal static DateOnly FirstOfWeek(DateOnly day, DayOfWeek firstWeekday) =>
        day.AddDays(-(((int)day.DayOfWeek - (int)firstWeekday + DaysPerWeek) % DaysPerWeek));

    /// <param name="isInTotal">False where the same is added once more, for another tag.</param>
    internal void Add(QueryCell cell, bool isInTotal = true)
    {
        In(cell).Add(cell);
        if (isInTotal)
        {
            _total.Add(cell);
        }
    }

    private Sums In(QueryCell cell)
    {
        T? When<T>(GroupBy grouping, T value) => query.GroupBy.Contains(grouping) ? value : default;
        var key = new Key(
            When<Month?>(GroupBy.Month, Month.Of(cell.Day)),
            When<DateOnly?>(GroupBy.Week, FirstOfWeek(cell.Day, firstWeekday)),
            When(GroupBy.Category, cell.Category?.Id),
            When(GroupBy.Account, cell.AccountId),
            When(GroupBy.Payee, cell.Payee),
            When(GroupBy.Tag, cell.Tag),
            When<TransactionType?>(GroupBy.Type, cell.Type));
        if (!_groups.TryGetValue(key, out var sums))
        {
            _groups.Add(key, sums = new Sums());
        }

        return sums;
    }

    private GroupFigures Figures(Sums sums)
    {
        Money Of(long minor) => new(minor, currency);
        return new GroupFigures(
            Of(sums.Sum),
            sums.Count,
            sums.Min is { } min ? Of(min) : null,
            sums.Max is { } max ? Of(max) : null,
            Of(sums.Income),
            Of(sums.Expenses));
    }

    private readonly record struct Key(
        Month? Month, DateOnly? Week, string? CategoryId, string? AccountId, string? Payee, string? Tag, TransactionType? Type);

    private sealed class Sums
    {
        internal long Sum { get; private set; }

        internal long Count { get; private set; }

        internal long? Min { get; private set; }

        internal long? Max { get; private set; }

        internal long Income { get; private set; }

        internal long Expenses { get; private set; }

        internal void Add(QueryCell cell)
        {
            (Sum, Count) = (checked(Sum + cell.Minor), checked(Count + cell.Count));
            (Income, Expenses) = (checked(Income + cell.Income), checked(Expenses + cell.Expenses));
            if (cell.Count == 1)
            {
                (Min, Max) = (Math.Min(Min ?? cell.Minor, cell.Minor), Math.Max(Max ?? cell.Minor, cell.Minor));
            }
        }
    }
}
