using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Finance.Core.Categories;
using Finance.Core.Exporting;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

public sealed class XlsxExportTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public async Task ExportAsync_Transactions_AreTypedCells()
    {
        var ledger = await TestLedger.CreateAsync();
        var dinar = await ledger.AddAccountAsync("Dinar", "KWD");
        await ledger.AddAsync(Expense("1234.5") with { Payee = "=1+1", Date = new DateOnly(2026, 3, 9) });
        await ledger.AddAsync(Expense("0.125") with { AccountId = dinar, Payee = "<&> שלום _x0041_ 😀", Date = new DateOnly(2026, 3, 8) });
        await ledger.AddAsync(Expense("1") with { Date = new DateOnly(1900, 1, 1) });

        var book = await OpenAsync(ledger);

        var rows = Rows(book, 1);
        Assert.Equal(["Date", "Account", "Type", "Amount", "Currency", "Payee"], rows[0].Take(6).Select(cell => cell.Text));
        Assert.Equal((46090m, "-1234.50", "=1+1"), (Number(rows[1], "A"), Cell(rows[1], "D").Text, Cell(rows[1], "F").Text));
        Assert.Equal(("-0.125", "<&> שלום _x005F_x0041_ 😀"), (Cell(rows[2], "D").Text, Cell(rows[2], "F").Text));
        Assert.Equal(1, Number(rows[3], "A"));
        Assert.Equal(("yyyy\\-mm\\-dd", "#,##0.00", "#,##0.000"), (Format(book, rows[1], "A"), Format(book, rows[1], "D"), Format(book, rows[2], "D")));
        Assert.Equal((null, "inlineStr"), (Cell(rows[1], "D").Type, Cell(rows[1], "F").Type));
        var sheet = Part(book, "xl/worksheets/sheet1.xml");
        Assert.Equal("A1:T4", sheet.Descendants(Main + "autoFilter").Single().Attribute("ref")?.Value);
        Assert.Equal(("1", "frozen"), (Pane(sheet, "ySplit"), Pane(sheet, "state")));
    }

    [Fact]
    public async Task ExportAsync_AllParts_AreASheetEach()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddCategoryAsync("Food", CategoryType.Expense);

        var all = await OpenAsync(ledger);
        var some = await OpenAsync(ledger, "accounts", "categories");

        Assert.Equal(["Transactions", "Accounts", "Categories", "Budgets", "Goals"], Sheets(all));
        Assert.Equal(["Accounts", "Categories"], Sheets(some));
        Assert.Equal("Food", Rows(some, 2)[1][0].Text);
    }

    [Fact]
    public async Task ExportAsync_ManyTransactions_HaveARowEachInTheOrderOfTheList()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(3000, new DateRange(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)));

        var rows = Rows(await OpenAsync(ledger, "transactions"), 1);

        Assert.Equal(3001, rows.Count);
        Assert.Equal(rows.Skip(1).Select(row => Number(row, "A")).OrderDescending(), rows.Skip(1).Select(row => Number(row, "A")));
    }

    private static NewTransaction Expense(string amount) =>
        new() { Type = TransactionType.Expense, Amount = new AmountText("amount", amount) };

    private static async Task<ZipArchive> OpenAsync(TestLedger ledger, params string[] parts) => new(new MemoryStream(
        await ledger.ReadAsync(ExportTexts.Request(ExportFormat.Xlsx, null, TransactionSort.NewestFirst, parts))));

    private static XDocument Part(ZipArchive book, string path)
    {
        using var stream = book.GetEntry(path)!.Open();
        return XDocument.Load(stream);
    }

    private static IEnumerable<string> Sheets(ZipArchive book) =>
        Part(book, "xl/workbook.xml").Descendants(Main + "sheet").Select(sheet => sheet.Attribute("name")!.Value);

    private static string? Pane(XDocument sheet, string name) => sheet.Descendants(Main + "pane").Single().Attribute(name)?.Value;

    private static List<List<XlsxCell>> Rows(ZipArchive book, int sheet) => [.. Part(book, $"xl/worksheets/sheet{sheet}.xml")
        .Descendants(Main + "row")
        .Select(row => row.Elements().Select(XlsxCell.Of).ToList())];

    private static XlsxCell Cell(List<XlsxCell> row, string column) => row.Single(cell => cell.Name.TrimEnd("0123456789".ToCharArray()) == column);

    private static decimal Number(List<XlsxCell> row, string column) => decimal.Parse(Cell(row, column).Text, CultureInfo.InvariantCulture);

    private static string? Format(ZipArchive book, List<XlsxCell> row, string column)
    {
        var styles = Part(book, "xl/styles.xml");
        var style = styles.Descendants(Main + "cellXfs").Elements().ElementAt(Cell(row, column).Style);
        var format = style.Attribute("numFmtId")!.Value;
        return styles.Descendants(Main + "numFmt").Single(known => known.Attribute("numFmtId")!.Value == format).Attribute("formatCode")?.Value;
    }

    private sealed record XlsxCell(string Name, string? Type, int Style, string Text)
    {
        internal static XlsxCell Of(XElement cell) => new(
            cell.Attribute("r")!.Value,
            cell.Attribute("t")?.Value,
            int.Parse(cell.Attribute("s")!.Value, CultureInfo.InvariantCulture),
            cell.Value);
    }
}
