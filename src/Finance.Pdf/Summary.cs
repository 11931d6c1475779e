using System.Globalization;
using Finance.Core;
using Finance.Core.Exporting.Statements;
using SkiaSharp;

namespace Finance.Pdf;

/// <summary>What stands above the entries: whose they are, what they did to each account, and what they look like in each currency.</summary>
internal sealed class Summary(Statement statement, Typesetter type)
{
    private const float RowHeight = 16;
    private const float NameWidth = 118;

    private static readonly string[] Columns = ["Opening", "Income", "Expenses", "Transfers", "Closing"];

    private readonly Charts _charts = new(type);

    internal Block EntriesTitle => new(24, DrawEntriesTitle);

    internal IEnumerable<Block> Blocks()
    {
        yield return new Block(62, DrawTitle);
        if (statement.Filters.Count > 0)
        {
            yield return new Block(20, (canvas, top) => type.Draw(
                canvas, $"Only entries with {string.Join(", ", statement.Filters)}", Sheet.Left, top + 6, Ink.Body, width: Sheet.Right - Sheet.Left));
        }

        if (statement.Accounts.Count > 0)
        {
            yield return new Block(RowHeight + 6, DrawColumns);
        }

        foreach (var account in statement.Accounts)
        {
            yield return new Block(RowHeight, (canvas, top) => DrawAccount(canvas, top, account, Ink.Body));
        }

        foreach (var total in Totals())
        {
            yield return new Block(RowHeight, (canvas, top) => DrawAccount(canvas, top, total, Ink.Strong));
        }

        yield return new Block(18, static (_, _) => { });
        foreach (var currency in statement.Currencies)
        {
            yield return new Block(Charts.Height, (canvas, top) => _charts.Draw(canvas, top, currency));
        }
    }

    /// <summary>Of each currency that several accounts are in.</summary>
    private IEnumerable<StatementAccount> Totals() => statement.Accounts
        .GroupBy(account => account.Currency)
        .Where(group => group.Count() > 1)
        .OrderBy(group => group.Key.Code, StringComparer.Ordinal)
        .Select(group => group.Aggregate((sum, account) => new StatementAccount(
            $"All in {group.Key.Code}",
            sum.Opening + account.Opening,
            sum.Income + account.Income,
            sum.Expenses + account.Expenses,
            sum.Transfers + account.Transfers,
            sum.Closing + account.Closing)));

    private void DrawTitle(SKCanvas canvas, float top)
    {
        type.Draw(canvas, "Statement", Sheet.Left, top + 16, Ink.Title);
        type.Draw(canvas, $"{statement.Scope} · {PeriodText.Of(statement.Period)}", Sheet.Left, top + 34, Ink.Body with { Size = 10 }, width: 380);
        type.Draw(canvas, $"Made on {LedgerDates.Format(statement.MadeOn)}", Sheet.Right, top + 34, Ink.Small, SKTextAlign.Right);
        using var paint = new SKPaint { Color = Ink.Accent, StrokeWidth = 1.2f };
        canvas.DrawLine(Sheet.Left, top + 44, Sheet.Right, top + 44, paint);
    }

    private void DrawColumns(SKCanvas canvas, float top)
    {
        type.Draw(canvas, "Account", Sheet.Left, top + 10, Ink.Label);
        for (var column = 0; column < Columns.Length; column++)
        {
            if (statement.HasBalances || column is > 0 and < 4)
            {
                type.Draw(canvas, Columns[column], End(column), top + 10, Ink.Label, SKTextAlign.Right);
            }
        }

        DrawLine(canvas, top + RowHeight);
    }

    private void DrawAccount(SKCanvas canvas, float top, StatementAccount account, TextStyle style)
    {
        type.Draw(canvas, account.Name, Sheet.Left, top + 11, style, width: NameWidth - 26);
        type.Draw(canvas, account.Currency.Code, Sheet.Left + NameWidth, top + 11, Ink.Small, SKTextAlign.Right);
        Money[] amounts = [account.Opening, account.Income, account.Expenses, account.Transfers, account.Closing];
        for (var column = 0; column < amounts.Length; column++)
        {
            if (statement.HasBalances || column is > 0 and < 4)
            {
                type.DrawFigure(canvas, amounts[column], End(column), top + 11, style, End(1) - End(0) - 6);
            }
        }

        DrawLine(canvas, top + RowHeight);
    }

    private void DrawEntriesTitle(SKCanvas canvas, float top)
    {
        var count = string.Create(CultureInfo.InvariantCulture, $"{statement.EntryCount:N0}");
        type.Draw(canvas, statement.EntryCount switch { 0 => "No entries", 1 => "1 entry", _ => $"{count} entries" }, Sheet.Left, top + 12, Ink.Heading);
    }

    private static void DrawLine(SKCanvas canvas, float y)
    {
        using var paint = new SKPaint { Color = Ink.Hairline, StrokeWidth = 0.5f };
        canvas.DrawLine(Sheet.Left, y, Sheet.Right, y, paint);
    }

    private static float End(int column) =>
        Sheet.Left + NameWidth + ((Sheet.Right - Sheet.Left - NameWidth) * (column + 1) / Columns.Length);
}
