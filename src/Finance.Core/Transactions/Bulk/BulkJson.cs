using System.Text.Json.Serialization;

namespace Finance.Core.Transactions.Bulk;

[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class BulkJson : JsonSerializerContext;
