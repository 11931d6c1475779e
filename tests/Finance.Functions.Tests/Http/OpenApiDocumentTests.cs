using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finance.Functions.OpenApi;
using Finance.Functions.Tests.Contract;

namespace Finance.Functions.Tests.Http;

/// <summary>Holds <c>openapi.json</c> to the code, and its examples to its schemas.</summary>
public sealed class OpenApiDocumentTests
{
    private const string Rewrite = "UPDATE_OPENAPI";

    private static readonly string[] Binary =
    [
        "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream", "image/jpeg",
        "image/png", "image/webp",
    ];

    private static readonly IReadOnlyList<(string Name, JsonObject Written)> Operations =
    [
        .. from path in ApiContract.OfTheApp.Document["paths"]!.AsObject()
           from item in path.Value!.AsObject()
           select ($"{item.Key.ToUpperInvariant()} {path.Key}", item.Value!.AsObject()),
    ];

    [Fact]
    public void Document_CheckedIn_IsWhatTheCodeSays()
    {
        var built = OpenApiDocument.Build(typeof(FinanceSetup).Assembly);
        if (Environment.GetEnvironmentVariable(Rewrite) is "1")
        {
            File.WriteAllText(DocumentPath(), built);
        }

        var lines = File.ReadAllText(DocumentPath()).Split('\n');
        var differs = built.Split('\n').Zip(lines).FirstOrDefault(pair => pair.First != pair.Second);
        Assert.True(built == string.Join('\n', lines), $"""
            openapi.json is not what the code says, first at
              the code: {differs.First}
              the file: {differs.Second}
            Write it anew, and look at what changes: {Rewrite}=1 dotnet test tests/Finance.Functions.Tests --filter OpenApiDocumentTests
            """);
    }

    [Fact]
    public void Document_Operations_AreTheRoutes() => Assert.Equal(
        AppRoutes.All.Select(route => route.ToString()).Order(StringComparer.Ordinal),
        Operations.Select(operation => operation.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Document_Examples_FitTheirSchemas()
    {
        var faults = Operations.SelectMany(
            operation => Contents(operation.Written),
            (operation, content) => (operation.Name, content.Media, content.Content, Example: content.Content["example"]))
            .Where(found => found.Example is not null && found.Media.Contains("json", StringComparison.Ordinal))
            .SelectMany(
                found => ApiContract.OfTheApp.Schemas.FaultsOf(found.Content["schema"]!, JsonElement.Parse(found.Example!.ToJsonString())),
                (found, fault) => $"{found.Name}: {fault}");

        Assert.Empty(faults);
    }

    [Fact]
    public void Document_BodiesAndAnswers_HaveExamples() => Assert.Empty(
        from operation in Operations
        from content in Contents(operation.Written)
        where content.Content["example"] is null && !Binary.Contains(content.Media)
        select $"{operation.Name} has no example of {content.Media}.");

    [Fact]
    public void Document_Parameters_AreDescribed() => Assert.Empty(
        from operation in Operations
        from parameter in operation.Written["parameters"]?.AsArray() ?? []
        where parameter!["$ref"] is null && parameter["description"] is null && parameter["schema"]!["enum"] is null
            && parameter["schema"]!["$ref"] is null
        select $"{operation.Name}: say what {parameter!["name"]} means: .Says(\"…\") on its reader.");

    [Fact]
    public void Document_NumbersInRequests_AreDescribed() => Assert.Empty(
        from schema in ApiContract.OfTheApp.Document["components"]!["schemas"]!.AsObject()
        where schema.Key.EndsWith("Request", StringComparison.Ordinal)
        from field in schema.Value!["properties"]!.AsObject()
        where field.Value!["description"] is null && field.Value["type"]?.ToJsonString().Contains("number", StringComparison.Ordinal) == true
        select $"{schema.Key}.{field.Key}: say its unit and meaning: .Says(\"…\") on its reader.");

    private static IEnumerable<(string Media, JsonObject Content)> Contents(JsonObject operation) =>
        (operation["responses"]!.AsObject().Select(response => response.Value).Append(operation["requestBody"]))
            .Select(holder => holder?["content"]?.AsObject()).OfType<JsonObject>()
            .SelectMany(content => content, (_, media) => (media.Key, media.Value!.AsObject()));

    private static string DocumentPath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "openapi.json");
}
