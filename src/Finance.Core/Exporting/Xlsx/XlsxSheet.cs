using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Finance.Core.Exporting.Xlsx;

/// <summary>
/// A worksheet's XML, row by row (https://learn.microsoft.com/openspecs/office_standards/ms-xlsx). Text is written as text, which no
/// spreadsheet runs; amounts are numbers with their currency's decimals, days are dates.
/// </summary>
internal sealed partial class XlsxSheet
{
    internal const int HeaderStyle = 1;
    internal const int DayStyle = 2;

    /// <summary>The style of amounts without decimals; those with one follow.</summary>
    internal const int AmountStyle = 3;

    internal const int MaxRows = 1_048_576;
    private const int MaxText = 32_767;
    private static readonly DateOnly Epoch = new(1899, 12, 30);

    // To spreadsheets 1900 was a leap year, so that the days before its March are numbered one less.
    private static readonly DateOnly FirstRegular = new(1900, 3, 1);
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly int _columns;
    private int _column;

    /// <param name="columns">Headings with the width of their columns, in characters.</param>
    internal XlsxSheet(IReadOnlyList<(string Heading, int Width)> columns)
    {
        _columns = columns.Count;
        Append("""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>
            """);
        for (var column = 1; column <= columns.Count; column++)
        {
            Append(string.Create(
                CultureInfo.InvariantCulture, $"<col min=\"{column}\" max=\"{column}\" width=\"{columns[column - 1].Width}\" customWidth=\"1\"/>"));
        }

        Append("</cols><sheetData>");
        Begin();
        foreach (var (heading, _) in columns)
        {
            Text(heading, HeaderStyle);
        }

        EndRow();
    }

    /// <summary>Rows so far, the headings included.</summary>
    internal int Rows { get; private set; }

    internal ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    internal void Clear() => _buffer.ResetWrittenCount();

    internal XlsxSheet Begin()
    {
        Rows++;
        _column = 0;
        Append(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{Rows}\">"));
        return this;
    }

    internal XlsxSheet Text(string? text, int style = 0)
    {
        if (string.IsNullOrEmpty(text))
        {
            _column++;
            return this;
        }

        var cut = text.Length > MaxText ? text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)] : text;
        Cell(style, " t=\"inlineStr\"");
        Append("<is><t xml:space=\"preserve\">");
        // _x0041_ means a character to spreadsheets: https://learn.microsoft.com/dotnet/api/documentformat.openxml.varianttypes.vtbstring
        Append(XmlText.Escape(cut.Contains("_x", StringComparison.Ordinal) ? Escapes().Replace(cut, "_x005F_") : cut));
        Append("</t></is></c>");
        return this;
    }

    internal XlsxSheet Amount(Money? money) => money is { } amount
        ? Value(AmountStyle + amount.Currency.Exponent, amount.ToString())
        : Text(null);

    internal XlsxSheet Count(long? number) =>
        number is { } count ? Value(0, count.ToString(CultureInfo.InvariantCulture)) : Text(null);

    internal XlsxSheet Day(DateOnly? day) => day is { } date
        ? Value(DayStyle, (date.DayNumber - Epoch.DayNumber - (date < FirstRegular ? 1 : 0)).ToString(CultureInfo.InvariantCulture))
        : Text(null);

    internal void EndRow() => Append("</row>");

    internal void End() => Append(string.Create(
        CultureInfo.InvariantCulture, $"</sheetData><autoFilter ref=\"A1:{NameOf(_columns - 1)}{Rows}\"/></worksheet>"));

    private static string NameOf(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";

    private XlsxSheet Value(int style, string value)
    {
        Cell(style, "");
        Append("<v>");
        Append(value);
        Append("</v></c>");
        return this;
    }

    private void Cell(int style, string type) =>
        Append(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{NameOf(_column++)}{Rows}\" s=\"{style}\"{type}>"));

    private void Append(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _buffer);

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escapes();
}
