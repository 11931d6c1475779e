using System.Text;

namespace Finance.Core.Importing.Matching;

/// <summary>
/// How surely a row of a statement is a recurring entry, in points up to 100: 50 for the amount, 20 for the day, 30 for the text. A pure
/// function of both, and published in <c>docs/api.md</c>.
/// </summary>
internal static class MatchScore
{
    /// <summary>The points with which a row is taken for the entry.</summary>
    internal const int Needed = 60;

    /// <summary>The days that a bank may book before or after.</summary>
    internal const int MaxDays = 4;

    private const int ExactAmount = 50;
    private const int NearAmount = 30;
    private const int SameDay = 20;
    private const int PerDay = 5;
    private const int SameText = 30;
    private const int NoText = 15;

    // A fifth, which is 20 %.
    private const int NearParts = 5;

    /// <param name="mayDiffer">Whether the amount may be up to 20 % another one.</param>
    /// <returns>Points for the amount; null where it is another one.</returns>
    internal static int? OfAmount(Money stated, Money expected, bool mayDiffer)
    {
        if (stated.Currency != expected.Currency)
        {
            return null;
        }

        var difference = Math.Abs(stated.Minor - expected.Minor);
        if (difference == 0)
        {
            return ExactAmount;
        }

        return mayDiffer && checked(difference * NearParts) <= expected.Minor ? NearAmount : null;
    }

    /// <returns>Points for how close the day is to the nearest of those expected; null where it is too far.</returns>
    internal static int? OfDay(DateOnly stated, IEnumerable<DateOnly> expected)
    {
        var distance = expected.Min(day => Math.Abs(day.DayNumber - stated.DayNumber));
        return distance <= MaxDays ? SameDay - (PerDay * distance) : null;
    }

    /// <summary>Points for the words that both have, of those of the shorter, rounded half up; half where either has none.</summary>
    internal static int OfText(IReadOnlySet<string> stated, IReadOnlySet<string> expected)
    {
        var shorter = Math.Min(stated.Count, expected.Count);
        return shorter == 0 ? NoText : ((2 * SameText * stated.Count(expected.Contains)) + shorter) / (2 * shorter);
    }

    /// <summary>The words of some texts, whatever their case and accents.</summary>
    internal static IReadOnlySet<string> Words(params ReadOnlySpan<string?> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var character in FoldedText.Of(text ?? string.Empty).Append(' '))
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
        }

        return words;
    }
}
