using System.Text;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>One fixture for each reason to refuse a file or a row.</summary>
public sealed class ImportErrorTests
{
    private const string Head = "Date,Payee,Amount\n2026-01-31,Good,-1.00\n";
    private const string PairHead = "Date,Payee,Debit,Credit\n2026-01-31,Good,1.00,\n";
    private const string FlagHead = "Date,Payee,Amount,D/C\n2026-01-31,Good,1.00,D\n";
    private const string OfxStart = "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD</CURDEF><BANKTRANLIST>";
    private const string OfxGood = "<STMTTRN><DTPOSTED>20260131</DTPOSTED><TRNAMT>-1.00</TRNAMT></STMTTRN>";
    private const string OfxEnd = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

    // Code → file that shows it, and whether the whole file or one row is refused.
    private static readonly Dictionary<string, (string Content, bool IsFile, ReadingChoices? Choices)> Fixtures =
        new(StringComparer.Ordinal)
        {
            ["empty_file"] = (" \r\n\r\n", true, null),
            ["unsupported_format"] = ("%PDF-1.7 and so on", true, null),
            ["binary_content"] = ("Date\0Payee\0Amount\0\u0001\u0002\u0003", true, null),
            ["not_a_statement"] = ("Dear reader,\nthis is a letter, not a statement.\n", true, null),
            ["missing_column"] = (Head, true, Naming(ColumnRole.Amount, "Sum")),
            ["unknown_encoding"] = (Head, true, new ReadingChoices { Encoding = "klingon" }),
            ["no_readable_row"] = ("Date,Payee,Amount\n2026-02-30,Shop,-1.00\n", true, null),
            ["bad_ofx_header"] = ("OFXHEADER:200\nDATA:OFXSGML\nVERSION:102\n\n<OFX></OFX>", true, null),
            ["truncated"] = (OfxStart + OfxGood + "<STMTTRN><DTPOSTED>2026", true, null),
            ["forbidden_markup"] = ("<?xml version=\"1.0\"?><!DOCTYPE OFX [<!ENTITY a \"aaaa\">]><OFX></OFX>", true, null),
            ["nested_too_deep"] = ("<OFX>" + string.Concat(Enumerable.Repeat("<A>", 70)) + "</OFX>", true, null),
            ["too_many_statements"] = ("<OFX>" + string.Concat(Enumerable.Repeat("<STMTRS></STMTRS>", 10_001)) + "</OFX>", true, null),
            ["element_too_long"] = (OfxStart + "<STMTTRN><MEMO>" + new string('x', 3 << 20) + "</STMTTRN>" + OfxEnd, true, null),
            ["malformed_quoting"] = (Head + "2026-01-31,\"Bad\" Shop,-1.00\n", false, null),
            ["unclosed_quote"] = (Head + "2026-01-31,\"Bad,-1.00\n", false, null),
            ["field_count"] = (Head + "2026-01-31,Bad\n", false, null),
            ["row_too_long"] = (Head + "2026-01-31," + new string('x', 2 << 20) + ",-1.00\n", false, null),
            ["nul_byte"] = (Head + new string('\n', 10_000) + "2026-01-31,B\0d,-1.00\n", false, null),
            ["missing_date"] = (Head + ",Bad,-1.00\n", false, null),
            ["invalid_date"] = (Head + "2026-02-30,Bad,-1.00\n", false, null),
            ["missing_amount"] = (Head + "2026-01-31,Bad,\n", false, null),
            ["invalid_amount"] = (Head + "2026-01-31,Bad,12x\n", false, null),
            ["amount_out_of_range"] = (Head + "2026-01-31,Bad,1234567890123456789\n", false, null),
            ["zero_amount"] = (Head + "2026-01-31,Bad,0.00\n", false, null),
            ["debit_and_credit"] = (PairHead + "2026-01-31,Bad,1.00,2.00\n", false, null),
            ["unknown_indicator"] = (
            FlagHead + "2026-01-31,Good,1.00,C\n2026-01-31,Bad,1.00,?\n", false, Naming(ColumnRole.Indicator, "D/C")),
            ["not_booked"] = ("Date,Payee,Amount,Status\n2026-01-31,Good,-1.00,Booked\n2026-01-31,Bad,-1.00,Pending\n", false, null),
            ["missing_currency"] = (
            OfxStart + OfxGood + "</BANKTRANLIST></STMTRS><STMTRS><BANKTRANLIST>" + OfxGood + OfxEnd, false, null),
        };

    public static TheoryData<string> Codes => [.. ImportErrors.All.Select(error => error.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Read_FixtureOfTheError_IsRefusedWithItsCode(string code)
    {
        Assert.True(Fixtures.TryGetValue(code, out var fixture), $"There is no fixture for '{code}'.");
        var source = new MemoryStatementSource(Encoding.UTF8.GetBytes(fixture.Content));

        var inspection = StatementReader.Inspect(source, fixture.Choices);

        if (fixture.IsFile)
        {
            var unreadable = Assert.IsType<Inspection.Unreadable>(inspection);
            Assert.Equal(code, unreadable.Error.Code);
            Assert.Contains(unreadable.Error.Rule, unreadable.Detail, StringComparison.Ordinal);
            return;
        }

        var content = Statements.Read(source, Assert.IsType<Inspection.Readable>(inspection));
        var error = Assert.Single(content.Errors);
        Assert.Equal(code, error.Code);
        Assert.Contains(error.Error.Fix, error.Reason, StringComparison.Ordinal);
        Assert.True(error.Raw.Length <= 200);
        Assert.NotEmpty(content.Rows);
    }

    [Fact]
    public void All_EveryError_HasCodeRuleAndFix()
    {
        Assert.All(ImportErrors.All, error =>
        {
            Assert.Matches("^[a-z_]+$", error.Code);
            Assert.EndsWith(".", error.Rule, StringComparison.Ordinal);
            Assert.EndsWith(".", error.Fix, StringComparison.Ordinal);
        });
        Assert.Equal(ImportErrors.All.Count, ImportErrors.All.Select(error => error.Code).Distinct().Count());
    }

    [Fact]
    public void All_EveryError_StandsInTheDocument()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "statements.md"));
        var rows = document.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim().Replace("`", "", StringComparison.Ordinal));

        Assert.Equal(ImportErrors.All.Select(error => $"| {error.Code} | {error.Rule} |"), rows);
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "ZIP")]
    [InlineData("\u0089PNG\r\n", "PNG")]
    [InlineData("<!DOCTYPE html><html></html>", "web page")]
    [InlineData("<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>", "XML")]
    [InlineData("!Type:Bank\nD01/02/2026\n", "QIF")]
    [InlineData(":20:STARTUMSE\n:25:123/456\n", "MT940")]
    [InlineData("{\"transactions\": []}", "JSON")]
    public void Inspect_OtherFormat_IsNamed(string content, string name)
    {
        var unreadable = Assert.IsType<Inspection.Unreadable>(
            StatementReader.Inspect(new MemoryStatementSource(Encoding.Latin1.GetBytes(content))));

        Assert.Equal("unsupported_format", unreadable.Error.Code);
        Assert.Contains(name, unreadable.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_EveryRowIsZero_RefusesWithTheRows()
    {
        var unreadable = Assert.IsType<Inspection.Unreadable>(Statements.Inspect("Date,Payee,Amount\n2026-01-30,A,0\n2026-01-31,B,0.00\n"));

        Assert.Equal("no_readable_row", unreadable.Error.Code);
        Assert.Equal(["zero_amount", "zero_amount"], unreadable.Rows.Select(row => row.Code));
        Assert.Equal([2, 3], unreadable.Rows.Select(row => row.Line));
    }

    [Fact]
    public void Read_StrayQuote_CostsOnlyItsOwnLine()
    {
        var content = Statements.Read(
            "Date,Payee,Amount\n2026-01-28,\"Open,-1.00\n2026-01-29,\"Two\nlines\",-2.00\n"
            + "2026-01-30,\"x\"y,-3.00\n2026-01-31,Last,-4.00\n");

        Assert.Equal(["2026-01-29 -2.00 Two lines", "2026-01-31 -4.00 Last"], content.Lines);
        Assert.Equal([2, 5], content.Errors.Select(error => error.Line));
        Assert.Equal([3, 6], content.Rows.Select(row => row.Line));
    }

    [Fact]
    public void Read_HeaderWithoutRows_IsAnEmptyStatement()
    {
        var content = Statements.Read("Date,Payee,Amount\n");

        Assert.Empty(content.Rows);
        Assert.Empty(content.Errors);
    }

    private static ReadingChoices Naming(ColumnRole role, string name) =>
        new() { Columns = new Dictionary<ColumnRole, string> { [role] = name } };
}
