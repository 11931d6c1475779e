using System.Globalization;

namespace Finance.Core;

/// <summary>The days that a ledger can hold, and how they are written.</summary>
public static class LedgerDates
{
    public static readonly DateOnly First = new(1900, 1, 1);

    public static readonly DateOnly Last = new(2199, 12, 31);

    public static bool Holds(DateOnly day) => day >= First && day <= Last;

    /// <summary>Reads <c>YYYY-MM-DD</c>, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length == 10
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary><c>YYYY-MM-DD</c>.</summary>
    public static string Format(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
