using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Finance.Functions.Tests.Contract;

/// <summary>The schemas of the OpenAPI document, read strictly: what an answer's schema does not name may not be there.</summary>
internal sealed class ContractSchemas
{
    private const string Definitions = "https://contract/schemas";
    private static readonly EvaluationOptions Evaluation = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    private readonly BuildOptions _build = new() { SchemaRegistry = new SchemaRegistry() };
    private readonly ConcurrentDictionary<string, JsonSchema> _known = new(StringComparer.Ordinal);

    internal ContractSchemas(JsonObject document)
    {
        var definitions = document["components"]!["schemas"]!.DeepClone().AsObject();
        foreach (var (_, schema) in definitions)
        {
            if (schema!["properties"] is not null && schema["additionalProperties"] is null)
            {
                schema["additionalProperties"] = false;
            }
        }

        Build(new JsonObject { ["$id"] = Definitions, ["$defs"] = definitions });
    }

    /// <returns>What is wrong, each with its place; nothing where the value fits.</returns>
    internal IReadOnlyList<string> FaultsOf(JsonNode schema, JsonElement value)
    {
        var known = _known.GetOrAdd(schema.ToJsonString(), _ => Build(schema));
        lock (known)
        {
            var found = known.Evaluate(value, Evaluation);
            return found.IsValid ? [] : [.. (found.Details ?? []).Append(found).SelectMany(FaultsIn).Distinct()];
        }
    }

    private static IEnumerable<string> FaultsIn(EvaluationResults found) => (found.Errors ?? new Dictionary<string, string>())
        .Where(error => error.Key.Length > 0 || !error.Value.Contains("false schema", StringComparison.Ordinal))
        .Select(error => $"{found.InstanceLocation}: {error.Value} ({found.EvaluationPath})");

    private JsonSchema Build(JsonNode schema) => JsonSchema.FromText(
        schema.ToJsonString().Replace("#/components/schemas/", $"{Definitions}#/$defs/", StringComparison.Ordinal), _build);
}
