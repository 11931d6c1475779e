using System.Text.Json.Nodes;

namespace Finance.Functions.OpenApi;

/// <summary>Bodies that are no JSON objects of ours.</summary>
internal static class FileBodies
{
    private const string Multipart = "multipart/form-data";

    private static readonly Dictionary<string, JsonNode> Examples = new(StringComparer.Ordinal)
    {
        ["application/json"] = new JsonObject { ["format"] = "finance-functions-backup" },
        ["application/x-ofx"] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n<OFX>…</OFX>\n",
        ["text/csv"] = "date,payee,amount\r\n2026-02-03,Bakery,-4.20\r\n",
        ["text/html"] = "<!doctype html><html lang=\"en\"><title>Errors</title></html>",
        ["text/event-stream"] = "id: 12\nevent: change\ndata: {\"version\":12}\n\n",
    };

    internal static JsonObject Write(Operation operation)
    {
        var content = new JsonObject();
        foreach (var type in operation.TakesFile)
        {
            content[type] = type == Multipart ? Part() : Whole(type);
        }

        return new JsonObject { ["required"] = true, ["content"] = content };
    }

    /// <param name="json">What the operation answers in JSON with the same status; null for nothing.</param>
    internal static JsonObject WriteAnswer(Operation operation, JsonObject? json)
    {
        var response = json?.DeepClone().AsObject()
            ?? new JsonObject
            {
                ["description"] = "The file.",
                ["headers"] = SharedParts.HeadersOfFile(operation),
                ["content"] = new JsonObject(),
            };
        foreach (var type in operation.AnswersFile)
        {
            response["content"]![type] = Whole(type);
        }

        return response;
    }

    private static JsonObject Whole(string type)
    {
        var isJson = type == "application/json";
        var media = new JsonObject
        {
            ["schema"] = isJson ? new JsonObject { ["type"] = "object" } : new JsonObject { ["type"] = "string", ["contentMediaType"] = type },
        };
        if (Examples.TryGetValue(type, out var example))
        {
            media["example"] = example.DeepClone();
        }

        return media;
    }

    private static JsonObject Part() => new()
    {
        ["schema"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["file"] = new JsonObject { ["type"] = "string", ["contentMediaType"] = "application/octet-stream" },
            },
            ["required"] = new JsonArray("file"),
        },
        ["example"] = new JsonObject { ["file"] = Examples["text/csv"].DeepClone() },
    };
}
