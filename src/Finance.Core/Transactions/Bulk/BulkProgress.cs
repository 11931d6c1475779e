using System.Text.Json;
using Finance.Core.Storage;

namespace Finance.Core.Transactions.Bulk;

/// <summary>How far a bulk request is that takes several commits.</summary>
/// <param name="Outcomes">Of the operations that are done with, from the first on.</param>
/// <param name="DefersAlerts">Commits of it left something untold that the last one has to tell.</param>
/// <param name="IsDone">The last commit is made.</param>
internal sealed record BulkProgress(IReadOnlyList<BulkOutcome> Outcomes, bool DefersAlerts, bool IsDone)
{
    private const string DefersProperty = "DefersAlerts";
    private const string DoneProperty = "IsDone";
    private const string OutcomesProperty = "Outcomes";
    private const int PartBytes = 60_000;

    // Beyond this, which no request comes to that was not made for it, errors are kept without their fields.
    private const int MaxBytes = 8 * PartBytes;

    internal static BulkProgress None { get; } = new([], false, false);

    /// <summary>Adds how far the request is to the row of its key.</summary>
    internal Row Write(Row once)
    {
        var packed = Pack(withFields: true);
        packed = packed.Length <= MaxBytes ? packed : Pack(withFields: false);
        once.Set(DefersProperty, DefersAlerts).Set(DoneProperty, IsDone);
        for (var part = 0; part * PartBytes < packed.Length; part++)
        {
            once.Set($"{OutcomesProperty}{part}", packed[(part * PartBytes)..Math.Min(packed.Length, (part + 1) * PartBytes)]);
        }

        return once;
    }

    internal static BulkProgress Read(Row once)
    {
        using var packed = new MemoryStream();
        for (var part = 0; once.FindBytes($"{OutcomesProperty}{part}") is { } bytes; part++)
        {
            packed.Write(bytes);
        }

        return new BulkProgress(
            [.. RowPack.Read(once.Partition, packed.ToArray()).Select(Outcome)], once.Flag(DefersProperty), once.Flag(DoneProperty));
    }

    private byte[] Pack(bool withFields) => RowPack.Write([.. Outcomes.Select(outcome => Pack(outcome, withFields))]);

    private static Row Pack(BulkOutcome outcome, bool withFields)
    {
        var row = new Row("", outcome.Id ?? "", 3).Set("Status", (int)outcome.Status);
        if (outcome.Version is { } version)
        {
            row.Set("Version", version);
        }

        if (outcome.Error is { } error)
        {
            row.Set("Code", error.Code).Set("Detail", error.Detail).Set(
                "Fields",
                withFields && error.Fields is { } fields
                    ? JsonSerializer.Serialize(
                        fields.ToDictionary(field => field.Key, field => field.Value.ToArray()), BulkJson.Default.DictionaryStringStringArray)
                    : null);
        }

        return row;
    }

    private static BulkOutcome Outcome(Row row) => new(
        (BulkStatus)row.Int("Status"),
        row.Key.Length == 0 ? null : row.Key,
        row.Properties.ContainsKey("Version") ? row.Long("Version") : null,
        row.FindText("Code") is { } code ? new Error(Errors.Named(code), row.Text("Detail"), Fields(row.FindText("Fields"))) : null);

    private static Dictionary<string, IReadOnlyList<string>>? Fields(string? json) => json is null
        ? null
        : JsonSerializer.Deserialize(json, BulkJson.Default.DictionaryStringStringArray)!
            .ToDictionary(field => field.Key, field => (IReadOnlyList<string>)field.Value, StringComparer.Ordinal);
}
