using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Values;

/// <summary>
/// Dates as statements write them: numbers in any order with points, slashes, dashes or spaces, without separators, or with the month's
/// name; a time or zone behind is passed over, because the calendar date written is the one that counts.
/// </summary>
internal static class DateText
{
    private const int Longest = 64;

    /// <summary>Reads a date in the order that was settled. A year of four digits in front, or a month's name, needs no order.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, DateOrder order, TextDecoder decoder, out DateOnly date)
    {
        if (cell.Length >= 10 && (cell.Length == 10 || IsPlainTime(cell[10..])) && TryReadPlain(cell, order, out date))
        {
            return true;
        }

        date = default;
        Span<char> characters = stackalloc char[Longest * 2];
        if (cell.Length > Longest || decoder.Decode(cell, characters) is var length && length < 0)
        {
            return false;
        }

        var day = Forms(characters[..length])[order];
        date = day ?? default;
        return day is not null;
    }

    /// <summary>Every day that the text can mean.</summary>
    public static DateForms Forms(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 6 or > Longest)
        {
            return DateForms.None;
        }

        var scan = new DateScan(text);
        return scan.Run();
    }

    /// <summary>
    /// A year of two digits: 69 to 99 are the last century, as POSIX has it
    /// (https://pubs.opengroup.org/onlinepubs/9799919799/functions/strptime.html).
    /// </summary>
    public static int FullYear(int year) => year < 69 ? 2000 + year : 1900 + year;

    public static DateOnly? Day(int year, int month, int day)
    {
        if (year < 1900 || year > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        return new DateOnly(year, month, day);
    }

    // dd?mm?yyyy, mm?dd?yyyy and yyyy?mm?dd of exactly ten characters: nearly all dates in nearly all files.
    private static bool TryReadPlain(ReadOnlySpan<byte> cell, DateOrder order, out DateOnly date)
    {
        date = default;
        var (first, second, year) = (0, 0, 0);
        if (IsSeparator(cell[2]) && cell[5] == cell[2] && order != DateOrder.Ymd)
        {
            first = Two(cell, 0);
            second = Two(cell, 3);
            year = (Two(cell, 6) * 100) + Two(cell, 8);
        }
        else if (IsSeparator(cell[4]) && cell[7] == cell[4])
        {
            year = (Two(cell, 0) * 100) + Two(cell, 2);
            second = Two(cell, 5);
            first = Two(cell, 8);
            order = DateOrder.Dmy;
        }

        var (day, month) = order == DateOrder.Mdy ? (second, first) : (first, second);
        if ((first | second | year) < 0 || year < 1900 || year > 2199 || month is < 1 or > 12 || day < 1
            || (day > 28 && day > DateTime.DaysInMonth(year, month)))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    // " 13:45", " 13:45:59" or "T13:45:59Z" behind a date.
    private static bool IsPlainTime(ReadOnlySpan<byte> tail)
    {
        tail = tail[^1] == (byte)'Z' ? tail[..^1] : tail;
        return tail.Length is 6 or 9 && tail[0] is (byte)' ' or (byte)'T' && tail[3] == (byte)':' && (Two(tail, 1) | Two(tail, 4)) >= 0
            && (tail.Length == 6 || (tail[6] == (byte)':' && Two(tail, 7) >= 0));
    }

    private static bool IsSeparator(byte value) => value is (byte)'.' or (byte)'/' or (byte)'-';

    // Negative, and far enough below zero to stay negative, when a character is no digit.
    private static int Two(ReadOnlySpan<byte> cell, int at)
    {
        var tens = (uint)(cell[at] - '0');
        var ones = (uint)(cell[at + 1] - '0');
        return (tens | ones) <= 15 && tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1_000_000;
    }
}
