using System.Text.Json.Nodes;

namespace Finance.Functions.OpenApi;

/// <summary>Makes up values that fit a schema, from the examples that it has and from names of fields.</summary>
internal sealed class Samples(IReadOnlyDictionary<string, JsonObject> components)
{
    private readonly Stack<string> _inside = new();

    /// <summary>What a request says: all that it must, and what is typical of it.</summary>
    internal static JsonObject OfRequest(IReadOnlyList<Http.Reading.DescribedField> fields, JsonSchemas schemas, Samples samples)
    {
        var example = new JsonObject();
        foreach (var field in fields.Where(field => field.IsRequired || field.Schema.IsTypical))
        {
            example[field.Name] = field.Schema.Members is { } members && !field.Schema.IsTypical
                ? OfRequest(members, schemas, samples)
                : samples.Of(schemas.Of(field.Schema), field.Name);
        }

        return example;
    }

    /// <param name="name">Of the field that holds the value; empty for what no field holds.</param>
    /// <param name="echoed">Values of fields of the outermost object that are known already.</param>
    internal JsonNode? Of(JsonObject schema, string name = "", JsonObject? echoed = null)
    {
        if (schema["examples"] is JsonArray { Count: > 0 } examples)
        {
            return examples[0]?.DeepClone();
        }

        if (schema["const"] is { } only)
        {
            return only.DeepClone();
        }

        if (schema["$ref"] is { } reference)
        {
            return OfComponent(reference.GetValue<string>().Split('/')[^1], name, echoed);
        }

        if (schema["anyOf"] is JsonArray shapes)
        {
            return Of(shapes[0]!.AsObject(), name, echoed);
        }

        var type = schema["type"] is JsonArray types ? types[0]!.GetValue<string>() : schema["type"]?.GetValue<string>();
        return type switch
        {
            "object" => OfObject(schema, echoed),
            "array" => OfArray(schema, name),
            null => null,
            _ when schema.ContainsKey("format") || schema.ContainsKey("enum") || schema.ContainsKey("pattern") => OfScalar(schema, type),
            _ => SampleBook.Find(name, type) ?? OfScalar(schema, type),
        };
    }

    private static JsonNode OfScalar(JsonObject schema, string type) => type switch
    {
        "boolean" => false,
        "integer" => schema["minimum"] is { } least && least.GetValue<decimal>() > 1 ? least.DeepClone() : 1,
        "number" => 12.50m,
        _ when schema["enum"] is JsonArray words => words[0]!.DeepClone(),
        _ when schema["pattern"] is { } pattern && SampleBook.ByPattern(pattern.GetValue<string>()) is { } fits => fits,
        _ => SampleBook.ByFormat(schema["format"]?.GetValue<string>()),
    };

    private JsonNode? OfComponent(string component, string name, JsonObject? echoed)
    {
        // What holds itself ends where it would begin again.
        if (_inside.Contains(component))
        {
            return null;
        }

        _inside.Push(component);
        var value = Of(components[component], name, echoed);
        _inside.Pop();
        return value;
    }

    private JsonObject OfObject(JsonObject schema, JsonObject? echoed)
    {
        var value = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            value[name] = Echo(echoed, name) ?? Of(property!.AsObject(), name);
        }

        if (schema["additionalProperties"] is JsonObject values && value.Count == 0)
        {
            var key = schema["propertyNames"] is JsonObject names ? Of(names)!.GetValue<string>() : "name";
            value[key] = Of(values, key);
        }

        return value;
    }

    // What is answered of a part of a request is often more than the request says of it.
    private static JsonNode? Echo(JsonObject? echoed, string name) => echoed?[name] is JsonValue value ? value.DeepClone() : null;

    private JsonArray OfArray(JsonObject schema, string name) =>
        Of(schema["items"]!.AsObject(), name.EndsWith('s') ? name[..^1] : name) is { } item ? [item] : [];
}
