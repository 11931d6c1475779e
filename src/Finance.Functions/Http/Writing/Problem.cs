using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Audits;
using Finance.Core.Importing;
using Finance.Core.Transactions.Bulk;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Writing;

/// <summary>A refusal as RFC 9457 has it (https://www.rfc-editor.org/rfc/rfc9457).</summary>
/// <param name="Type">Where the code is explained: <c>/api/docs/errors#not_found</c>, relative to the address that was called.</param>
/// <param name="Errors">What is wrong, by field; only for requests that are not valid.</param>
/// <param name="Evidence">Facts a program can act on; only for codes that have some.</param>
/// <param name="TraceId">W3C trace id, under which the request stands in the log; null for a problem that is a part of an answer.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: OneOf(
        typeof(ImportEvidence),
        typeof(ImportRowFailures),
        typeof(BulkRefusal),
        typeof(BulkLimit),
        typeof(IReadOnlyList<LedgerDifference>))]
    object? Evidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId)
{
    internal static Problem Of(Error error, string? traceId) => new(
        ProblemMap.TypeOf(error.Definition),
        error.Definition.Title,
        ProblemMap.StatusOf(error.Kind),
        error.Detail,
        error.Code,
        error.Fields,
        error.Evidence,
        traceId);
}

/// <summary>The one place where kinds of errors become statuses.</summary>
internal static class ProblemMap
{
    internal static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.Internal => StatusCodes.Status500InternalServerError,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    internal static string TypeOf(ErrorDefinition definition) => $"/api/docs/errors#{definition.Code}";
}
