namespace Finance.Core.Budgets;

/// <summary>What a scope spent, in minor units, between any two days of a stretch.</summary>
internal sealed class SpendingSeries
{
    private const int MonthsPerYear = 12;
    private const int LongestMonth = 31;
    private readonly SpendingBook _book;
    private readonly BudgetScope _scope;
    private readonly Month _first;

    /// <summary>Through the end of each month, from the first on.</summary>
    private readonly long[] _months;
    private readonly long[]?[] _days;

    internal SpendingSeries(SpendingBook book, BudgetScope scope, DateRange days)
    {
        (_book, _scope, _first) = (book, scope, Month.Of(days.From));
        _months = new long[days.IsEmpty ? 0 : Month.Of(days.To).Index - _first.Index + 1];
        _days = new long[_months.Length][];
        AddYears(days);
        for (var month = 1; month < _months.Length; month++)
        {
            _months[month] = checked(_months[month] + _months[month - 1]);
        }
    }

    internal long In(DateRange days) => days.IsEmpty ? 0 : checked(Through(days.To) - Through(days.From.AddDays(-1)));

    private void AddYears(DateRange days)
    {
        Span<long> sums = stackalloc long[MonthsPerYear];
        for (var year = days.From.Year; _months.Length > 0 && year <= days.To.Year; year++)
        {
            if (_book.FindYear(year) is not { } fold)
            {
                continue;
            }

            sums.Clear();
            fold.AddTo(sums, _scope);
            var offset = Month.Of(year, 1).Index - _first.Index;
            for (var month = 0; month < MonthsPerYear; month++)
            {
                if (offset + month >= 0 && offset + month < _months.Length)
                {
                    _months[offset + month] = sums[month];
                }
            }
        }
    }

    private long Through(DateOnly day)
    {
        var month = Month.Of(day);
        var index = month.Index - _first.Index;
        if (index < 0 || _months.Length == 0)
        {
            return 0;
        }

        if (index >= _months.Length || day == month.LastDay)
        {
            return _months[Math.Min(index, _months.Length - 1)];
        }

        var before = index == 0 ? 0 : _months[index - 1];
        return checked(before + DaysOf(month, index)[day.Day - 1]);
    }

    private long[] DaysOf(Month month, int index)
    {
        if (_days[index] is not { } sums)
        {
            _days[index] = sums = new long[LongestMonth];
            _book.FindDays(month)?.AddTo(sums, _scope);
        }

        return sums;
    }
}
