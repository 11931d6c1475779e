namespace Finance.Core.Categories;

/// <summary>Colours for categories that were given none; told apart by most colour-blind eyes as far as their number allows.</summary>
public static class Palette
{
    private static readonly string[] Colors =
    [
        "#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#edc948", "#b07aa1", "#ff9da7", "#9c755f", "#1b9e77", "#7570b3", "#a6761d",
    ];

    /// <summary>The colour that the fewest of the given ones have, the first of these.</summary>
    public static string Next(IEnumerable<string> taken)
    {
        var counts = taken.CountBy(color => color, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return Colors.MinBy(color => counts.GetValueOrDefault(color))!;
    }

    /// <summary>Whether a text is <c>#rrggbb</c>.</summary>
    public static bool IsColor(string? text) => text is ['#', _, _, _, _, _, _] && text.Skip(1).All(char.IsAsciiHexDigit);
}
