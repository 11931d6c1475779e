using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finance.Functions.OpenApi;

namespace Finance.Functions.Tests.Contract;

/// <summary>Holds what is sent and answered over HTTP to the OpenAPI document, as the code makes it.</summary>
internal sealed class ApiContract
{
    private const string Json = "application/json";
    private const int MaxFaults = 5;
    private const string Problem = "application/problem+json";

    private readonly JsonObject _document = JsonNode.Parse(OpenApiDocument.Build(typeof(FinanceSetup).Assembly))!.AsObject();
    private readonly ContractSchemas _schemas;
    private readonly IReadOnlyList<Operation> _operations = Operation.Find(typeof(FinanceSetup).Assembly);

    private ApiContract() => _schemas = new ContractSchemas(_document);

    internal static ApiContract OfTheApp { get; } = new();

    internal JsonObject Document => _document;

    internal ContractSchemas Schemas => _schemas;

    /// <summary>What an exchange does that the document does not say, and where to say it; empty where all is said.</summary>
    /// <param name="path">As it was called, without the query.</param>
    internal IEnumerable<string> FaultsOf(string verb, string path, byte[]? request, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (Find(verb, path) is not { } operation)
        {
            // The host answers what is no route.
            return status == 404 && body.Length == 0 ? [] : [$"{verb} {path} answers {status}, and is no route of the document."];
        }

        var written = _document["paths"]![operation.Path]![verb.ToLowerInvariant()]!;
        return FaultsOf(operation, written, status, response, body)
            .Concat(status is >= 200 and < 300 && !HasFailedParts(body) ? FaultsOfRequest(operation, written, request) : [])
            .Take(MaxFaults)
            .Select(fault => $"{operation} ({operation.Name}): {fault}");
    }

    private IEnumerable<string> FaultsOf(Operation operation, JsonNode written, int status, HttpResponseMessage response, byte[] body)
    {
        var where = $"{operation.Method.DeclaringType!.Name}.{operation.Method.Name}";
        var media = response.Content.Headers.ContentType?.MediaType;
        var declared = Resolve(written["responses"]![status.ToString(CultureInfo.InvariantCulture)]);
        if (media == Problem && JsonNode.Parse(body)!["code"]!.GetValue<string>() is var code && !Codes(declared).Contains(code))
        {
            yield return $"refuses with {status} '{code}', which it does not declare: put [Refuses(\"{code}\")] on {where}.";
            yield break;
        }

        if (declared is null)
        {
            yield return $"answers {status}, which it does not declare: put [Answers<TJson>({status})] on {where}.";
            yield break;
        }

        if (response.Headers.Location is not null && declared["headers"]?["Location"] is null)
        {
            yield return $"answers Location with {status}; return Created<TJson> or Accepted<TJson> from the method that answers.";
        }

        if (body.Length == 0)
        {
            yield break;
        }

        if (media is null || declared["content"]?[media] is not { } content)
        {
            yield return $"answers {status} with '{media}', which it does not declare: put [AnswersFile(\"{media}\")] on {where}.";
        }
        else if (media is Json or Problem)
        {
            foreach (var fault in _schemas.FaultsOf(content["schema"]!, JsonElement.Parse(body)))
            {
                yield return $"answers {status} that differs from its schema at {fault} in {Begin(body)}";
            }
        }
    }

    private IEnumerable<string> FaultsOfRequest(Operation operation, JsonNode written, byte[]? request)
    {
        if (request is not { Length: > 0 } || operation.TakesFile.Count > 0)
        {
            return [];
        }

        // Every route that takes JSON takes an object without members; one that reads none says nothing of it.
        var schema = written["requestBody"]?["content"]?[Json]?["schema"]
            ?? new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        return _schemas.FaultsOf(schema, JsonElement.Parse(request))
            .Select(fault => $"took a body that differs from its schema at {fault} in {Begin(request)}");
    }

    private static string Begin(byte[] text) => Encoding.UTF8.GetString(text.AsSpan(0, Math.Min(text.Length, 2000)));

    // An answer that refuses some parts of a request was made to a request that need not be right.
    private static bool HasFailedParts(byte[] body) => body.AsSpan().IndexOf("\"status\":\"failed\""u8) >= 0;

    private JsonNode? Resolve(JsonNode? response) =>
        response?["$ref"] is { } reference ? _document["components"]!["responses"]![reference.GetValue<string>().Split('/')[^1]] : response;

    private static IEnumerable<string> Codes(JsonNode? response) =>
        response?["content"]?[Problem]?["schema"]?["allOf"]?[1]?["properties"]?["code"]?["enum"]?.AsArray().GetValues<string>() ?? [];

    // What stands in a path beats a parameter, as it does for the host.
    private Operation? Find(string verb, string path)
    {
        var parts = path.TrimEnd('/').Split('/');
        return _operations.Where(operation => operation.Verb == verb && Fits(operation.Path.Split('/'), parts))
            .OrderBy(operation => operation.Parameters.Count())
            .FirstOrDefault();
    }

    private static bool Fits(string[] pattern, string[] parts) => pattern.Length == parts.Length && pattern.Zip(parts).All(
        pair => pair.First.StartsWith('{') || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
