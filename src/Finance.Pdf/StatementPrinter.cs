using System.Globalization;
using System.Runtime.CompilerServices;
using Finance.Core.Exporting;
using Finance.Core.Exporting.Statements;
using SkiaSharp;

namespace Finance.Pdf;

/// <summary>
/// Statements in PDF, page by page: a page is written as soon as it is full and then forgotten, but for its place in the file and for which glyphs of
/// which fonts it has. The outlines of only these are embedded, at the end.
/// </summary>
public sealed class StatementPrinter : IStatementPrinter
{
    private const int PieceBytes = 32 * 1024;

    public string ContentType => "application/pdf";

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> PrintAsync(
        Statement statement,
        IAsyncEnumerable<StatementLine> lines,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var written = new PieceStream();
        using var type = new Typesetter(FontSet.Shared);
        using var document = SKDocument.CreatePdf(written, About(statement));
        var table = new EntryTable(type);
        var summary = new Summary(statement, type);
        var plan = PagePlan.Of(summary.Blocks(), summary.EntriesTitle, statement.EntryCount);
        await using var entries = lines.GetAsyncEnumerator(cancellationToken);
        for (var page = 0; page < plan.Pages.Count; page++)
        {
            var (blocks, rowsTop, rows) = plan.Pages[page];
            var canvas = document.BeginPage(Sheet.Width, Sheet.Height);
            foreach (var (block, top) in blocks)
            {
                block.Draw(canvas, top);
            }

            if (rows > 0)
            {
                table.DrawHead(canvas, rowsTop);
            }

            for (var row = 0; row < rows && await entries.MoveNextAsync(); row++)
            {
                table.DrawRow(canvas, rowsTop + EntryTable.HeadHeight + (row * EntryTable.RowHeight), entries.Current);
            }

            DrawFoot(canvas, type, statement, page + 1, plan.Pages.Count);
            document.EndPage();
            if (written.Length >= PieceBytes)
            {
                yield return written.Take();
            }
        }

        // The reading proves itself at its end.
        if (await entries.MoveNextAsync())
        {
            throw new InvalidOperationException("There are more entries than were counted.");
        }

        type.Close();
        document.Close();
        yield return written.Take();
    }

    private static void DrawFoot(SKCanvas canvas, Typesetter type, Statement statement, int page, int pages)
    {
        type.Draw(canvas, $"{statement.Scope} · {PeriodText.Of(statement.Period)}", Sheet.Left, Sheet.FootLine, Ink.Small, width: 380);
        var place = string.Create(CultureInfo.InvariantCulture, $"Page {page} of {pages}");
        type.Draw(canvas, place, Sheet.Right, Sheet.FootLine, Ink.Small, SKTextAlign.Right);
    }

    private static SKDocumentPdfMetadata About(Statement statement) => new()
    {
        Title = $"Statement, {PeriodText.Of(statement.Period)}",
        Creator = "Finance Functions",
        Creation = statement.MadeAt.UtcDateTime,
        Modified = statement.MadeAt.UtcDateTime,
        RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
        EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
    };
}
