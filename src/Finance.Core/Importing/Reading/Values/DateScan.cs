using System.Text.RegularExpressions;

namespace Finance.Core.Importing.Reading.Values;

/// <summary>Takes one date apart: three parts, what separates them, and what follows.</summary>
internal ref partial struct DateScan(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public DateForms Run()
    {
        SkipWeekday();
        if (!TryPart(out var first))
        {
            return DateForms.None;
        }

        if (first.Length is 6 or 8 or 12 or 14 && first.Month == 0)
        {
            return IsTail(_text[_at..]) ? Compact(first) : DateForms.None;
        }

        if (!TrySeparator(out var separator)
            || !TryPart(out var second)
            || !TrySeparator(out var secondSeparator)
            || !TryPart(out var third))
        {
            return DateForms.None;
        }

        var named = first.Month + second.Month + third.Month > 0;
        if ((!named && separator != secondSeparator) || !IsTail(_text[_at..]))
        {
            return DateForms.None;
        }

        return named ? Named(first, second, third, separator) : Numbers(first, second, third, separator);
    }

    /// <summary>Whether what follows a date is a time, a zone, a closing point, or nothing.</summary>
    private static bool IsTail(ReadOnlySpan<char> tail)
    {
        tail = tail.Trim();
        return tail.IsEmpty || tail is "." || (tail.Length <= 40 && Tail().IsMatch(tail));
    }

    [GeneratedRegex(
        @"^[Tt,\-.]?\s*(?:\d{1,2}[:.hH]\d{2}(?:[:.mM]?\d{2})?(?:[.,]\d{1,9})?s?|\d{4}|\d{6})?\s*(?:[AaPp]\.?\s?[Mm]\.?)?\s*"
        + @"(?:Z|[+-]\d{2}:?\d{0,2}|[A-Z]{2,5}(?:[+-]\d{1,2})?|Uhr|\[[^\]]{1,20}\]|\([^)]{1,20}\))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Tail();

    private static DateForms Numbers(Part first, Part second, Part third, char separator)
    {
        if (second.Length > 2)
        {
            return DateForms.None;
        }

        var mark = separator == ' ' ? " " : separator.ToString();
        if (first.Length == 4 && third.Length <= 2)
        {
            var day = DateText.Day(first.Value, second.Value, third.Value);
            return new DateForms(day, day, day, $"yyyy{mark}MM{mark}dd");
        }

        if (first.Length > 2 || third.Length is not (2 or 4))
        {
            return DateForms.None;
        }

        var year = third.Length == 4 ? third.Value : DateText.FullYear(third.Value);
        var years = third.Length == 4 ? "yyyy" : "yy";
        return new DateForms(
            DateText.Day(year, second.Value, first.Value),
            DateText.Day(year, first.Value, second.Value),
            third.Length == 2 && first.Length == 2 ? DateText.Day(DateText.FullYear(first.Value), second.Value, third.Value) : null,
            $"{{0}}{mark}{{1}}{mark}{years}");
    }

    private static DateForms Named(Part first, Part second, Part third, char separator)
    {
        DateOnly? day = null;
        var pattern = "";
        if (second.Month > 0 && first.Length == 4 && third.Length <= 2)
        {
            (day, pattern) = (DateText.Day(first.Value, second.Month, third.Value), "yyyy MMM dd");
        }
        else if (second.Month > 0 && first.Length <= 2 && third.Length is 2 or 4)
        {
            (day, pattern) = (DateText.Day(Year(third), second.Month, first.Value), separator == '-' ? "dd-MMM-yyyy" : "dd MMM yyyy");
        }
        else if (first.Month > 0 && second.Length <= 2 && third.Length is 2 or 4)
        {
            (day, pattern) = (DateText.Day(Year(third), first.Month, second.Value), "MMM dd, yyyy");
        }

        return new DateForms(day, day, day, pattern);
    }

    private static DateForms Compact(Part part)
    {
        var digits = part.Digits;
        if (part.Length == 6)
        {
            var (a, b, c) = (digits / 10_000, digits / 100 % 100, digits % 100);
            return new DateForms(
                DateText.Day(DateText.FullYear((int)c), (int)b, (int)a),
                DateText.Day(DateText.FullYear((int)c), (int)a, (int)b),
                DateText.Day(DateText.FullYear((int)a), (int)b, (int)c),
                "{0}{1}yy");
        }

        var date = (int)(part.Length == 8 ? digits : part.Length == 12 ? digits / 10_000 : digits / 1_000_000);
        return new DateForms(
            part.Length > 8 ? null : DateText.Day(date % 10_000, date / 10_000 % 100, date / 1_000_000),
            part.Length > 8 ? null : DateText.Day(date % 10_000, date / 1_000_000, date / 10_000 % 100),
            DateText.Day(date / 10_000, date / 100 % 100, date % 100),
            "{0}{1}yyyy");
    }

    private static int Year(Part part) => part.Length == 2 ? DateText.FullYear(part.Value) : part.Value;

    private void SkipWeekday()
    {
        var end = 0;
        while (end < _text.Length && char.IsLetter(_text[end]))
        {
            end++;
        }

        if (end < 2 || end == _text.Length || MonthNames.Find(_text[..end]) > 0)
        {
            return;
        }

        while (end < _text.Length && _text[end] is ' ' or ',' or '.')
        {
            end++;
        }

        _at = end;
    }

    private bool TryPart(out Part part)
    {
        part = default;
        var start = _at;
        if (start < _text.Length && char.IsAsciiDigit(_text[start]))
        {
            long digits = 0;
            for (; _at < _text.Length && char.IsAsciiDigit(_text[_at]) && _at - start < 15; _at++)
            {
                digits = (digits * 10) + (_text[_at] - '0');
            }

            part = new Part(digits, _at - start, 0);
            SkipOrdinal();
            return _at - start < 15;
        }

        while (_at < _text.Length && char.IsLetter(_text[_at]))
        {
            _at++;
        }

        part = new Part(0, 0, MonthNames.Find(_text[start.._at]));
        return part.Month > 0;
    }

    // 1st, 2nd, 3rd, 4th, 1er, 1º.
    private void SkipOrdinal()
    {
        var rest = _text[_at..];
        if (rest.StartsWith("º") || rest.StartsWith("ª"))
        {
            _at++;
        }
        else if (rest.Length > 2 && rest[..2] is "st" or "nd" or "rd" or "th" or "er" && !char.IsLetter(rest[2]))
        {
            _at += 2;
        }
    }

    private bool TrySeparator(out char separator)
    {
        separator = default;
        var start = _at;
        while (_at < _text.Length && _at - start < 3 && _text[_at] is '.' or '/' or '-' or ' ' or ',' or '\u00A0' or '’' or '\'')
        {
            separator = separator is default(char) or ' ' ? _text[_at] : separator;
            _at++;
        }

        var rest = _text[_at..];
        if (_at > start && rest.Length > 3 && rest[..3] is "de " or "of " or "DE " or "OF ")
        {
            _at += 3;
        }

        var adjoins = _at == start && _at > 0 && _at < _text.Length && char.IsLetter(_text[_at]) != char.IsLetter(_text[_at - 1]);
        separator = adjoins ? ' ' : separator;
        return _at > start || adjoins;
    }

    /// <summary>A run of digits (with its length), or a month's name.</summary>
    private readonly record struct Part(long Digits, int Length, int Month)
    {
        public int Value => Length <= 4 ? (int)Digits : -1;
    }
}
