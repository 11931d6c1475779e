using System.Globalization;
using Finance.Core;

namespace Finance.Functions.Http.Reading;

/// <summary>What text must be: composed (NFC), without control characters, not too long. Otherwise it is kept as it was sent.</summary>
internal static class TextRules
{
    // Characters may have several marks each; beyond that the text is refused before it is composed.
    private const int UnitsPerCharacter = 6;

    internal static string Read(FieldValue value, int maxLength, bool isMultiLine)
    {
        if (!value.TryGetText(out var text))
        {
            return value.Refuse<string>("must be a string.");
        }

        if (text.Length > maxLength * UnitsPerCharacter || HasHalfPair(text) || CountOf(text = Nfc.Normalize(text)) > maxLength)
        {
            return value.Refuse<string>(HasHalfPair(text)
                ? "must not hold half of a surrogate pair."
                : string.Create(CultureInfo.InvariantCulture, $"must have at most {maxLength} characters."));
        }

        foreach (var character in text)
        {
            if (IsRefused(character, isMultiLine))
            {
                var exception = isMultiLine ? "; only line feeds and tabs are taken" : null;
                return value.Refuse<string>(string.Create(
                    CultureInfo.InvariantCulture,
                    $"must not hold the control character U+{(int)character:X4}{exception}."));
            }
        }

        return text;
    }

    // U+FFFE and U+FFFF are no characters, and no XML or spreadsheet that the text is exported to takes them.
    private static bool IsRefused(char character, bool isMultiLine) => character is '\n' or '\t'
        ? !isMultiLine
        : char.IsControl(character) || character is '\uFFFE' or '\uFFFF';

    private static bool HasHalfPair(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[++at]))
            {
                return true;
            }
        }

        return false;
    }

    private static int CountOf(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
