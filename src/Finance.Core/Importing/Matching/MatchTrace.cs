using System.Text.Json.Serialization;
using Finance.Core.Recurring;

namespace Finance.Core.Importing.Matching;

/// <summary>What a match changed beside creating or replacing an entry: what an undo of the import needs to take it back.</summary>
internal sealed record MatchTrace
{
    /// <summary>Which row of its commit, from 0.</summary>
    [JsonPropertyName("i")]
    public int Row { get; init; }

    [JsonPropertyName("t")]
    public required string TemplateId { get; init; }

    [JsonPropertyName("n")]
    public required DateOnly NominalDate { get; init; }

    [JsonPropertyName("s")]
    public required int Score { get; init; }

    /// <summary>The entry as it was; null where the row was entered itself and settled the occurrence.</summary>
    [JsonPropertyName("e")]
    public EnteredBefore? Entered { get; init; }

    /// <summary>The template's amount in minor units, before it followed; null where it stayed.</summary>
    [JsonPropertyName("a")]
    public long? Followed { get; init; }

    /// <summary>The template's last match before; null where there was none, or where it stayed.</summary>
    [JsonPropertyName("l")]
    public LastMatch? LastMatched { get; init; }

    /// <summary>The bank's amount in minor units.</summary>
    [JsonPropertyName("m")]
    public required long Amount { get; init; }
}

/// <summary>What a match changed in an entry.</summary>
/// <param name="Amount">Minor units before.</param>
/// <param name="Matched">Minor units since.</param>
/// <param name="Part">The part that took the difference; null where none did.</param>
/// <param name="Version">The version of the ledger that the match made.</param>
internal sealed record EnteredBefore(
    [property: JsonPropertyName("d")] DateOnly Date,
    [property: JsonPropertyName("a")] long Amount,
    [property: JsonPropertyName("m")] long Matched,
    [property: JsonPropertyName("p")] int? Part,
    [property: JsonPropertyName("b")] bool HadBankId,
    [property: JsonPropertyName("u")] DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("v")] long Version);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatchTrace[]))]
internal sealed partial class MatchJson : JsonSerializerContext;
