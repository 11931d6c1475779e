using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>A row with its cells as text.</summary>
internal sealed record CsvRow(long Line, string[] Cells, ImportError? Fault)
{
    public bool IsSound => Fault is null;

    public static CsvRow Of(CsvRows rows, TextDecoder decoder)
    {
        var cells = new string[rows.Fault is null ? rows.FieldCount : 0];
        for (var index = 0; index < cells.Length; index++)
        {
            cells[index] = decoder.Read(rows.Field(index)) ?? "";
        }

        return new CsvRow(rows.Line, cells, rows.Fault);
    }
}

/// <summary>The beginning of a file, cut by one delimiter.</summary>
/// <param name="IsWhole">Whether these are all the rows there are.</param>
internal sealed record CsvSample(char Delimiter, IReadOnlyList<CsvRow> Rows, bool IsWhole)
{
    private const int MostRows = 2_000;

    /// <param name="head">The first bytes of the file, in an encoding that can be cut by ASCII.</param>
    public static CsvSample Of(byte[] head, bool isWhole, char delimiter, TextDecoder decoder)
    {
        using var rows = new CsvRows(new MemoryStream(head, writable: false), delimiter);
        var sample = new List<CsvRow>();
        while (sample.Count <= MostRows && rows.Next())
        {
            sample.Add(CsvRow.Of(rows, decoder));
        }

        // The last row of a part may be a part of a row.
        var isCut = !isWhole || sample.Count > MostRows;
        if (isCut && sample.Count > 0)
        {
            sample.RemoveAt(sample.Count - 1);
        }

        return new CsvSample(delimiter, sample, !isCut);
    }
}
