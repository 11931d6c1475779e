namespace Finance.Core;

/// <summary>
/// Every expected failure, one factory each. A feature adds its own in a partial file beside its code; <c>docs/errors.md</c> lists them all and a
/// test compares the two.
/// </summary>
public static partial class Errors
{
    // No initialiser: the parts of this class in other files may declare before this file's own fields are set.
    private static List<ErrorDefinition>? _definitions;

    private static readonly ErrorDefinition ValidationFailedDefinition = Define("validation_failed", ErrorKind.Invalid, "The request is not valid.");
    private static readonly ErrorDefinition MalformedBodyDefinition = Define("malformed_body", ErrorKind.Invalid, "The body is not readable.");
    private static readonly ErrorDefinition InvalidCursorDefinition = Define("invalid_cursor", ErrorKind.Invalid, "The cursor does not fit this list.");
    private static readonly ErrorDefinition NotFoundDefinition = Define("not_found", ErrorKind.NotFound, "There is nothing here.");
    private static readonly ErrorDefinition ConflictDefinition = Define("conflict", ErrorKind.Conflict, "The ledger changed at the same time.");
    private static readonly ErrorDefinition PreconditionFailedDefinition =
        Define("precondition_failed", ErrorKind.PreconditionFailed, "The resource has changed since it was read.");

    private static readonly ErrorDefinition IdempotencyKeyReusedDefinition =
        Define("idempotency_key_reused", ErrorKind.Conflict, "The idempotency key belongs to another request.");

    private static readonly ErrorDefinition NotRegisteredDefinition = Define("not_registered", ErrorKind.NotFound, "This user has no ledger yet.");
    private static readonly ErrorDefinition ForbiddenDefinition = Define("forbidden", ErrorKind.Forbidden, "This is not allowed.");
    private static readonly ErrorDefinition StorageUnavailableDefinition =
        Define("storage_unavailable", ErrorKind.Unavailable, "The storage is away for the moment.");

    /// <summary>Every definition that has been declared, by code.</summary>
    public static IReadOnlyList<ErrorDefinition> Catalogue => [.. _definitions!.OrderBy(definition => definition.Code, StringComparer.Ordinal)];

    /// <summary>The outcome that a code of our own rows names.</summary>
    internal static ErrorDefinition Named(string code) => _definitions!.First(definition => definition.Code == code);

    public static Error Validation(string field, string why) =>
        Validation(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [why] });

    public static Error Validation(IReadOnlyDictionary<string, IReadOnlyList<string>> fields) =>
        new(ValidationFailedDefinition, "See 'errors' for each field and the rule it breaks.", fields);

    public static Error MalformedBody(string detail) => new(MalformedBodyDefinition, detail);

    public static Error InvalidCursor() =>
        new(InvalidCursorDefinition, "The cursor was altered or made for other filters. Start again without a cursor.");

    /// <param name="what">The kind of thing in words: "account", "transaction".</param>
    public static Error NotFound(string what) => new(NotFoundDefinition, $"There is no such {what} in this ledger.");

    public static Error Conflict() =>
        new(ConflictDefinition, "Other changes to this ledger kept coming in between. Nothing was written; send the request again.");

    public static Error PreconditionFailed() =>
        new(PreconditionFailedDefinition, "If-Match does not hold: read the resource again, apply the change to what it says now, and send its new ETag.");

    public static Error IdempotencyKeyReused() =>
        new(IdempotencyKeyReusedDefinition, "This Idempotency-Key was used within the last 24 hours for a request with another body. Use a new key.");

    public static Error NotRegistered() => new(NotRegisteredDefinition, "Call POST /api/auth/register first.");

    public static Error Forbidden(string detail) => new(ForbiddenDefinition, detail);

    public static Error StorageUnavailable() =>
        new(StorageUnavailableDefinition, "The storage did not answer. If the request changes something, an Idempotency-Key makes sending it again safe.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    /// <summary>Declares an outcome; called once for each, by the static fields of this class.</summary>
    private static ErrorDefinition Define(string code, ErrorKind kind, string title)
    {
        var definition = new ErrorDefinition(code, kind, title);
        (_definitions ??= []).Add(definition);
        return definition;
    }
}
