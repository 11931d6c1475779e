using System.Buffers;

namespace Finance.Functions.Http.Reading;

/// <summary>
/// Whether a text can be an e-mail address: enough to catch what was typed into the wrong field. Only a message that arrives proves more.
/// Lengths are those of RFC 5321, https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.
/// </summary>
internal static class EmailAddress
{
    internal const int MaxLength = 254;
    private const int MaxLocalLength = 64;
    private static readonly SearchValues<char> NeverInside = SearchValues.Create(" \t\"(),:;<>[]\\");

    internal static bool IsPlausible(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= MaxLocalLength
            && !text.AsSpan().ContainsAny(NeverInside)
            && AreLabels(text.AsSpan(0, at), min: 1)
            && AreLabels(text.AsSpan(at + 1), min: 2);
    }

    private static bool AreLabels(ReadOnlySpan<char> text, int min)
    {
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            if (text[range].IsEmpty || text[range].Contains('@'))
            {
                return false;
            }

            count++;
        }

        return count >= min;
    }
}
