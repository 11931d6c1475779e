using Finance.Core;
using Finance.Core.Exporting.Statements;
using SkiaSharp;

namespace Finance.Pdf;

/// <summary>The rows of a statement's entries, all of one height, so that how many pages they take is known before the first.</summary>
internal sealed class EntryTable(Typesetter type)
{
    internal const float HeadHeight = 20;
    internal const float RowHeight = 23;

    private const float Gap = 8;
    private const float Date = Sheet.Left;
    private const float Title = Date + 56;
    private const float Category = Title + 172;
    private const float AmountEnd = Sheet.Right - 96;
    private const float CurrencyWidth = 21;
    private const float AmountWidth = 74;
    private const float CategoryWidth = 84;

    private static readonly TextStyle Code = Ink.Small with { Size = 6.5f };

    /// <summary>The names of the columns.</summary>
    internal void DrawHead(SKCanvas canvas, float top)
    {
        using var paint = new SKPaint { Color = Ink.Shade };
        canvas.DrawRect(Sheet.Left - 4, top, Sheet.Right - Sheet.Left + 8, HeadHeight - 4, paint);
        var line = top + 11;
        type.Draw(canvas, "Date", Date, line, Ink.Label);
        type.Draw(canvas, "Payee and description", Title, line, Ink.Label);
        type.Draw(canvas, "Category", Category, line, Ink.Label);
        type.Draw(canvas, "Amount", AmountEnd - CurrencyWidth, line, Ink.Label, SKTextAlign.Right);
        type.Draw(canvas, "Balance", Sheet.Right - CurrencyWidth, line, Ink.Label, SKTextAlign.Right);
    }

    internal void DrawRow(SKCanvas canvas, float top, StatementLine entry)
    {
        var line = top + (entry.Detail.Length == 0 ? 14 : 10);
        type.Draw(canvas, LedgerDates.Format(entry.Date), Date, line, Ink.Body with { Size = 8 });
        type.Draw(canvas, entry.Title, Title, line, Ink.Body, width: Category - Title - Gap);
        type.Draw(canvas, entry.Detail, Title, top + 19, Ink.Small, width: Category - Title - Gap);
        type.Draw(canvas, entry.Category, Category, line, Ink.Body with { Size = 8, Color = Ink.Pale }, width: CategoryWidth);
        DrawAmount(canvas, entry.Amount, AmountEnd, line, Ink.Body with { Color = entry.Amount.Minor > 0 ? Ink.Income : Ink.Text });
        DrawAmount(canvas, entry.Balance, Sheet.Right, line, Ink.Body);
        using var paint = new SKPaint { Color = Ink.Hairline, StrokeWidth = 0.5f };
        canvas.DrawLine(Sheet.Left, top + RowHeight - 0.5f, Sheet.Right, top + RowHeight - 0.5f, paint);
    }

    /// <summary>Figures end where figures end, whatever letters the currency has.</summary>
    private void DrawAmount(SKCanvas canvas, Money amount, float right, float line, TextStyle style)
    {
        type.DrawFigure(canvas, amount, right - CurrencyWidth, line, style, AmountWidth);
        type.Draw(canvas, amount.Currency.Code, right, line, Code, SKTextAlign.Right);
    }
}
