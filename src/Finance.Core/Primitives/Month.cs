using System.Globalization;

namespace Finance.Core;

/// <summary>A calendar month. <c>default</c> is January of year 1.</summary>
public readonly record struct Month : IComparable<Month>
{
    private Month(int index) => Index = index;

    /// <summary>Months since January of year 1: consecutive months differ by one.</summary>
    public int Index { get; }

    public int Year => (Index / 12) + 1;

    /// <summary>1 to 12.</summary>
    public int Number => (Index % 12) + 1;

    public DateOnly FirstDay => new(Year, Number, 1);

    public DateOnly LastDay => new(Year, Number, DateTime.DaysInMonth(Year, Number));

    public DateRange Days => new(FirstDay, LastDay);

    public static bool operator <(Month left, Month right) => left.Index < right.Index;

    public static bool operator >(Month left, Month right) => left.Index > right.Index;

    public static bool operator <=(Month left, Month right) => left.Index <= right.Index;

    public static bool operator >=(Month left, Month right) => left.Index >= right.Index;

    public static Month Of(DateOnly day) => new(((day.Year - 1) * 12) + day.Month - 1);

    public static Month Of(int year, int number) => Of(new DateOnly(year, number, 1));

    public static Month FromIndex(int index) => new(index);

    /// <summary>Reads <c>YYYY-MM</c>, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Month month)
    {
        month = default;
        if (text.Length != 7 || !DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        month = Of(day);
        return true;
    }

    public Month AddMonths(int months) => new(Index + months);

    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    /// <summary><c>YYYY-MM</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Number:D2}");
}
