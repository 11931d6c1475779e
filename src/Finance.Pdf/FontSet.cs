using System.Text;
using SkiaSharp;

namespace Finance.Pdf;

/// <summary>
/// The fonts that lie beside the program, in the order in which they are asked for a character. They are not of the machine, so that a page
/// looks the same wherever it is made.
/// </summary>
internal sealed class FontSet
{
    private static readonly Lazy<FontSet> Loaded = new(() => new FontSet(Path.Combine(AppContext.BaseDirectory, "fonts")));

    private static readonly string[] Names = ["DejaVuSans", "NotoSansDevanagari", "NotoSansThai", "NotoSansSC", "NotoSansKR"];

    private readonly SKFont _bold;
    private readonly SKFont[] _regular;

    private FontSet(string folder)
    {
        _bold = Load("DejaVuSans-Bold");
        _regular = [.. Names.Select(Load)];

        SKFont Load(string name) => new(SKTypeface.FromFile(Path.Combine(folder, $"{name}.ttf"))
            ?? throw new FileNotFoundException($"The font {name} does not lie beside the program, in {folder}."));
    }

    internal static FontSet Shared => Loaded.Value;

    /// <summary>The typeface of what every font has.</summary>
    internal SKTypeface Main(bool isBold) => (isBold ? _bold : _regular[0]).Typeface;

    /// <summary>The first that has the character; the main one, which shows a box, where none has.</summary>
    internal SKTypeface For(Rune rune, bool isBold)
    {
        if (isBold && _bold.ContainsGlyph(rune.Value))
        {
            return _bold.Typeface;
        }

        return Array.Find(_regular, font => font.ContainsGlyph(rune.Value))?.Typeface ?? Main(isBold);
    }
}
