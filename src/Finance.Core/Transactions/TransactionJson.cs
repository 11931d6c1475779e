using System.Text.Json.Serialization;

namespace Finance.Core.Transactions;

/// <summary>A split as it stands in its transaction's row.</summary>
internal sealed record StoredSplit(string? Category, long Minor, string? Notes);

/// <summary>What a transaction gives to a goal, as it stands in its row.</summary>
/// <param name="Whole">Null for no.</param>
internal sealed record StoredLink(string Goal, string Contribution, long Minor, bool? Whole);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(StoredSplit[]))]
[JsonSerializable(typeof(StoredLink[]))]
[JsonSerializable(typeof(Dictionary<string, CustomValue>))]
internal sealed partial class TransactionJson : JsonSerializerContext;
