using System.Globalization;

namespace Finance.Core;

/// <summary>What is refused before any feature is asked.</summary>
public static partial class Errors
{
    public const string UnauthenticatedCode = "unauthenticated";
    public const string InsufficientScopeCode = "insufficient_scope";
    public const string SecondFactorRequiredCode = "second_factor_required";

    private static readonly ErrorDefinition UnauthenticatedDefinition =
        Define(UnauthenticatedCode, ErrorKind.Unauthenticated, "A token is needed.");

    private static readonly ErrorDefinition InvalidTokenDefinition =
        Define("invalid_token", ErrorKind.Unauthenticated, "The token is not valid here.");

    private static readonly ErrorDefinition SecondFactorRequiredDefinition =
        Define(SecondFactorRequiredCode, ErrorKind.Unauthenticated, "The token proves no second factor.");

    private static readonly ErrorDefinition InsufficientScopeDefinition =
        Define(InsufficientScopeCode, ErrorKind.Forbidden, "The token does not allow the use of this API.");

    private static readonly ErrorDefinition UnsupportedMediaTypeDefinition =
        Define("unsupported_media_type", ErrorKind.UnsupportedMediaType, "The body is of a type that is not taken here.");

    private static readonly ErrorDefinition PayloadTooLargeDefinition =
        Define("payload_too_large", ErrorKind.TooLarge, "The body is too large.");

    private static readonly ErrorDefinition RateLimitedDefinition =
        Define("rate_limited", ErrorKind.TooManyRequests, "Too many requests in a short time.");

    private static readonly ErrorDefinition TooManyStreamsDefinition =
        Define("too_many_streams", ErrorKind.TooManyRequests, "Too many event streams of the user are open.");

    private static readonly ErrorDefinition TimedOutDefinition =
        Define("timed_out", ErrorKind.Unavailable, "The request took too long.");

    private static readonly ErrorDefinition InternalErrorDefinition =
        Define("internal_error", ErrorKind.Internal, "Something went wrong on our side.");

    public static Error Unauthenticated() =>
        new(UnauthenticatedDefinition, "Send 'Authorization: Bearer <access token>' with a token of Entra ID for this API.");

    public static Error InvalidToken() => new(
        InvalidTokenDefinition,
        "The token has expired, was altered, or was issued for something else. Get a new one and send the request again.");

    public static Error SecondFactorRequired() =>
        new(SecondFactorRequiredDefinition, "Sign in with a second factor: pass the claims of the WWW-Authenticate header to the sign-in.");

    /// <param name="scopes">The scopes of which the token must hold one.</param>
    public static Error InsufficientScope(IEnumerable<string> scopes) => new(
        InsufficientScopeDefinition,
        $"A token that a user gave an app for this API is needed, with the scope {string.Join(" or ", scopes)}.");

    public static Error UnsupportedMediaType(string detail) => new(UnsupportedMediaTypeDefinition, detail);

    /// <param name="limit">Bytes that are taken.</param>
    /// <param name="wayOut">What to do with a larger body, as a sentence.</param>
    public static Error PayloadTooLarge(long limit, string? wayOut = null) => new(
        PayloadTooLargeDefinition,
        string.Create(CultureInfo.InvariantCulture, $"At most {limit} bytes are taken here.") + (wayOut is null ? null : " " + wayOut));

    /// <param name="retryAfter">When the next request will be taken.</param>
    public static Error RateLimited(TimeSpan retryAfter) =>
        new(RateLimitedDefinition, "Wait as long as Retry-After says, then send the request again.") { RetryAfter = retryAfter };

    public static Error TooManyStreams(int limit) => new(
        TooManyStreamsDefinition,
        string.Create(CultureInfo.InvariantCulture, $"{limit} streams may be open at once. Close one, or share one between the pages of a browser."))
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    public static Error TimedOut() =>
        new(TimedOutDefinition, "The request was given up after the time a request may take. Ask for less at once.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    /// <summary>Says nothing of what went wrong inside: the trace id finds it in the log.</summary>
    public static Error InternalError() =>
        new(InternalErrorDefinition, "The cause has been logged under the trace_id of this answer. Sending the request again may help.");
}
