using System.Collections.Frozen;

namespace Finance.Core.Importing.Reading.Values;

/// <summary>Takes signs and currencies off an amount.</summary>
internal static class AmountAffixes
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CurrencyWords = new[]
    {
        "kr", "kr.", "zl", "zł", "kč", "kc", "ft", "lei", "lv", "fr", "fr.", "sfr", "sfr.", "rs", "rs.", "rm", "tl", "din", "dkr", "nkr",
        "skr", "euro", "eur.",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What is left is digits and separators; empty when there is no amount, as in a lone dash.</summary>
    /// <param name="isMalformed">
    /// Two signs, words that are no currency, or a dash in place of cents (<c>12.-</c>), which looks like a minus and is none.
    /// </param>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text, out SignMark sign, out bool isMalformed)
    {
        sign = SignMark.None;
        isMalformed = false;
        var (signs, currencies) = (0, 0);
        text = text.Trim();
        for (var before = -1; before != text.Length;)
        {
            before = text.Length;
            if (text.IsEmpty)
            {
                break;
            }

            if (text[0] == '(' && text[^1] == ')')
            {
                sign = SignMark.Minus;
                text = text[1..^1].Trim();
                signs++;
            }
            else if (SignOf(text[0]) is var leading && leading != SignMark.None)
            {
                sign = leading;
                text = text[1..].Trim();
                signs++;
            }
            else if (SignOf(text[^1]) is var trailing && trailing != SignMark.None)
            {
                sign = trailing;
                text = text[..^1].Trim();
                signs++;
                isMalformed |= !text.IsEmpty && text[^1] is '.' or ',';
            }
            else if (!StripWord(ref text, ref sign, ref signs, ref currencies))
            {
                break;
            }
        }

        isMalformed |= signs > 1 || currencies > 1 || (text.IsEmpty && (currencies > 0 || sign is SignMark.Credit or SignMark.Debit));
        return text;
    }

    private static bool StripWord(ref ReadOnlySpan<char> text, ref SignMark sign, ref int signs, ref int currencies)
    {
        var lead = 0;
        while (lead < text.Length && IsWordPart(text[lead]))
        {
            lead++;
        }

        if (lead > 0 && lead < text.Length && text[lead] == '.' && IsCurrency(text[..(lead + 1)]))
        {
            lead++;
        }

        if (lead > 0 && IsCurrency(text[..lead]))
        {
            currencies++;
            text = text[lead..].Trim();
            return true;
        }

        var tail = text.Length;
        while (tail > 0 && (IsWordPart(text[tail - 1]) || (tail == text.Length && text[^1] == '.' && tail > 1 && IsWordPart(text[^2]))))
        {
            tail--;
        }

        var word = text[tail..];
        var mark = word.Length > 2 ? SignMark.None : word switch
        {
            "CR" or "Cr" or "cr" or "C" or "H" => SignMark.Credit,
            "DR" or "Dr" or "dr" or "D" or "S" => SignMark.Debit,
            _ => SignMark.None,
        };
        if (mark != SignMark.None)
        {
            sign = mark;
            signs++;
        }
        else if (IsCurrency(word))
        {
            currencies++;
        }
        else
        {
            return false;
        }

        text = text[..tail].Trim();
        return true;
    }

    private static bool IsWordPart(char character) =>
        char.IsLetter(character) || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.CurrencySymbol;

    private static bool IsCurrency(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word.Length > 5)
        {
            return false;
        }

        // $, US$, R$, A$: letters may stand before the sign.
        if (char.GetUnicodeCategory(word[^1]) == System.Globalization.UnicodeCategory.CurrencySymbol)
        {
            return word.Length <= 3;
        }

        return CurrencyWords.Contains(word) || (word.Length == 3 && Currency.TryFind(word.ToString().ToUpperInvariant(), out _));
    }

    private static SignMark SignOf(char character) => character switch
    {
        '-' or '\u2212' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\uFE63' or '\uFF0D' => SignMark.Minus,
        '+' or '\uFF0B' => SignMark.Plus,
        _ => SignMark.None,
    };
}
