using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Values;

internal enum AmountFault
{
    None,
    Missing,
    Malformed,
    OutOfRange,
}

/// <summary>How an amount carries its sign.</summary>
internal enum SignMark
{
    None,
    Minus,
    Plus,
    Credit,
    Debit,
}

/// <summary>
/// Amounts as statements write them: <c>1.234,56</c>, <c>1,234.56</c>, <c>1 234,56</c>, <c>1'234.50</c>, <c>1,23,456.78</c>, <c>12.50-</c>,
/// <c>(12.50)</c>, <c>€ 12.50</c>, <c>12.50 CR</c>. Exact, and never with a mark read as what it is not: the decimal mark is told, the
/// rest must be
/// whole groups.
/// </summary>
internal static class AmountCell
{
    private const int Longest = 64;
    private const int MostDigits = 18;

    /// <param name="mark">The file's decimal mark; the other one of point and comma may only group.</param>
    /// <param name="amount">With its sign: minus, parentheses and DR are negative.</param>
    public static AmountFault TryRead(
        ReadOnlySpan<byte> cell, char mark, TextDecoder decoder, out StatementAmount amount, out SignMark sign)
    {
        if (cell.IsEmpty)
        {
            (amount, sign) = (default, SignMark.None);
            return AmountFault.Missing;
        }

        if (TryReadPlain(cell, (byte)mark, out amount, out sign))
        {
            return AmountFault.None;
        }

        Span<char> characters = stackalloc char[Longest * 2];
        if (cell.Length > Longest || decoder.Decode(cell, characters) is var length && length < 0)
        {
            return AmountFault.Malformed;
        }

        return TryRead(characters[..length], mark, out amount, out sign);
    }

    public static AmountFault TryRead(ReadOnlySpan<char> text, char mark, out StatementAmount amount, out SignMark sign)
    {
        amount = default;
        sign = SignMark.None;
        var core = AmountAffixes.Strip(text, out sign, out var isMalformed);
        if (core.IsEmpty)
        {
            return isMalformed ? AmountFault.Malformed : AmountFault.Missing;
        }

        if (isMalformed)
        {
            return AmountFault.Malformed;
        }

        var fault = ReadCore(core, mark, out amount);
        if (fault == AmountFault.None && sign is SignMark.Minus or SignMark.Debit)
        {
            amount = amount.Negate();
        }

        return fault;
    }

    // [-+]digits[mark digits] in ASCII: nearly all amounts in nearly all files.
    private static bool TryReadPlain(ReadOnlySpan<byte> cell, byte mark, out StatementAmount amount, out SignMark sign)
    {
        amount = default;
        sign = SignMark.None;
        var at = 0;
        if (!cell.IsEmpty && cell[0] is (byte)'-' or (byte)'+')
        {
            sign = cell[0] == (byte)'-' ? SignMark.Minus : SignMark.Plus;
            at = 1;
        }

        long units = 0;
        var begin = at;
        for (; at < cell.Length && (uint)(cell[at] - '0') <= 9; at++)
        {
            units = (units * 10) + (cell[at] - '0');
        }

        if (at == begin || at - begin > MostDigits)
        {
            return false;
        }

        byte scale = 0;
        if (at < cell.Length)
        {
            if (cell[at] != mark || cell.Length - begin > MostDigits + 1)
            {
                return false;
            }

            scale = (byte)(cell.Length - at - 1);
            for (at++; at < cell.Length && (uint)(cell[at] - '0') <= 9; at++)
            {
                units = (units * 10) + (cell[at] - '0');
            }
        }

        amount = new StatementAmount(sign == SignMark.Minus ? -units : units, scale);
        return at == cell.Length;
    }

    // Digits with groups, then the mark and decimals.
    private static AmountFault ReadCore(ReadOnlySpan<char> core, char mark, out StatementAmount amount)
    {
        amount = default;
        var at = core.IndexOf(mark);
        var whole = at < 0 ? core : core[..at];
        var decimals = at < 0 ? [] : core[(at + 1)..];
        if (decimals.ContainsAnyExceptInRange('0', '9') || (whole.IsEmpty && decimals.IsEmpty) || !AreGroupsWhole(whole, mark))
        {
            return AmountFault.Malformed;
        }

        Int128 units = 0;
        var digits = 0;
        foreach (var character in whole)
        {
            if (char.IsAsciiDigit(character))
            {
                units = (units * 10) + (character - '0');
                digits += digits > 0 || character != '0' ? 1 : 0;
            }
        }

        foreach (var character in decimals)
        {
            units = (units * 10) + (character - '0');
            digits += digits > 0 || character != '0' ? 1 : 0;
        }

        if (digits > MostDigits || decimals.Length > MostDigits)
        {
            return AmountFault.OutOfRange;
        }

        amount = new StatementAmount((long)units, (byte)decimals.Length);
        return AmountFault.None;
    }

    // Groups of three, or in India three and twos before; one separator throughout; no leading zero before a separator.
    private static bool AreGroupsWhole(ReadOnlySpan<char> whole, char mark)
    {
        var first = whole.IndexOfAnyExceptInRange('0', '9');
        if (first < 0)
        {
            return true;
        }

        var separator = whole[first];
        if (!IsGroupSeparator(separator, mark) || first is 0 or > 3 || whole[0] == '0')
        {
            return false;
        }

        var (threes, twos) = (0, 0);
        var last = 0;
        for (var rest = whole[(first + 1)..]; ;)
        {
            var next = rest.IndexOf(separator);
            var group = next < 0 ? rest : rest[..next];
            if (group.ContainsAnyExceptInRange('0', '9') || group.Length is not (2 or 3))
            {
                return false;
            }

            last = group.Length;
            threes += last == 3 ? 1 : 0;
            twos += last == 2 ? 1 : 0;
            if (next < 0)
            {
                break;
            }

            rest = rest[(next + 1)..];
        }

        return last == 3 && (twos == 0 || (threes == 1 && first <= 2));
    }

    private static bool IsGroupSeparator(char character, char mark) => character switch
    {
        '.' or ',' => character != mark,
        ' ' or '\u00A0' or '\u202F' or '\u2009' or '\u2007' or '\'' or '’' or '\u02BC' or '`' or '´' => true,
        _ => false,
    };
}
