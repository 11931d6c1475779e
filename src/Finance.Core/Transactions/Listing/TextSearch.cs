using System.Text;

namespace Finance.Core.Transactions.Listing;

/// <summary>The words of a search; a transaction fits when every one of them is found.</summary>
internal sealed class TextSearch
{
    private readonly IReadOnlyList<string> _words;

    private TextSearch(IReadOnlyList<string> words) => _words = words;

    /// <returns>Null where there is no word to look for.</returns>
    internal static TextSearch? Parse(string? text)
    {
        // A half of a surrogate pair, which no stored text holds, becomes U+FFFD here.
        var whole = text is null ? "" : string.Concat(text.EnumerateRunes());
        var words = FoldedText.Of(whole).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : new TextSearch([.. words.Distinct(StringComparer.Ordinal)]);
    }

    internal bool Matches(Transaction transaction)
    {
        var amount = transaction.Amount.ToString();
        var texts = Texts(transaction).ToList();
        return _words.All(word =>
            amount.StartsWith(word.Replace(',', '.'), StringComparison.Ordinal) || texts.Any(text => Holds(text, word)));
    }

    private static IEnumerable<string> Texts(Transaction transaction) =>
        transaction.Tags.Concat(new[] { transaction.Payee, transaction.Description, transaction.Notes }.OfType<string>());

    private static bool Holds(string text, string word) => Ascii.IsValid(text)
        ? text.Contains(word, StringComparison.OrdinalIgnoreCase)
        : FoldedText.Of(text).Contains(word, StringComparison.Ordinal);
}
