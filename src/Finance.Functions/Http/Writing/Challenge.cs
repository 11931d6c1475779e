using System.Text;
using System.Text.Json;
using Finance.Core;
using Finance.Functions.Identity;

namespace Finance.Functions.Http.Writing;

/// <summary>What <c>WWW-Authenticate</c> says (https://www.rfc-editor.org/rfc/rfc6750#section-3).</summary>
internal static class Challenge
{
    private const string Bearer = "Bearer realm=\"finance\"";

    /// <summary>The challenge that goes with an error; null where none does.</summary>
    internal static string? Of(Error error, IdentityOptions options) => (error.Kind, error.Code) switch
    {
        // A request without a token gets no error code, as the RFC asks.
        (_, Errors.UnauthenticatedCode) => Bearer,
        (_, Errors.InsufficientScopeCode) => InsufficientScope(options.Scopes),
        (_, Errors.SecondFactorRequiredCode) => InsufficientClaims(options.AuthorizationUri, options.AuthenticationContext),
        (ErrorKind.Unauthenticated, _) => $"{Bearer}, error=\"invalid_token\", error_description=\"{error.Definition.Title}\"",
        _ => null,
    };

    private static string InsufficientScope(IEnumerable<string> scopes) =>
        $"{Bearer}, error=\"insufficient_scope\", scope=\"{string.Join(' ', scopes)}\"";

    /// <summary>
    /// Asks for a token that was issued under an authentication context
    /// (https://learn.microsoft.com/entra/identity-platform/claims-challenge).
    /// </summary>
    /// <param name="authorizationUri">Where users sign in; null where that is not known.</param>
    /// <param name="context">The authentication context of the tenant that demands a second factor, such as <c>c1</c>.</param>
    private static string InsufficientClaims(string? authorizationUri, string context)
    {
        var claims = JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["access_token"] = new Dictionary<string, object>
                {
                    ["acrs"] = new Dictionary<string, object> { ["essential"] = true, ["value"] = context },
                },
            });
        var uri = authorizationUri is null ? "" : $", authorization_uri=\"{authorizationUri}\"";
        return $"{Bearer}{uri}, error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"";
    }
}
