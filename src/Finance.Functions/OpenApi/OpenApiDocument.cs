using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Finance.Functions.OpenApi;

/// <summary>
/// The OpenAPI document (https://spec.openapis.org/oas/v3.1.1), made from the functions themselves: what they read, what they answer, and what
/// the comments on them say.
/// </summary>
internal static class OpenApiDocument
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="functions">The assembly that declares them; its comments, and those of what it refers to, lie beside it.</param>
    /// <exception cref="InvalidOperationException">A function does not say enough; the message tells what to write where.</exception>
    internal static string Build(Assembly functions)
    {
        var comments = new XmlComments(Directory.EnumerateFiles(Path.GetDirectoryName(functions.Location)!, "Finance.*.xml"));
        var types = new TypeSchemas(comments);
        var operations = Operation.Find(functions).Select(OperationReader.Describe).ToList();
        var writer = new OperationWriter(comments, types);
        var paths = new JsonObject();
        foreach (var operation in operations)
        {
            var path = paths[operation.Path]?.AsObject() ?? (JsonObject)(paths[operation.Path] = new JsonObject());
            path[operation.Verb.ToLowerInvariant()] = writer.Write(operation);
        }

        if (types.Faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', types.Faults));
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = Info(functions),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "Where this document was fetched." }),
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["tags"] = Tags(operations),
            ["paths"] = paths,
            ["components"] = SharedParts.Write(types, writer),
        };
        return document.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Info(Assembly functions) => new()
    {
        ["title"] = "Finance Functions",
        ["version"] = functions.GetName().Version!.ToString(3),
        ["description"] = """
            Personal finance: accounts, transactions, budgets, goals, recurring entries, statements of banks, reports.

            Names are `snake_case`, days `YYYY-MM-DD`, instants RFC 3339 in UTC. Amounts are JSON numbers with the decimals of their currency, or
            strings with the same digits. What a request names and an operation does not know is refused by name. Refusals are problem documents
            (RFC 9457) with a stable `code`; [each is explained](/api/docs/errors).
            """,
    };

    private static JsonArray Tags(IReadOnlyList<Operation> operations)
    {
        var used = operations.Select(DocumentTags.Of).ToHashSet(StringComparer.Ordinal);
        return new JsonArray(
        [
            .. DocumentTags.All.Where(tag => used.Contains(tag.Name))
                .Select(tag => new JsonObject { ["name"] = tag.Name, ["description"] = tag.Description }),
        ]);
    }
}
