using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Recurring.Detection;

/// <summary>
/// Who is paid, as far as a text tells it: banks write the same payee with another reference, date or month each time. Words without case
/// and accents; those with a digit in them and the names of months are left out, unless nothing else is there.
/// </summary>
internal static class PayeeText
{
    /// <returns>Empty where the text has no letter and no digit.</returns>
    internal static string Of(string? text)
    {
        var words = FoldedText.WordsOf(text ?? string.Empty);
        var telling = words.Where(word => !word.Any(char.IsDigit) && MonthNames.Find(word) == 0).ToList();
        return string.Join(' ', telling.Count > 0 ? telling : words);
    }
}
