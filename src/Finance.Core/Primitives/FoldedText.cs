using System.Globalization;
using System.Text;

namespace Finance.Core;

/// <summary>Text without case and accents, by which people search and sort: <c>Crème Brûlée</c> is <c>creme brulee</c>.</summary>
public static class FoldedText
{
    // Letters that people write without their stroke or apart, but that Unicode does not decompose.
    private static readonly Dictionary<int, string> Plain = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ł'] = "l",
        ['ŧ'] = "t",
    };

    /// <summary>The runs of letters and digits in a text, folded.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<string> WordsOf(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var character in Of(text))
        {
            if (char.IsLetterOrDigit(character))
            {
                word.Append(character);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <exception cref="ArgumentException">The text holds half of a surrogate pair.</exception>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var point in Nfc.Decompose(text))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(point) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var small = Rune.ToLowerInvariant(new Rune(point));
            folded.Append(Plain.TryGetValue(small.Value, out var plain) ? plain : small.ToString());
        }

        return folded.ToString();
    }
}
