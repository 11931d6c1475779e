using System.Text;
using System.Text.Json;
using Finance.Core;

namespace Finance.Functions.Http.Writing;

/// <summary>What <c>WWW-Authenticate</c> says (https://www.rfc-editor.org/rfc/rfc6750#section-3).</summary>
internal static class Challenge
{
    private const string Bearer = "Bearer realm=\"finance\"";

    /// <summary>The challenge that follows from the error alone; null where there is none.</summary>
    internal static string? Of(Error error) => error.Kind switch
    {
        // A request without a token gets no error code, as the RFC asks.
        ErrorKind.Unauthenticated when error.Code == Errors.Unauthenticated().Code => Bearer,
        ErrorKind.Unauthenticated => $"{Bearer}, error=\"invalid_token\", error_description=\"{error.Definition.Title}\"",
        _ => null,
    };

    internal static string InsufficientScope(IEnumerable<string> scopes) =>
        $"{Bearer}, error=\"insufficient_scope\", scope=\"{string.Join(' ', scopes)}\"";

    /// <summary>
    /// Asks for a token that was issued under an authentication context
    /// (https://learn.microsoft.com/entra/identity-platform/claims-challenge).
    /// </summary>
    /// <param name="authorizationUri">Where users sign in; null where that is not known.</param>
    /// <param name="context">The authentication context of the tenant that demands a second factor, such as <c>c1</c>.</param>
    internal static string InsufficientClaims(string? authorizationUri, string context)
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
