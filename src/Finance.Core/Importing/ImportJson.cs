using System.Text.Json.Serialization;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Importing;

/// <summary>The caller's choices as an import or a profile keeps them, in the words of the API.</summary>
internal sealed record StoredChoices
{
    public string? Kind { get; init; }

    public string? Encoding { get; init; }

    public string? Delimiter { get; init; }

    public string? DateOrder { get; init; }

    public string? DateFormat { get; init; }

    public string? DecimalMark { get; init; }

    public string? Sign { get; init; }

    public int? HeaderLine { get; init; }

    public Dictionary<string, string>? Columns { get; init; }

    internal static StoredChoices Of(ReadingChoices choices) => new()
    {
        Kind = choices.Kind is { } kind ? ReadingNames.Of(kind) : null,
        Encoding = choices.Encoding,
        Delimiter = choices.Delimiter?.ToString(),
        DateOrder = choices.DateOrder is { } order ? ReadingNames.Of(order) : null,
        DateFormat = choices.DateFormat,
        DecimalMark = choices.DecimalMark?.ToString(),
        Sign = choices.Sign is { } sign ? ReadingNames.Of(sign) : null,
        HeaderLine = choices.HeaderLine,
        Columns = choices.Columns?.ToDictionary(column => ReadingNames.Of(column.Key), column => column.Value, StringComparer.Ordinal),
    };

    internal ReadingChoices ToChoices() => new()
    {
        Kind = Kind is not null && ReadingNames.TryKind(Kind, out var kind) ? kind : null,
        Encoding = Encoding,
        Delimiter = Delimiter?[0],
        DateOrder = DateOrder is not null && ReadingNames.TryDateOrder(DateOrder, out var order) ? order : null,
        DateFormat = DateFormat,
        DecimalMark = DecimalMark?[0],
        Sign = Sign is not null && ReadingNames.TrySign(Sign, out var sign) ? sign : null,
        HeaderLine = HeaderLine,
        Columns = Columns?
            .Select(column => (IsRole: ReadingNames.TryRole(column.Key, out var role), Role: role, column.Value))
            .Where(column => column.IsRole)
            .ToDictionary(column => column.Role, column => column.Value),
    };
}

internal sealed record StoredFacts(DateOnly? From, DateOnly? To, long? Minor, string? Currency, DateOnly? BalanceDate)
{
    internal static StoredFacts Of(StatementFacts facts) =>
        new(facts.From, facts.To, facts.Balance?.Minor, facts.Balance?.Currency.Code, facts.BalanceDate);

    internal StatementFacts ToFacts() => new(From, To, StoredMoney.Of(Minor, Currency), BalanceDate);
}

internal sealed record StoredProof(string Status, long? Difference, DateOnly? Since, long? Opening, string? Currency)
{
    internal static StoredProof Of(BalanceProof proof) => new(
        SnakeCase.Of(proof.Status),
        proof.Difference?.Minor,
        proof.Since,
        proof.SuggestedOpeningBalance?.Minor,
        (proof.Difference ?? proof.SuggestedOpeningBalance)?.Currency.Code);

    internal BalanceProof ToProof() =>
        new(SnakeCase.Parse<ProofStatus>(Status), StoredMoney.Of(Difference, Currency), Since, StoredMoney.Of(Opening, Currency));
}

internal static class StoredMoney
{
    internal static Money? Of(long? minor, string? currency) =>
        minor is { } units && currency is not null ? new Money(units, Currency.Of(currency)) : null;
}

/// <summary>A row's verdict as it stands in the row of its commit; short names, because a statement has many.</summary>
internal sealed record StoredLine(
    [property: JsonPropertyName("l")] long Line,
    [property: JsonPropertyName("v")] int Verdict,
    [property: JsonPropertyName("t")] string? TransactionId,
    [property: JsonPropertyName("r")] string? Reason,
    [property: JsonPropertyName("f")] string? Field,
    [property: JsonPropertyName("w")] string? Raw);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredChoices))]
[JsonSerializable(typeof(StoredFacts))]
[JsonSerializable(typeof(StoredProof))]
[JsonSerializable(typeof(ImportFormat))]
[JsonSerializable(typeof(StoredLine[]))]
internal sealed partial class ImportJson : JsonSerializerContext;
