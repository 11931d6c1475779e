using System.Collections.Frozen;
using System.Globalization;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>What a header's words can mean.</summary>
/// <param name="Rank">0 is the plain word for the role; of two columns with one role the lower rank has it.</param>
/// <param name="IsWhole">Whether the words are the whole header, not a part of it.</param>
internal readonly record struct HeaderMeaning(ColumnRole Role, int Rank, bool IsWhole);

/// <summary>The words that banks put above their columns.</summary>
internal static class HeaderWords
{
    private const int MaxLength = 128;

    private static readonly FrozenDictionary<string, HeaderMeaning[]> Meanings = Parse();

    private static readonly int MostWords = Meanings.Keys.Max(phrase => phrase.Count(letter => letter == ' ') + 1);

    /// <summary>
    /// What the header can mean, best first; empty when its words are unknown. <c>Valuta</c> is a date in one language and a currency
    /// in another.
    /// </summary>
    public static IReadOnlyList<HeaderMeaning> Find(string header)
    {
        var whole = Normalise(header);
        if (Meanings.TryGetValue(whole, out var found))
        {
            return found;
        }

        var bare = Normalise(WithoutBrackets(header));
        if (Meanings.TryGetValue(bare, out found))
        {
            return found;
        }

        var words = whole.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var length = Math.Min(words.Length - 1, MostWords); length > 0; length--)
        {
            for (var from = 0; from + length <= words.Length; from++)
            {
                if (Meanings.TryGetValue(string.Join(' ', words[from..(from + length)]), out found))
                {
                    return [.. found.Select(meaning => meaning with { Rank = meaning.Rank + 4, IsWhole = false })];
                }
            }
        }

        return [];
    }

    /// <summary>A currency's code in the header: <c>Amount (EUR)</c>, <c>Betrag in EUR</c>.</summary>
    public static string? CurrencyIn(string header)
    {
        foreach (var word in header.Split([' ', '(', ')', '[', ']', '/', '_', '-', ':', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length == 3 && word.All(char.IsAsciiLetterUpper) && Currency.TryFind(word, out var currency))
            {
                return currency.Code;
            }
        }

        return header.Contains('€', StringComparison.Ordinal) ? "EUR" : header.Contains('£', StringComparison.Ordinal) ? "GBP" : null;
    }

    /// <summary>The date order that a header spells out: <c>Date (DD/MM/YYYY)</c>, <c>Datum (TT.MM.JJJJ)</c>.</summary>
    public static DateOrder? OrderIn(string header)
    {
        // JJ is a day in French (JJ/MM/AAAA) and a year in German (TT.MM.JJJJ).
        var letters = header.ToUpperInvariant();
        letters = letters.Contains("AA", StringComparison.Ordinal)
            ? letters.Replace('J', 'D').Replace('A', 'Y').Replace('G', 'D')
            : letters.Replace('T', 'D').Replace('J', 'Y');
        var day = letters.IndexOf("DD", StringComparison.Ordinal);
        var month = letters.IndexOf("MM", StringComparison.Ordinal);
        var year = letters.IndexOf("YY", StringComparison.Ordinal);
        return day < 0 || month < 0 || year < 0 ? null : year < month ? DateOrder.Ymd : month < day ? DateOrder.Mdy : DateOrder.Dmy;
    }

    /// <summary>Small letters without accents, words parted by one space.</summary>
    public static string Normalise(string header)
    {
        Span<char> folded = stackalloc char[MaxLength];
        var length = WholeWords(header, LetterFold.Fold(header, folded));
        for (var at = 0; at < length; at++)
        {
            folded[at] = char.IsLetterOrDigit(folded[at]) ? folded[at] : ' ';
        }

        return string.Join(' ', folded[..length].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // The beginning of a word that is cut off may be another word. What is one word only is kept as far as it goes.
    private static int WholeWords(string header, int length)
    {
        var end = length;
        while (end > 0 && length < header.Length && char.IsLetterOrDigit(header[length]) && char.IsLetterOrDigit(header[end - 1]))
        {
            end--;
        }

        return end == 0 ? length : end;
    }

    private static string WithoutBrackets(string header)
    {
        var open = header.IndexOfAny(['(', '[']);
        var close = header.LastIndexOfAny([')', ']']);
        return open > 0 && close > open ? header.Remove(open, close - open + 1) : header;
    }

    private static FrozenDictionary<string, HeaderMeaning[]> Parse()
    {
        var meanings = new Dictionary<string, HeaderMeaning[]>(StringComparer.Ordinal);
        foreach (var line in HeaderVocabulary.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var head = line[..colon].Split(' ');
            ReadingNames.TryRole(head[0], out var role);
            var meaning = new HeaderMeaning(role, int.Parse(head[1], CultureInfo.InvariantCulture), IsWhole: true);
            foreach (var word in line[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var phrase = Normalise(word);
                meanings[phrase] = [.. meanings.GetValueOrDefault(phrase, []), meaning];
            }
        }

        return meanings.ToFrozenDictionary(
            pair => pair.Key, pair => pair.Value.OrderBy(meaning => meaning.Rank).ToArray(), StringComparer.Ordinal);
    }
}
