using System.Text.Json;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Importing;

/// <summary>The verdicts of the rows that one commit of an import settled.</summary>
internal static class ImportLinesRow
{
    internal const string FailedProperty = "HasFailed";
    internal const string CountProperty = "Count";
    internal const string VersionProperty = "Version";
    private const string Lines = "Lines";

    /// <param name="version">The ledger's version that the commit makes.</param>
    internal static Row Write(UserId owner, string importId, int chunk, IReadOnlyList<ImportLine> lines, long version)
    {
        var row = new Row(owner.ToString(), LedgerKeys.ImportLines(importId, chunk))
            .Set(CountProperty, lines.Count)
            .Set(FailedProperty, lines.Any(line => line.Verdict == Verdict.Failed))
            .Set(VersionProperty, version);
        return PackedCells.Spread(row, PackedLines.Write(lines), Lines);
    }

    internal static IReadOnlyList<ImportLine> Read(Row row) =>
        row.Properties[$"{Lines}0"] is string ? ReadText(row) : PackedLines.Read(PackedCells.Gather(row, Lines));

    // Rows of before the lines were packed.
    private static IReadOnlyList<ImportLine> ReadText(Row row)
    {
        var json = row.Text($"{Lines}0");
        for (var part = 1; row.FindText($"{Lines}{part}") is { } next; part++)
        {
            json += next;
        }

        return
        [
            .. JsonSerializer.Deserialize(json, ImportJson.Default.StoredLineArray)!
                .Select(line => new ImportLine(line.Line, (Verdict)line.Verdict, line.Reason, line.TransactionId, line.Field, line.Raw)),
        ];
    }
}
