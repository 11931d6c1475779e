using System.Text.Json.Nodes;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.OpenApi;

/// <summary>Writes an operation: what it takes, what it answers, and how it refuses.</summary>
internal sealed class OperationWriter(XmlComments comments, TypeSchemas types)
{
    private const string Json = "application/json";
    private readonly JsonSchemas _schemas = new(types);
    private readonly ResponseWriter _responses = new(types);

    /// <summary>The schemas of requests, by name.</summary>
    internal SortedDictionary<string, JsonObject> Requests { get; } = new(StringComparer.Ordinal);

    internal JsonObject Write(Operation operation)
    {
        var text = comments.SummaryOf(operation.Method) ?? throw new InvalidOperationException(
            $"{operation.Name} says nothing of itself: write a /// <summary> on {operation.Method.DeclaringType!.Name}.{operation.Method.Name}.");
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        var (first, rest) = end < 0 ? (text, null) : (text[..end], text[(end + 2)..]);
        var written = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["tags"] = new JsonArray(DocumentTags.Of(operation)),
            ["summary"] = first.TrimEnd('.'),
        };
        if (string.Join("\n\n", new[] { rest, comments.RemarksOf(operation.Method) }.OfType<string>()) is { Length: > 0 } more)
        {
            written["description"] = more;
        }

        if (operation.IsOpen)
        {
            written["security"] = new JsonArray();
        }

        if (Parameters(operation) is { Count: > 0 } parameters)
        {
            written["parameters"] = parameters;
        }

        var example = operation.Body.Count > 0 ? Samples.OfRequest(operation.Body, _schemas, new Samples(types.Components)) : null;
        if (Body(operation, example) is { } body)
        {
            written["requestBody"] = body;
        }

        written["responses"] = _responses.Write(operation, example);
        return written;
    }

    private JsonArray Parameters(Operation operation)
    {
        var parameters = new JsonArray();
        foreach (var name in operation.Parameters)
        {
            parameters.Add(new JsonObject
            {
                ["name"] = name,
                ["in"] = "path",
                ["required"] = true,
                ["description"] = comments.ParameterOf(operation.Method, name) ?? PathParameters.Describe(operation, name),
                ["schema"] = new JsonObject { ["type"] = "string" },
                ["example"] = PathParameters.Sample(operation, name),
            });
        }

        foreach (var field in operation.Query)
        {
            parameters.Add(Query(field));
        }

        foreach (var header in SharedParts.HeadersOf(operation))
        {
            parameters.Add(new JsonObject { ["$ref"] = $"#/components/parameters/{header}" });
        }

        return parameters;
    }

    private JsonObject Query(DescribedField field)
    {
        var schema = _schemas.Of(field with { IsNullable = false });
        var parameter = new JsonObject { ["name"] = field.Name, ["in"] = "query" };
        if (schema.Remove("description", out var description))
        {
            parameter["description"] = description;
        }

        if (field.IsRequired)
        {
            parameter["required"] = true;
        }

        if (schema.Remove("examples", out var examples))
        {
            parameter["example"] = examples![0]!.DeepClone();
        }

        parameter["schema"] = schema;
        return parameter;
    }

    private JsonObject? Body(Operation operation, JsonObject? example)
    {
        if (operation.TakesFile.Count > 0)
        {
            return FileBodies.Write(operation);
        }

        if (example is null)
        {
            return null;
        }

        var name = $"{operation.Name}Request";
        Requests[name] = _schemas.OfMembers(operation.Body);
        return new JsonObject
        {
            ["required"] = operation.Body.Any(field => field.IsRequired),
            ["content"] = new JsonObject
            {
                [Json] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = TypeSchemas.ReferenceTo(name) }, ["example"] = example },
            },
        };
    }
}
