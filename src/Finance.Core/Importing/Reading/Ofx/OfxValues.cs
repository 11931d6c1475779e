using System.Buffers;
using System.Globalization;
using System.Text;
using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>The values of OFX elements: dates, amounts, texts (OFX 1.6 and 2.3, sections 3.2.8 and 3.2.9).</summary>
internal static class OfxValues
{
    private static readonly SearchValues<byte> AmountBytes = SearchValues.Create("0123456789.,"u8);

    /// <summary>
    /// YYYYMMDD, and behind it an optional HHMM[SS[.XXX]] and [zone]: the calendar date written, wherever its zone lies.
    /// </summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        if (digits is not (8 or 10 or 12 or 14) || (digits < text.Length && text[digits] is not ((byte)'.' or (byte)'[')))
        {
            return false;
        }

        var year = ((text[0] - '0') * 1000) + ((text[1] - '0') * 100) + ((text[2] - '0') * 10) + (text[3] - '0');
        var day = DateText.Day(year, ((text[4] - '0') * 10) + (text[5] - '0'), ((text[6] - '0') * 10) + (text[7] - '0'));
        date = day ?? default;
        return day is not null;
    }

    /// <summary>
    /// An amount: a sign, digits, and point or comma. OFX knows no grouping; where a bank groups all the same, <paramref name="mark"/> says
    /// which one is the decimal mark, and an amount that has only the other one in a place where no group ends is a decimal all the same.
    /// </summary>
    public static AmountFault TryAmount(ReadOnlySpan<byte> text, char mark, TextDecoder decoder, out StatementAmount amount)
    {
        amount = default;
        if (text.IsEmpty)
        {
            return AmountFault.Missing;
        }

        if (text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..].IndexOfAnyExcept(AmountBytes) >= 0)
        {
            return AmountFault.Malformed;
        }

        var fault = AmountCell.TryRead(text, mark, decoder, out amount, out _);
        fault = fault == AmountFault.Malformed ? AmountCell.TryRead(text, mark == '.' ? ',' : '.', decoder, out amount, out _) : fault;
        return fault == AmountFault.Missing ? AmountFault.Malformed : fault;
    }

    /// <summary>A text with its entities and data sections resolved; only the predefined and numeric entities exist.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes, TextDecoder decoder)
    {
        if (bytes.IndexOfAny((byte)'&', (byte)'<') < 0)
        {
            return decoder.Read(bytes);
        }

        var text = decoder.Decode(bytes);
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text.AsSpan(at).StartsWith("<![CDATA[", StringComparison.OrdinalIgnoreCase))
            {
                var end = text.IndexOf("]]>", at, StringComparison.Ordinal);
                end = end < 0 ? text.Length : end;
                plain.Append(text, at + 9, Math.Max(0, end - at - 9));
                at = Math.Min(text.Length, end + 3);
            }
            else if (text[at] == '&' && TryEntity(text.AsSpan(at), out var character, out var length))
            {
                plain.Append(character);
                at += length;
            }
            else
            {
                plain.Append(text[at++]);
            }
        }

        return TextDecoder.Clean(plain.ToString());
    }

    private static bool TryEntity(ReadOnlySpan<char> text, out string character, out int length)
    {
        character = "";
        length = text.IndexOf(';') + 1;
        if (length is < 4 or > 10)
        {
            return false;
        }

        var name = text[1..(length - 1)];
        character = name switch
        {
            "amp" or "AMP" => "&",
            "lt" or "LT" => "<",
            "gt" or "GT" => ">",
            "quot" or "QUOT" => "\"",
            "apos" or "APOS" => "'",
            "nbsp" or "NBSP" => " ",
            _ => Numbered(name),
        };
        return character.Length > 0;
    }

    private static string Numbered(ReadOnlySpan<char> name)
    {
        if (name[0] != '#' || name.Length < 2)
        {
            return "";
        }

        var isHex = name[1] is 'x' or 'X';
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var isNumber = int.TryParse(name[(isHex ? 2 : 1)..], style, CultureInfo.InvariantCulture, out var value);
        return isNumber && Rune.IsValid(value) && value > 0 ? new Rune(value).ToString() : "";
    }
}
