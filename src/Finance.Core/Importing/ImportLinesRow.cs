using System.Text.Json;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Importing;

/// <summary>The verdicts of the rows that one commit of an import settled.</summary>
internal static class ImportLinesRow
{
    internal const string FailedProperty = "HasFailed";

    // A property holds 32K characters.
    private const int PartChars = 30_000;

    internal static Row Write(UserId owner, string importId, int chunk, IReadOnlyList<ImportLine> lines)
    {
        var json = JsonSerializer.Serialize(
            [.. lines.Select(line => new StoredLine(line.Line, (int)line.Verdict, line.TransactionId, line.Reason, line.Field, line.Raw))],
            ImportJson.Default.StoredLineArray);
        var row = new Row(owner.ToString(), LedgerKeys.ImportLines(importId, chunk))
            .Set("Count", lines.Count)
            .Set(FailedProperty, lines.Any(line => line.Verdict == Verdict.Failed));
        for (var part = 0; part * PartChars < json.Length; part++)
        {
            row.Set($"Lines{part}", json.Substring(part * PartChars, Math.Min(PartChars, json.Length - (part * PartChars))));
        }

        return row;
    }

    internal static IReadOnlyList<ImportLine> Read(Row row)
    {
        var json = row.Text("Lines0");
        for (var part = 1; row.FindText($"Lines{part}") is { } next; part++)
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
