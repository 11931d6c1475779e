using System.Text.Json.Nodes;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.OpenApi;

/// <summary>Writes what readers say they take as JSON Schema.</summary>
internal sealed class JsonSchemas(TypeSchemas types)
{
    /// <summary>The members of an object.</summary>
    internal JsonObject OfMembers(IEnumerable<DescribedField> fields)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var asked in fields.GroupBy(field => field.Name))
        {
            // What is asked for twice takes whatever either takes.
            var field = asked.First() with { IsRequired = asked.Any(one => one.IsRequired), IsNullable = asked.Any(one => one.IsNullable) };
            properties[field.Name] = Of(field);
            if (field.IsRequired)
            {
                required.Add(field.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>A member, which may be null, and what is meant where it is left out.</summary>
    internal JsonObject Of(DescribedField field)
    {
        var schema = Of(field.Schema);
        if (DefaultOf(field) is { } fallback)
        {
            schema["default"] = fallback;
        }

        return field.IsNullable ? Nullable(schema) : schema;
    }

    internal JsonObject Of(Schema schema)
    {
        var json = schema.Enumeration is { } enumeration ? types.Of(enumeration) : Bare(schema);
        if (schema.Description is { } description)
        {
            json["description"] = description;
        }

        if (schema.Example is { } example)
        {
            json["examples"] = new JsonArray(ValueOf(example));
        }

        return json;
    }

    /// <summary>The same value, or null.</summary>
    internal static JsonObject Nullable(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        }
        else if (schema["type"] is JsonArray several)
        {
            several.Add("null");
        }
        else if (schema.Remove("$ref", out var reference))
        {
            schema["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = reference }, new JsonObject { ["type"] = "null" });
        }
        else if (schema["anyOf"] is JsonArray shapes)
        {
            shapes.Add(new JsonObject { ["type"] = "null" });
        }

        (schema["enum"] as JsonArray)?.Add(null);
        return schema;
    }

    internal static JsonNode ValueOf(object value) => JsonNode.Parse(ApiJson.Write(value))!;

    private JsonObject Bare(Schema schema)
    {
        if (schema.Members is { } members)
        {
            return OfMembers(members);
        }

        if (schema.AnyOf is { } shapes)
        {
            return new JsonObject { ["anyOf"] = new JsonArray([.. shapes.Select(Of)]) };
        }

        var json = new JsonObject { ["type"] = schema.Types.Count == 1 ? schema.Types[0] : new JsonArray([.. schema.Types]) };
        void Set(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        Set("format", schema.Format);
        Set("pattern", schema.Pattern);
        Set("minLength", schema.MinLength);
        Set("maxLength", schema.MaxLength);
        Set("minimum", schema.Minimum);
        Set("maximum", schema.Maximum);
        Set("enum", schema.Words is { } words ? new JsonArray([.. words]) : null);
        Set("items", schema.Items is { } items ? Of(items) : null);
        Set("minItems", schema.MinItems);
        Set("maxItems", schema.MaxItems);
        Set("additionalProperties", schema.Values is { } values ? Of(values) : null);
        return json;
    }

    // A value that is no plain one is told by the description.
    private static JsonNode? DefaultOf(DescribedField field) => field.Fallback is string or bool or int or long or decimal
        || (field.Fallback is Enum && field.Schema.Enumeration == field.Fallback.GetType())
            ? ValueOf(field.Fallback)
            : null;
}
