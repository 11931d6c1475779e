using System.Text.Json;
using Finance.Core.Importing.Matching;
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
    private const string Matches = "Matches";

    // A property holds 32K characters.
    private const int PartChars = 30_000;

    /// <param name="version">The ledger's version that the commit makes.</param>
    internal static Row Write(UserId owner, string importId, int chunk, IReadOnlyList<ImportLine> lines, long version)
    {
        var row = new Row(owner.ToString(), LedgerKeys.ImportLines(importId, chunk))
            .Set(CountProperty, lines.Count)
            .Set(FailedProperty, lines.Any(line => line.Verdict == Verdict.Failed))
            .Set(VersionProperty, version);
        WriteMatches(row, lines);
        return PackedCells.Spread(row, PackedLines.Write(lines), Lines);
    }

    internal static IReadOnlyList<ImportLine> Read(Row row) => WithMatches(
        row, row.Properties[$"{Lines}0"] is string ? ReadText(row) : PackedLines.Read(PackedCells.Gather(row, Lines)));

    private static void WriteMatches(Row row, IReadOnlyList<ImportLine> lines)
    {
        MatchTrace[] traces =
        [
            .. lines.Select((line, index) => line.Match is { } trace ? trace with { Row = index } : null).OfType<MatchTrace>(),
        ];
        if (traces.Length == 0)
        {
            return;
        }

        var json = JsonSerializer.Serialize(traces, MatchJson.Default.MatchTraceArray);
        for (var part = 0; part * PartChars < json.Length; part++)
        {
            row.Set($"{Matches}{part}", json.Substring(part * PartChars, Math.Min(PartChars, json.Length - (part * PartChars))));
        }
    }

    private static IReadOnlyList<ImportLine> WithMatches(Row row, IReadOnlyList<ImportLine> lines)
    {
        if (Text(row, Matches) is not { } json)
        {
            return lines;
        }

        ImportLine[] matched = [.. lines];
        foreach (var trace in JsonSerializer.Deserialize(json, MatchJson.Default.MatchTraceArray)!)
        {
            matched[trace.Row] = matched[trace.Row] with { Score = trace.Score, Match = trace };
        }

        return matched;
    }

    private static string? Text(Row row, string name)
    {
        var text = row.FindText($"{name}0");
        for (var part = 1; row.FindText($"{name}{part}") is { } next; part++)
        {
            text += next;
        }

        return text;
    }

    // Rows of before the lines were packed.
    private static IReadOnlyList<ImportLine> ReadText(Row row) =>
    [
        .. JsonSerializer.Deserialize(Text(row, Lines)!, ImportJson.Default.StoredLineArray)!
            .Select(line => new ImportLine(line.Line, (Verdict)line.Verdict, line.Reason, line.TransactionId, line.Field, line.Raw)),
    ];
}
