using SkiaSharp;

namespace Finance.Pdf;

/// <summary>The measures of a page, A4 upright, in points from its upper left corner.</summary>
internal static class Sheet
{
    internal const float Width = 595;
    internal const float Height = 842;
    internal const float Left = 42;
    internal const float Right = Width - 42;
    internal const float Top = 46;
    internal const float Bottom = Height - 54;
    internal const float FootLine = Height - 30;
}

/// <summary>Colours and styles, few and the same everywhere.</summary>
internal static class Ink
{
    internal static readonly SKColor Text = new(0x1F, 0x29, 0x33);
    internal static readonly SKColor Pale = new(0x66, 0x72, 0x80);
    internal static readonly SKColor Hairline = new(0xDC, 0xE1, 0xE6);
    internal static readonly SKColor Shade = new(0xF3, 0xF5, 0xF8);
    internal static readonly SKColor Accent = new(0x1F, 0x4E, 0x79);
    internal static readonly SKColor Income = new(0x2E, 0x7D, 0x5B);
    internal static readonly SKColor Expense = new(0xC4, 0x62, 0x3A);

    internal static readonly TextStyle Title = new(20, Text, IsBold: true);
    internal static readonly TextStyle Heading = new(11, Accent, IsBold: true);
    internal static readonly TextStyle Body = new(8.5f, Text);
    internal static readonly TextStyle Strong = new(8.5f, Text, IsBold: true);
    internal static readonly TextStyle Small = new(7, Pale);
    internal static readonly TextStyle Label = new(7, Pale, IsBold: true);
}

/// <summary>A piece of a page that is never parted.</summary>
/// <param name="Draw">Draws it from the height that it is given downwards.</param>
internal sealed record Block(float Height, Action<SKCanvas, float> Draw);
