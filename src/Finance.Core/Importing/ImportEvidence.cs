using System.Text.Json;
using System.Text.Json.Serialization;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Importing;

/// <summary>What leaves a file open, and what is settled, as the API shows it.</summary>
public sealed record ImportEvidence(IReadOnlyList<ImportQuestion> Questions, IReadOnlyList<ImportFinding> Settled)
{
    internal static ImportEvidence Of(Inspection.Ambiguous ambiguous) => new(
        [
            .. ambiguous.Questions.Select(question => new ImportQuestion(
                ReadingNames.Of(question.Setting),
                question.Readings,
                question.Why,
                [.. question.Rows.Select(row => new ImportOpenRow(row.Line, row.Field, row.Raw, row.Meanings))])),
        ],
        Findings(ambiguous.Findings));

    internal static IReadOnlyList<ImportFinding> Findings(IReadOnlyList<Finding> findings) =>
        [.. findings.Select(finding => new ImportFinding(ReadingNames.Of(finding.Setting), finding.Value, finding.Because))];

    internal string ToJson() => JsonSerializer.Serialize(this, ImportEvidenceJson.Default.ImportEvidence);
}

/// <summary>A setting that the file leaves open.</summary>
/// <param name="Parameter">The parameter that answers it: <c>date_order</c>, <c>decimal_mark</c>, <c>sign</c>, …</param>
/// <param name="Readings">The answers that fit the whole file.</param>
public sealed record ImportQuestion(string Parameter, IReadOnlyList<string> Readings, string Why, IReadOnlyList<ImportOpenRow> Rows);

/// <summary>A row that fits every reading.</summary>
/// <param name="Meanings">What it would mean, in the order of the question's readings.</param>
public sealed record ImportOpenRow(long Line, string Field, string Raw, IReadOnlyList<string> Meanings);

/// <summary>Rows of an unreadable file, and why each could not be taken.</summary>
public sealed record ImportRowFailures(IReadOnlyList<ImportRowFailure> Rows)
{
    internal static ImportRowFailures Of(IReadOnlyList<StatementRowError> rows) =>
        new([.. rows.Select(row => new ImportRowFailure(row.Line, row.Field, row.Code, row.Reason, row.Raw))]);

    internal string ToJson() => JsonSerializer.Serialize(this, ImportEvidenceJson.Default.ImportRowFailures);
}

public sealed record ImportRowFailure(long Line, string Field, string Code, string Reason, string Raw);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportEvidence))]
[JsonSerializable(typeof(ImportRowFailures))]
internal sealed partial class ImportEvidenceJson : JsonSerializerContext;
