using System.Text;

namespace Finance.Core.Transactions.Listing;

/// <summary>The words of a search; a transaction fits when every one of them is found.</summary>
internal sealed class TextSearch
{
    private const char Quote = '"';
    private readonly IReadOnlyList<Word> _words;

    private TextSearch(IReadOnlyList<Word> words) => _words = words;

    /// <summary>Words are divided by white space; what stands between two double quotes is one, white space and all.</summary>
    /// <returns>Null where there is no word to look for.</returns>
    internal static TextSearch? Parse(string? text)
    {
        // A half of a surrogate pair, which no stored text holds, becomes U+FFFD here.
        var whole = text is null ? "" : string.Concat(text.EnumerateRunes());
        var words = WordsOf(FoldedText.Of(whole).Replace('“', Quote).Replace('”', Quote)).Distinct(StringComparer.Ordinal);
        return words.Select(Word.Of).ToList() is { Count: > 0 } found ? new TextSearch(found) : null;
    }

    internal bool Matches(Transaction transaction)
    {
        var amount = transaction.Amount.ToString();
        var texts = Texts(transaction).ToList();
        return _words.All(word =>
            (word.Amount is { } digits && amount.StartsWith(digits, StringComparison.Ordinal))
            || texts.Any(text => Holds(text, word.Text)));
    }

    private static List<string> WordsOf(string text)
    {
        var (words, word, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            // One that nothing closes is a character like any other: 24" is a size.
            if (text[at] == Quote && (isQuoted || (word.Length == 0 && text.IndexOf(Quote, at + 1) > at + 1)))
            {
                isQuoted = !isQuoted;
                Close();
            }
            else if (!isQuoted && char.IsWhiteSpace(text[at]))
            {
                Close();
            }
            else
            {
                word.Append(text[at]);
            }
        }

        Close();
        return words;

        void Close()
        {
            if (word.ToString().Trim() is { Length: > 0 } closed)
            {
                words.Add(closed);
            }

            word.Clear();
        }
    }

    private static IEnumerable<string> Texts(Transaction transaction) =>
        transaction.Tags.Concat(new[] { transaction.Payee, transaction.Description, transaction.Notes }.OfType<string>());

    private static bool Holds(string text, string word) => Ascii.IsValid(text)
        ? text.Contains(word, StringComparison.OrdinalIgnoreCase)
        : FoldedText.Of(text).Contains(word, StringComparison.Ordinal);

    /// <param name="Amount">The word as an amount begins that is written with a point: <c>45.5</c>; null where it is no number.</param>
    private readonly record struct Word(string Text, string? Amount)
    {
        internal static Word Of(string text) => new(text, AmountOf(text));

        /// <summary>Of several marks the last is the decimal one, the others group: 1,234.50 and 1.234,50.</summary>
        private static string? AmountOf(string text)
        {
            if (!text.All(character => char.IsAsciiDigit(character) || character is '.' or ',') || !text.Any(char.IsAsciiDigit))
            {
                return null;
            }

            var marks = text.Count(character => character is '.' or ',');
            var last = text.LastIndexOfAny(['.', ',']);
            return marks < 2 ? text.Replace(',', '.')
                : string.Concat(text[..last].Where(char.IsAsciiDigit)) + "." + text[(last + 1)..];
        }
    }
}
