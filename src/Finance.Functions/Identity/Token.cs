using System.Globalization;
using System.Security.Claims;
using Finance.Core;
using Finance.Core.Ledgers;
using Microsoft.Identity.Web;

namespace Finance.Functions.Identity;

/// <summary>
/// What a valid access token of Entra ID says of its owner
/// (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference). Claims come under their own names or under those of
/// the inbound claim map, depending on how the library is set up; both are read.
/// </summary>
internal static class Token
{
    private const string IssuedAt = "iat";
    private const string Methods = "amr";
    private const string MappedMethods = "http://schemas.microsoft.com/claims/authnmethodsreferences";
    private const string Contexts = "acrs";
    private const string SecondFactor = "mfa";

    /// <returns>Errors: <c>invalid_token</c>, <c>insufficient_scope</c>, <c>second_factor_required</c>.</returns>
    internal static Result<Caller> ReadCaller(ClaimsPrincipal token, IdentityOptions options, string traceId)
    {
        if (!Guid.TryParse(token.GetObjectId(), out var objectId) || objectId == Guid.Empty || IssueOf(token) is not { } issuedAt)
        {
            return Errors.InvalidToken();
        }

        // An app's own token has roles but no scope: it acts for nobody, so it has no ledger.
        var scopes = Values(token, ClaimConstants.Scp, ClaimConstants.Scope).SelectMany(scope => scope.Split(' '));
        if (!scopes.Intersect(options.Scopes, StringComparer.Ordinal).Any())
        {
            return Errors.InsufficientScope(options.Scopes);
        }

        var hasSecondFactor = Values(token, Methods, MappedMethods).Contains(SecondFactor, StringComparer.Ordinal)
            || Values(token, Contexts, Contexts).Contains(options.AuthenticationContext, StringComparer.Ordinal);
        if (options.RequireSecondFactor && !hasSecondFactor)
        {
            return Errors.SecondFactorRequired();
        }

        var roles = Values(token, ClaimConstants.Roles, ClaimConstants.Role).ToHashSet(StringComparer.Ordinal);
        return new Caller(UserId.FromObjectId(objectId), issuedAt, hasSecondFactor, roles, traceId);
    }

    private static DateTimeOffset? IssueOf(ClaimsPrincipal token) =>
        long.TryParse(token.FindFirstValue(IssuedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static IEnumerable<string> Values(ClaimsPrincipal token, string name, string mappedName) =>
        token.Claims.Where(claim => claim.Type == name || claim.Type == mappedName).Select(claim => claim.Value);
}
