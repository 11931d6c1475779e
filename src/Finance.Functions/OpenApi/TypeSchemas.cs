using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Transactions;
using Finance.Functions.Http;

namespace Finance.Functions.OpenApi;

/// <summary>
/// Writes types as JSON Schema, as <see cref="Http.Writing.ApiJson"/> writes their values. Objects and enumerations become components, which
/// are referred to.
/// </summary>
internal sealed class TypeSchemas(XmlComments comments)
{
    /// <summary>What figures mean that go by the same name wherever they stand.</summary>
    private static readonly Dictionary<string, string> Figures = new(StringComparer.Ordinal)
    {
        ["share"] = "A part of the whole, to four decimals: 0.25 is a quarter.",
        ["ratio"] = "A proportion, to four decimals: 0.25 is a quarter.",
        ["savings_rate"] = "(Income − expenses) / income, to four decimals; null without income.",
        ["rate"] = "What one unit of the one currency is in the other.",
    };

    private readonly SortedDictionary<string, JsonObject> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _named = new(StringComparer.Ordinal);
    private readonly NullabilityInfoContext _nullability = new();
    private readonly SortedSet<string> _faults = new(StringComparer.Ordinal);

    /// <summary>Every component that was referred to so far, by name.</summary>
    internal IReadOnlyDictionary<string, JsonObject> Components => _components;

    /// <summary>What keeps the components from being right.</summary>
    internal IReadOnlyCollection<string> Faults => _faults;

    internal static string ReferenceTo(string name) => $"#/components/schemas/{name}";

    /// <exception cref="InvalidOperationException">Nothing says how the type is written.</exception>
    internal JsonObject Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } bare)
        {
            return JsonSchemas.Nullable(Of(bare));
        }

        if (IsListed(type))
        {
            return new JsonObject { ["anyOf"] = new JsonArray(Of(type.GetGenericArguments()[0]), Of(typeof(TombstoneJson))) };
        }

        return Scalar(type) ?? (type.IsEnum ? Refer(type, Enumeration) : DictionaryOf(type) ?? ListOf(type) ?? Refer(type, ObjectOf));
    }

    private static JsonObject? Scalar(Type type) => type switch
    {
        _ when type == typeof(string) => Text(),
        _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
        _ when type == typeof(decimal) => new JsonObject { ["type"] = "number" },
        _ when type == typeof(Money) =>
            new JsonObject { ["type"] = "number", ["description"] = "An amount, written with the decimals of its currency." },
        _ when type == typeof(Currency) => Text("A currency code of ISO 4217.", pattern: "^[A-Z]{3}$"),
        _ when type == typeof(Month) => Text("A month, YYYY-MM.", pattern: "^[0-9]{4}-[0-9]{2}$"),
        _ when type == typeof(DateOnly) => Text("A day, YYYY-MM-DD.", "date"),
        _ when type == typeof(DateTimeOffset) => Text("An instant in UTC, RFC 3339.", "date-time"),
        _ when type == typeof(UserId) => Text("The id of a user.", "uuid"),
        _ when type == typeof(TransactionId) => Text("The id of a transaction."),
        _ when type == typeof(Uri) => Text(format: "uri"),
        _ when type == typeof(JsonElement) => [],
        _ when type == typeof(JsonObject) => new JsonObject { ["type"] = "object" },
        _ when type == typeof(CustomValue) => new JsonObject
        {
            ["anyOf"] = new JsonArray(Text(), new JsonObject { ["type"] = "number" }, new JsonObject { ["type"] = "boolean" }, DatedValue()),
        },
        _ => null,
    };

    private static JsonObject Text(string? description = null, string? format = null, string? pattern = null)
    {
        var text = new JsonObject { ["type"] = "string" };
        foreach (var (name, value) in new[] { ("format", format), ("pattern", pattern), ("description", description) })
        {
            if (value is not null)
            {
                text[name] = value;
            }
        }

        return text;
    }

    private static JsonObject DatedValue() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = "date" }, ["value"] = Text("A day, YYYY-MM-DD.", "date") },
        ["required"] = new JsonArray("type", "value"),
        ["additionalProperties"] = false,
    };

    private static Type? Implemented(Type type, Type definition) => type.GetInterfaces().Append(type)
        .FirstOrDefault(known => known.IsGenericType && known.GetGenericTypeDefinition() == definition);

    private static bool IsListed(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Listed<>);

    private static string NameOf(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListEnvelope<>))
        {
            return $"{NameOf(type.GetGenericArguments()[0])}List";
        }

        if (IsListed(type))
        {
            return NameOf(type.GetGenericArguments()[0]);
        }

        return type.Name switch
        {
            _ when type.IsGenericType || type.Name.Contains('<', StringComparison.Ordinal) =>
                throw new InvalidOperationException($"{type} has no name for the OpenAPI document: answer a named record."),
            [.. var name, 'J', 's', 'o', 'n'] => name,
            [.. var name, 'V', 'i', 'e', 'w'] => name,
            var name => name,
        };
    }

    private JsonObject? DictionaryOf(Type type)
    {
        if (Implemented(type, typeof(IReadOnlyDictionary<,>)) is not { } dictionary)
        {
            return null;
        }

        var (key, value) = (dictionary.GetGenericArguments()[0], dictionary.GetGenericArguments()[1]);
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = value == typeof(object) ? new JsonObject() : Of(value),
        };
        if (key.IsEnum)
        {
            schema["propertyNames"] = Of(key);
        }

        return schema;
    }

    private JsonObject? ListOf(Type type) => type.IsAssignableTo(typeof(IEnumerable)) && Implemented(type, typeof(IEnumerable<>)) is { } list
        ? new JsonObject { ["type"] = "array", ["items"] = Of(list.GetGenericArguments()[0]) }
        : null;

    private JsonObject Refer(Type type, Func<Type, JsonObject> write)
    {
        var name = NameOf(type);
        if (_named.TryAdd(name, type))
        {
            _components[name] = write(type);
        }
        else if (_named[name] != type)
        {
            _faults.Add($"{type} and {_named[name]} are both called {name} in the OpenAPI document: rename one.");
        }

        return new JsonObject { ["$ref"] = ReferenceTo(name) };
    }

    private JsonObject Enumeration(Type type)
    {
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        var schema = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. fields.Select(field => (JsonNode)SnakeCase.Of(field.Name))]),
        };
        var members = fields.Select(field => comments.SummaryOf(field) is { } said ? $"- `{SnakeCase.Of(field.Name)}`: {said}" : null);
        var lines = members.OfType<string>().Prepend(comments.SummaryOf(type)).OfType<string>().ToList();
        if (lines.Count > 0)
        {
            schema["description"] = string.Join('\n', lines);
        }

        return schema;
    }

    private JsonObject ObjectOf(Type type)
    {
        if (type == typeof(object) || type.IsPrimitive)
        {
            throw new InvalidOperationException($"How {type} is written is not known to {nameof(TypeSchemas)}.");
        }

        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var ignored = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition;
            if (ignored == JsonIgnoreCondition.Always || property.GetIndexParameters().Length > 0)
            {
                continue;
            }

            var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            properties[name] = OfProperty(property, isLeftOut: ignored is not null);
            if (Figures.TryGetValue(name, out var figure) && !properties[name]!.AsObject().ContainsKey("description"))
            {
                properties[name]!["description"] = figure;
            }

            if (ignored is null)
            {
                required.Add(name);
            }
        }

        var schema = new JsonObject { ["type"] = "object" };
        if (comments.SummaryOf(type) is { } summary)
        {
            schema["description"] = summary;
        }

        schema["properties"] = properties;
        schema["required"] = required;
        return schema;
    }

    private JsonObject OfProperty(PropertyInfo property, bool isLeftOut)
    {
        var schema = property.GetCustomAttribute<OneOfAttribute>() is { } shapes
            ? AnyOf(property.PropertyType, shapes)
            : Of(property.PropertyType);
        var isNullable = !property.PropertyType.IsValueType && _nullability.Create(property).ReadState == NullabilityState.Nullable;
        if (isLeftOut && Nullable.GetUnderlyingType(property.PropertyType) is { } bare)
        {
            schema = Of(bare);
        }
        else if (isNullable && !isLeftOut)
        {
            schema = JsonSchemas.Nullable(schema);
        }

        if (comments.SummaryOf(property) is { } said)
        {
            schema["description"] = said;
        }

        return schema;
    }

    private JsonObject AnyOf(Type type, OneOfAttribute shapes)
    {
        if (Implemented(type, typeof(IReadOnlyDictionary<,>)) is { } dictionary)
        {
            var values = AnyOf(dictionary.GetGenericArguments()[1], shapes);
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = JsonSchemas.Nullable(values) };
        }

        return Implemented(type, typeof(IEnumerable<>)) is { } list
            ? new JsonObject { ["type"] = "array", ["items"] = AnyOf(list.GetGenericArguments()[0], shapes) }
            : new JsonObject { ["anyOf"] = new JsonArray([.. shapes.Types.SelectMany(Concrete).Select(Of)]) };
    }

    private static IEnumerable<Type> Concrete(Type type) => type.IsAbstract && type.IsClass
        ? type.Assembly.GetTypes().Where(known => known.IsSubclassOf(type)).OrderBy(known => known.Name, StringComparer.Ordinal)
        : [type];
}
