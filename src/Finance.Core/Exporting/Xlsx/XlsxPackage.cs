using System.Globalization;
using System.Text;

namespace Finance.Core.Exporting.Xlsx;

/// <summary>The parts of a workbook beside its worksheets.</summary>
internal static class XlsxPackage
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int FirstFormat = 164;

    // Of ISO 4217: https://www.iso.org/iso-4217-currency-codes.html
    private const int MaxExponent = 4;

    internal static string SheetPath(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml");

    /// <param name="sheets">Names in their order.</param>
    internal static IEnumerable<(string Path, string Xml)> Parts(IReadOnlyList<string> sheets)
    {
        var numbers = Enumerable.Range(1, sheets.Count).ToList();
        yield return ("[Content_Types].xml", $"""
            {Declaration}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Kind}.styles+xml"/>{Join(numbers, number => $"<Override PartName=\"/{SheetPath(number)}\" ContentType=\"{Kind}.worksheet+xml\"/>")}</Types>
            """);
        yield return ("_rels/.rels", $"""
            {Declaration}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        yield return ("xl/_rels/workbook.xml.rels", $"""
            {Declaration}<Relationships xmlns="{Package}/relationships">{Join(numbers, number => $"<Relationship Id=\"rId{number}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>")}<Relationship Id="rId{sheets.Count + 1}" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
        yield return ("xl/workbook.xml", $"""
            {Declaration}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{Join(numbers, number => $"<sheet name=\"{sheets[number - 1]}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")}</sheets></workbook>
            """);
        yield return ("xl/styles.xml", Styles());
    }

    private static string Styles()
    {
        var exponents = Enumerable.Range(0, MaxExponent + 1).ToList();
        var formats = Join(exponents, exponent => $"<numFmt numFmtId=\"{FirstFormat + 1 + exponent}\" formatCode=\"{FormatOf(exponent)}\"/>");
        var amounts = Join(exponents, exponent => $"<xf numFmtId=\"{FirstFormat + 1 + exponent}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>");
        return $"""
            {Declaration}<styleSheet xmlns="{Main}"><numFmts count="{exponents.Count + 1}"><numFmt numFmtId="{FirstFormat}" formatCode="yyyy\-mm\-dd"/>{formats}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{exponents.Count + XlsxSheet.AmountStyle}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="{FirstFormat}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>{amounts}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
            """;
    }

    private static string FormatOf(int exponent) => exponent == 0 ? "#,##0" : "#,##0." + new string('0', exponent);

    private static string Join(IEnumerable<int> numbers, Func<int, FormattableString> part) =>
        numbers.Aggregate(new StringBuilder(), (text, number) => text.Append(FormattableString.Invariant(part(number)))).ToString();
}
