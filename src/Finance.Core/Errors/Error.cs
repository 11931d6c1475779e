namespace Finance.Core;

/// <summary>What kind of refusal an error is; the HTTP layer maps each to one status, in one place.</summary>
public enum ErrorKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,

    /// <summary>What was asked for was there once, and will not be again.</summary>
    Gone,
    PreconditionFailed,
    TooLarge,
    UnsupportedMediaType,
    TooManyRequests,
    Unavailable,

    /// <summary>A bug of ours: never a result, only what the outermost middleware says of an exception.</summary>
    Internal,
}

/// <summary>A named outcome that a caller can expect. <c>docs/errors.md</c> lists every one.</summary>
/// <param name="Code">Stable, machine-readable.</param>
/// <param name="Title">One line for people, the same for every occurrence.</param>
public sealed record ErrorDefinition(string Code, ErrorKind Kind, string Title);

/// <summary>One occurrence of a named outcome.</summary>
/// <param name="Detail">What happened here and the way out. Never another user's identifier, a storage text or a stack trace.</param>
/// <param name="Fields">For <c>validation_failed</c>: field → why. Fields inside others are written <c>splits[0].amount</c>.</param>
/// <param name="Evidence">Facts a program can act on, such as the readings that fit an ambiguous file.</param>
public sealed record Error(
    ErrorDefinition Definition,
    string Detail,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields = null,
    object? Evidence = null)
{
    public string Code => Definition.Code;

    public ErrorKind Kind => Definition.Kind;

    /// <summary>When sending the request again may succeed, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
