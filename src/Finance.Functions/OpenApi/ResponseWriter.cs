using System.Globalization;
using System.Text.Json.Nodes;
using Finance.Core;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.OpenApi;

/// <summary>Writes what an operation answers and how it refuses.</summary>
internal sealed class ResponseWriter(TypeSchemas types)
{
    private const string ProblemType = "application/problem+json";

    internal JsonObject Write(Operation operation, JsonObject? request)
    {
        var responses = new JsonObject();
        foreach (var answers in operation.Answers.GroupBy(answer => answer.Status).OrderBy(answers => answers.Key))
        {
            responses[Text(answers.Key)] = Answer(operation, answers.Key, [.. answers.Select(answer => answer.Json)], request);
        }

        if (operation.AnswersFile.Count > 0)
        {
            responses["200"] = FileBodies.WriteAnswer(operation, responses["200"]?.AsObject());
        }

        if (operation.AnswersWithETag)
        {
            responses["304"] = new JsonObject { ["$ref"] = "#/components/responses/NotModified" };
        }

        foreach (var refusals in CommonRefusals.Of(operation).GroupBy(error => ProblemMap.StatusOf(error.Kind)).OrderBy(group => group.Key))
        {
            responses[Text(refusals.Key)] = SharedParts.Refusal(refusals.Key, [.. refusals]) is { } shared
                ? new JsonObject { ["$ref"] = $"#/components/responses/{shared}" }
                : Refusal(refusals.Key, [.. refusals]);
        }

        return responses;
    }

    internal JsonObject Refusal(int status, IReadOnlyList<ErrorDefinition> errors)
    {
        var codes = new JsonArray([.. errors.Select(error => (JsonNode)error.Code)]);
        var response = new JsonObject
        {
            ["description"] = string.Join('\n', errors.Select(error => $"- [`{error.Code}`]({ProblemMap.TypeOf(error)}): {error.Title}")),
            ["headers"] = SharedParts.HeadersOfRefusal(status),
            ["content"] = new JsonObject
            {
                [ProblemType] = new JsonObject
                {
                    ["schema"] = new JsonObject
                    {
                        ["allOf"] = new JsonArray(
                            types.Of(typeof(Problem)),
                            new JsonObject
                            {
                                ["type"] = "object",
                                ["properties"] = new JsonObject
                                {
                                    ["status"] = new JsonObject { ["const"] = status },
                                    ["code"] = new JsonObject { ["enum"] = codes },
                                },
                            }),
                    },
                    ["example"] = Example(status, errors[0]),
                },
            },
        };
        return response;
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Example(int status, ErrorDefinition error)
    {
        var example = new JsonObject
        {
            ["type"] = ProblemMap.TypeOf(error),
            ["title"] = error.Title,
            ["status"] = status,
            ["detail"] = error.Title,
            ["code"] = error.Code,
        };
        if (error.Code == "validation_failed")
        {
            example["errors"] = new JsonObject { ["amount"] = new JsonArray("is required.") };
        }

        example["trace_id"] = "4bf92f3577b34da6a3ce929d0e0e4736";
        return example;
    }

    private JsonObject Answer(Operation operation, int status, IReadOnlyList<Type> shapes, JsonObject? request)
    {
        var schemas = shapes.Select(types.Of).ToList();
        var schema = schemas.Count == 1 ? schemas[0] : new JsonObject { ["anyOf"] = new JsonArray([.. schemas]) };
        return new JsonObject
        {
            ["description"] = status switch
            {
                StatusCodes.Status201Created => "Created.",
                StatusCodes.Status202Accepted => "Taken; `Location` tells how far it is.",
                _ => operation.IsChange ? "Done." : "Found.",
            },
            ["headers"] = SharedParts.HeadersOfAnswer(operation, status),
            ["content"] = new JsonObject
            {
                ["application/json"] = new JsonObject
                {
                    ["schema"] = schema,
                    ["example"] = new Samples(types.Components).Of(schema, echoed: request),
                },
            },
        };
    }
}
