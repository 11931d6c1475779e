using Finance.Core;
using Finance.Core.Exporting.Statements;
using SkiaSharp;

namespace Finance.Pdf;

/// <summary>A currency's income and expenses over time, and its spending by category, side by side.</summary>
internal sealed class Charts(Typesetter type)
{
    internal const float Height = 178;

    private const float PlotTop = 40;
    private const float PlotHeight = 104;
    private const float AxisWidth = 46;
    private const float Middle = Sheet.Left + 280;
    private const int MaxLabels = 8;
    private const int MaxCategories = 7;
    private const int Steps = 4;

    internal void Draw(SKCanvas canvas, float top, StatementCurrency currency)
    {
        var span = currency.Spans.Count > 0 && currency.Spans[0].Label.Length > 4 ? "month" : "year";
        type.Draw(canvas, $"Income and expenses by {span}", Sheet.Left, top + 12, Ink.Heading);
        type.Draw(canvas, currency.Currency.Code, Middle - 24, top + 12, Ink.Label, SKTextAlign.Right);
        DrawSpans(canvas, top, currency.Spans);
        type.Draw(canvas, "Spending by category", Middle, top + 12, Ink.Heading);
        type.Draw(canvas, currency.Currency.Code, Sheet.Right, top + 12, Ink.Label, SKTextAlign.Right);
        DrawSpending(canvas, top, currency);
    }

    private void DrawSpans(SKCanvas canvas, float top, IReadOnlyList<StatementSpan> spans)
    {
        var (left, right, foot) = (Sheet.Left + AxisWidth, Middle - 24, top + PlotTop + PlotHeight);
        DrawKey(canvas, left, top + 28, "Income", Ink.Income);
        DrawKey(canvas, left + 62, top + 28, "Expenses", Ink.Expense);
        var currency = spans[0].Income.Currency;
        var step = StepOf(spans.Max(span => Math.Max(span.Income.Minor, span.Expenses.Minor)), currency);
        using var line = new SKPaint { Color = Ink.Hairline, StrokeWidth = 0.5f };
        for (var at = 0; at <= Steps; at++)
        {
            var y = foot - (PlotHeight * at / Steps);
            canvas.DrawLine(left, y, right, y, line);
            type.Draw(canvas, ScaleText(new Money(step * at, currency)), left - 5, y + 2.5f, Ink.Small with { Size = 6.5f }, SKTextAlign.Right);
        }

        var width = (right - left) / spans.Count;
        var bar = Math.Min(width * 0.36f, 16);
        var every = (spans.Count + MaxLabels - 1) / MaxLabels;
        for (var at = 0; at < spans.Count; at++)
        {
            var middle = left + (width * (at + 0.5f));
            DrawBar(canvas, middle - bar, foot, bar - 0.5f, spans[at].Income.Minor, step, Ink.Income);
            DrawBar(canvas, middle + 0.5f, foot, bar - 0.5f, spans[at].Expenses.Minor, step, Ink.Expense);
            if (at % every == 0)
            {
                type.Draw(canvas, spans[at].Label, middle, foot + 10, Ink.Small with { Size = 6 }, SKTextAlign.Center);
            }
        }
    }

    private void DrawSpending(SKCanvas canvas, float top, StatementCurrency currency)
    {
        var shown = Top(currency);
        if (shown.Count == 0)
        {
            type.Draw(canvas, "Nothing was spent.", Middle, top + PlotTop + 6, Ink.Small);
            return;
        }

        var most = Math.Max(1, shown.Max(spending => spending.Amount.Minor));
        var (from, to) = (Middle + 86, Sheet.Right - 62);
        using var paint = new SKPaint { Color = Ink.Accent };
        for (var at = 0; at < shown.Count; at++)
        {
            var y = top + 27 + (at * 16);
            type.Draw(canvas, shown[at].Category ?? "Uncategorised", Middle, y + 8, Ink.Small with { Color = Ink.Text, Size = 7.5f }, width: 80);
            canvas.DrawRect(from, y, Math.Max(0.8f, (to - from) * (float)Money.Ratio(shown[at].Amount.Minor, most)), 9, paint);
            type.DrawFigure(canvas, shown[at].Amount, Sheet.Right, y + 8, Ink.Small with { Color = Ink.Text, Size = 7.5f }, Sheet.Right - to - 5);
        }
    }

    /// <summary>The largest categories, and all others in one.</summary>
    private static List<StatementSpending> Top(StatementCurrency currency)
    {
        var all = currency.Spending;
        if (all.Count <= MaxCategories)
        {
            return [.. all];
        }

        var others = all.Skip(MaxCategories - 1).Aggregate(Money.Zero(currency.Currency), (sum, spending) => sum + spending.Amount);
        return [.. all.Take(MaxCategories - 1), new StatementSpending($"{all.Count - MaxCategories + 1} others", others)];
    }

    private void DrawKey(SKCanvas canvas, float left, float y, string text, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(left, y - 6, 7, 7, paint);
        type.Draw(canvas, text, left + 11, y, Ink.Small);
    }

    private static void DrawBar(SKCanvas canvas, float left, float foot, float width, long minor, long step, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        var height = PlotHeight * (float)Money.Ratio(minor, step * Steps);
        canvas.DrawRect(left, foot - height, width, height, paint);
    }

    /// <summary>1, 2, 2.5 or 5 times a power of ten, in minor units, of which the steps reach the largest amount.</summary>
    private static long StepOf(long most, Currency currency)
    {
        var unit = Math.Max(1, currency.MinorPerMajor / 10);
        while (true)
        {
            foreach (var step in new[] { unit, unit * 2, unit * 5 })
            {
                if (step * Steps >= most)
                {
                    return step;
                }
            }

            unit = checked(unit * 10);
        }
    }

    /// <summary>Without decimals that say nothing, and thousands and millions by a letter.</summary>
    private static string ScaleText(Money money)
    {
        var major = money.ToDecimal();
        var (value, letter) = major switch { >= 1_000_000_000 => (major / 1_000_000_000, "bn"), >= 1_000_000 => (major / 1_000_000, "m"), >= 1_000 => (major / 1_000, "k"), _ => (major, "") };
        return value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + letter;
    }
}
