using System.Text.Json.Nodes;
using Finance.Core;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.OpenApi;

/// <summary>What many operations have in common: headers, refusals, and how a caller proves who it is.</summary>
internal static class SharedParts
{
    private static readonly (string Name, int Status, string[] Codes)[] Refusals =
    [
        ("Invalid", 400, ["malformed_body", "validation_failed"]),
        ("InvalidQuery", 400, ["validation_failed"]),
        ("InvalidList", 400, ["invalid_cursor", "validation_failed"]),
        ("Unauthenticated", 401, ["invalid_token", "second_factor_required", "token_revoked", "unauthenticated"]),
        ("NotAllowed", 403, ["insufficient_scope", "not_shared", "suspended"]),
        ("NotAllowedToChange", 403, ["insufficient_scope", "not_shared", "outside_grant", "read_only_grant", "suspended"]),
        ("NotFound", 404, ["feature_disabled", "not_found", "not_registered"]),
        ("LedgerClosed", 409, ["ledger_erasing", "ledger_restoring"]),
        ("NotChanged", 409, ["conflict", "ledger_erasing", "ledger_full", "ledger_restoring"]),
        ("NotDone", 409, ["conflict", "idempotency_key_reused", "ledger_erasing", "ledger_full", "ledger_restoring"]),
        ("ChangesGone", 410, ["since_too_old"]),
        ("VersionGone", 412, ["precondition_failed"]),
        ("TooLarge", 413, ["payload_too_large"]),
        ("NotJson", 415, ["unsupported_media_type"]),
        ("TooManyRequests", 429, ["rate_limited"]),
        ("Failed", 500, ["internal_error"]),
        ("Away", 503, ["ledger_too_new", "storage_unavailable", "timed_out"]),
    ];

    /// <summary>The shared refusal that has just these codes; null where there is none.</summary>
    internal static string? Refusal(int status, IReadOnlyList<ErrorDefinition> errors) =>
        Refusals.FirstOrDefault(known => known.Status == status && known.Codes.SequenceEqual(errors.Select(error => error.Code))).Name;

    /// <summary>The headers, by their components, that an operation reads.</summary>
    internal static IEnumerable<string> HeadersOf(Operation operation)
    {
        if (!operation.IsOpen)
        {
            yield return "Ledger";
        }

        if (operation.AnswersWithETag)
        {
            yield return "IfNoneMatch";
        }

        if (operation.IsChange && operation.Verb == "POST")
        {
            yield return "IdempotencyKey";
        }

        if (operation.IsChange && (operation.Verb != "POST" || operation.Parameters.Any()))
        {
            yield return "IfMatch";
        }
    }

    internal static JsonObject HeadersOfAnswer(Operation operation, int status)
    {
        IEnumerable<string> names = operation.Verb == "DELETE" ? [] : ["ETag"];
        names = status is StatusCodes.Status201Created or StatusCodes.Status202Accepted ? names.Append("Location") : names;
        return Refer(operation.IsChange && operation.Verb == "POST" ? names.Append("Idempotency-Replayed") : names);
    }

    internal static JsonObject HeadersOfFile(Operation operation) => Refer(operation.IsOpen ? [] : ["Content-Disposition"]);

    internal static JsonObject HeadersOfRefusal(int status) => Refer(status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => ["WWW-Authenticate"],
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => ["Retry-After"],
        _ => [],
    });

    internal static JsonObject Write(TypeSchemas types, OperationWriter operations)
    {
        var responses = new JsonObject { ["NotModified"] = NotModified() };
        var writer = new ResponseWriter(types);
        foreach (var (name, status, codes) in Refusals)
        {
            responses[name] = writer.Refusal(status, [.. codes.Select(code => Errors.Catalogue.First(error => error.Code == code))]);
        }

        var schemas = new JsonObject();
        foreach (var (name, schema) in types.Components.Concat(operations.Requests).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            schemas[name] = schema.DeepClone();
        }

        return new JsonObject
        {
            ["schemas"] = schemas,
            ["responses"] = responses,
            ["parameters"] = Parameters(),
            ["headers"] = Headers(),
            ["securitySchemes"] = new JsonObject { ["bearer"] = Bearer() },
        };
    }

    private static JsonObject Refer(params IEnumerable<string> names)
    {
        var headers = new JsonObject();
        foreach (var name in names.Concat(["X-Trace-Id", "Server-Timing", "X-Storage-Calls", "RateLimit", "RateLimit-Policy"]))
        {
            headers[name] = new JsonObject { ["$ref"] = $"#/components/headers/{name}" };
        }

        return headers;
    }

    private static JsonObject NotModified() => new()
    {
        ["description"] = "The client has this answer already: `If-None-Match` names its `ETag`.",
        ["headers"] = Refer("ETag"),
    };

    private static JsonObject Bearer() => new()
    {
        ["type"] = "http",
        ["scheme"] = "bearer",
        ["bearerFormat"] = "JWT",
        ["description"] = """
            An access token of Microsoft Entra ID for this API. Clients get one by OpenID Connect with the authorization code flow and PKCE
            (`https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration`), for the scope that the deployment names. On the
            local runtime `POST /.local/token` with `{"user": "alice"}` answers one.
            """.ReplaceLineEndings("\n"),
    };

    private static JsonObject Parameters() => new()
    {
        ["Ledger"] = Header(
            "X-Ledger",
            "The id of a user who shares a ledger with the caller: the request acts on that ledger, within the grant.",
            SampleBook.ByFormat("uuid").GetValue<string>()),
        ["IfMatch"] = Header("If-Match", "The `ETag` that the caller has read, or `*`: what was changed since is refused (412).", "\"v12\""),
        ["IfNoneMatch"] = Header("If-None-Match", "The `ETag` of the answer that the client has: 304 while it holds.", "\"v12-3k9x0c7m2q1wz\""),
        ["IdempotencyKey"] = Header(
            "Idempotency-Key",
            "1 to 255 visible ASCII characters. The same request with the same key gets the first answer again for 24 hours.",
            "4f0c2a52-7d5e-4f3b-9a57-1f6f6f1d2c3b"),
    };

    private static JsonObject Headers() => new()
    {
        ["ETag"] = Header("The version of what is answered, and of how it was written.", "\"v12-3k9x0c7m2q1wz\""),
        ["Location"] = Header("Where to read what was created, or how far the work is.", "/api/accounts/7k2m9x4q1w8z"),
        ["Retry-After"] = Header("Seconds to wait before sending the request again.", 5, "integer"),
        ["WWW-Authenticate"] = Header("What a token lacks (RFC 6750).", "Bearer realm=\"finance\""),
        ["Idempotency-Replayed"] = Header("`true` where the answer is that of an earlier request with the same key.", "true"),
        ["Content-Disposition"] = Header("The name of the file.", "attachment; filename=\"transactions.csv\""),
        ["X-Trace-Id"] = Header("W3C trace id, under which the request stands in the log.", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ["Server-Timing"] = Header("Milliseconds: of the request, and of its storage calls together.", "total;dur=4.1, storage;dur=2.3"),
        ["RateLimit"] = Header("What is left of each limit (`r`), and the seconds until it is whole again (`t`).", "\"user\";r=58;t=2"),
        ["RateLimit-Policy"] = Header("Each limit: requests (`q`) in so many seconds (`w`).", "\"user\";q=60;w=60"),
        ["X-Storage-Calls"] = Header("How many storage calls the request made.", 2, "integer"),
    };

    private static JsonObject Header(string name, string description, string example) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
        ["example"] = example,
    };

    private static JsonObject Header(string description, JsonNode example, string type = "string") => new()
    {
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = type },
        ["example"] = example,
    };
}
