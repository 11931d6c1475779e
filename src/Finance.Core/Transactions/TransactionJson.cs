using System.Text.Json.Serialization;

namespace Finance.Core.Transactions;

/// <summary>A split as it stands in its transaction's row.</summary>
internal sealed record StoredSplit(string? Category, long Minor, string? Notes);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(StoredSplit[]))]
[JsonSerializable(typeof(Dictionary<string, CustomValue>))]
internal sealed partial class TransactionJson : JsonSerializerContext;
