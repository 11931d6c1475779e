using System.Text;
using Finance.Core.Exporting;
using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// The CSV files that this product writes itself: their first line says how they are to be read, so that nothing of it is open.
/// </summary>
internal static class OwnExport
{
    private static readonly byte[] FirstLine = Encoding.ASCII.GetBytes(CsvExport.Header);

    internal static bool IsOwn(SourceText text) =>
        text.Probe.AsSpan().StartsWith(FirstLine) && text.Probe.Length > FirstLine.Length && text.Probe[FirstLine.Length] is (byte)'\r' or (byte)'\n';

    /// <summary>What the caller says of the file, and for the rest what it is.</summary>
    internal static ReadingChoices Complete(ReadingChoices choices) =>
        choices.Over(CsvExport.Reading) with { NamesAllColumns = choices.Columns is null };

    /// <summary>A cell without the apostrophe that keeps spreadsheets from running it.</summary>
    internal static string? Unguard(string? text) =>
        text is ['\'', _, ..] && CsvRecords.IsFormula(text[1..]) ? text[1..] : text;
}
