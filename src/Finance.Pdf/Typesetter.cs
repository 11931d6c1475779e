using System.Globalization;
using Finance.Core;
using HarfBuzzSharp;
using SkiaSharp;
using SkiaSharp.HarfBuzz;
using Buffer = HarfBuzzSharp.Buffer;

namespace Finance.Pdf;

/// <param name="Size">In points.</param>
internal readonly record struct TextStyle(float Size, SKColor Color, bool IsBold = false);

/// <summary>Sets lines of text in any script. One per document.</summary>
internal sealed class Typesetter(FontSet fonts) : IDisposable
{
    private const int MaxRemembered = 4096;
    private const string Ellipsis = "…";

    private readonly Dictionary<SKTypeface, EmbeddedFont> _embedded = [];
    private readonly Dictionary<SKTypeface, SKShaper> _shapers = [];
    private readonly Dictionary<(SKTypeface Typeface, float Size), SKFont> _fonts = [];
    private readonly Dictionary<(string Text, float Size, bool IsBold, float Width), SetLine> _lines = [];
    private readonly SKPaint _paint = new() { IsAntialias = true };

    public void Dispose()
    {
        Forget();
        foreach (var thing in _shapers.Values.Concat<IDisposable>(_fonts.Values).Concat(_embedded.Values).Append(_paint))
        {
            thing.Dispose();
        }

        // The cache of glyphs would keep the document's fonts for as long as it has room.
        SKGraphics.PurgeFontCache();
    }

    /// <summary>Makes the fonts ready to be embedded; nothing can be set afterwards.</summary>
    internal void Close()
    {
        foreach (var font in _embedded.Values)
        {
            font.Prune();
        }
    }

    /// <param name="x">The side that <paramref name="align"/> names.</param>
    /// <param name="y">The line that letters stand on.</param>
    /// <param name="width">What is wider ends in an ellipsis.</param>
    internal void Draw(SKCanvas canvas, string text, float x, float y, TextStyle style, SKTextAlign align = SKTextAlign.Left, float width = float.MaxValue)
    {
        if (text.Length == 0)
        {
            return;
        }

        var line = Line(text, style, width);
        var left = align switch { SKTextAlign.Right => x - line.Width, SKTextAlign.Center => x - (line.Width / 2), _ => x };
        _paint.Color = style.Color;
        if (line.Shaped is { } shaped)
        {
            canvas.DrawText(shaped, left, y, _paint);
        }
        else
        {
            canvas.DrawText(line.Text, left, y, SKTextAlign.Left, Font(fonts.Main(style.IsBold), style.Size), _paint);
        }
    }

    /// <summary>An amount that ends at <paramref name="right"/>. One that is wider than its room is set smaller: figures are never cut.</summary>
    internal void DrawFigure(SKCanvas canvas, Money amount, float right, float y, TextStyle style, float room)
    {
        var text = FigureText.Of(amount);
        var width = Line(text, style, float.MaxValue).Width;
        Draw(canvas, text, right, y, width <= room ? style : style with { Size = style.Size * room / width }, SKTextAlign.Right);
    }

    private SetLine Line(string text, TextStyle style, float width)
    {
        var key = (text, style.Size, style.IsBold, width);
        if (!_lines.TryGetValue(key, out var line))
        {
            if (_lines.Count == MaxRemembered)
            {
                Forget();
            }

            _lines.Add(key, line = Fit(text, style, width));
        }

        return line;
    }

    private SetLine Fit(string text, TextStyle style, float width)
    {
        var whole = Set(text, style);
        if (whole.Width <= width)
        {
            return whole;
        }

        whole.Shaped?.Dispose();
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (fits, tooLong) = (0, starts.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            var tried = Set(text[..starts[middle]].TrimEnd() + Ellipsis, style);
            tried.Shaped?.Dispose();
            (fits, tooLong) = tried.Width <= width ? (middle, tooLong) : (fits, middle);
        }

        return Set(text[..starts[fits]].TrimEnd() + Ellipsis, style);
    }

    private SetLine Set(string text, TextStyle style)
    {
        if (text.All(IsPlain))
        {
            var typeface = fonts.Main(style.IsBold);
            var main = Font(typeface, style.Size);
            Embedded(typeface).Show(main.GetGlyphs(text));
            return new SetLine(text, null, main.MeasureText(text));
        }

        using var builder = new SKTextBlobBuilder();
        var x = 0f;
        foreach (var run in TextRuns.Of(text, fonts, style.IsBold))
        {
            using var buffer = new Buffer();
            buffer.AddUtf16(run.Text);
            buffer.Script = run.Script;
            buffer.Direction = run.IsRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
            buffer.GuessSegmentProperties();
            var font = Font(run.Typeface, style.Size);
            var shaped = Shaper(run.Typeface).Shape(buffer, x, 0, font);
            ushort[] glyphs = [.. shaped.Codepoints.Select(glyph => (ushort)glyph)];
            Embedded(run.Typeface).Show(glyphs);
            builder.AddPositionedRun(glyphs, font, shaped.Points);
            x += shaped.Width;
        }

        return new SetLine(text, builder.Build(), x);
    }

    /// <summary>Latin, Greek, Cyrillic and their punctuation: a glyph for each letter, one after the other.</summary>
    private static bool IsPlain(char letter) =>
        letter is (>= ' ' and <= '~') or (>= '\u00A0' and < '\u0250' and not '\u00AD') or (>= '\u0391' and < '\u0482') or '–' or '—' or '’' or '…' or '€' or '→' or '−';

    private SKFont Font(SKTypeface typeface, float size)
    {
        if (!_fonts.TryGetValue((typeface, size), out var font))
        {
            _fonts.Add((typeface, size), font = new SKFont(Embedded(typeface).Typeface, size) { Subpixel = true, Hinting = SKFontHinting.None });
        }

        return font;
    }

    private EmbeddedFont Embedded(SKTypeface typeface)
    {
        if (!_embedded.TryGetValue(typeface, out var font))
        {
            _embedded.Add(typeface, font = new EmbeddedFont(typeface));
        }

        return font;
    }

    private SKShaper Shaper(SKTypeface typeface)
    {
        if (!_shapers.TryGetValue(typeface, out var shaper))
        {
            _shapers.Add(typeface, shaper = new SKShaper(typeface));
        }

        return shaper;
    }

    private void Forget()
    {
        foreach (var line in _lines.Values)
        {
            line.Shaped?.Dispose();
        }

        _lines.Clear();
    }

    /// <param name="Shaped">Null where the text can be drawn as it is.</param>
    private sealed record SetLine(string Text, SKTextBlob? Shaped, float Width);
}
