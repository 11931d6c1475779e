using System.Security.Claims;
using System.Text.Json;

namespace Finance.LocalRuntime.Identity;

/// <summary>
/// Makes claims of a token under the names that Microsoft.Identity.Web gives them: the inbound claim map of Microsoft.IdentityModel,
/// as far as tokens of Entra ID have such claims
/// (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
/// </summary>
internal static class TokenClaims
{
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["acr"] = "http://schemas.microsoft.com/claims/authnclassreference",
        ["amr"] = "http://schemas.microsoft.com/claims/authnmethodsreferences",
        ["email"] = ClaimTypes.Email,
        ["family_name"] = ClaimTypes.Surname,
        ["given_name"] = ClaimTypes.GivenName,
        ["idp"] = "http://schemas.microsoft.com/identity/claims/identityprovider",
        ["oid"] = "http://schemas.microsoft.com/identity/claims/objectidentifier",
        ["roles"] = ClaimTypes.Role,
        ["scp"] = "http://schemas.microsoft.com/identity/claims/scope",
        ["sub"] = ClaimTypes.NameIdentifier,
        ["tid"] = "http://schemas.microsoft.com/identity/claims/tenantid",
        ["unique_name"] = ClaimTypes.Name,
        ["upn"] = ClaimTypes.Upn,
    };

    public static ClaimsPrincipal ToPrincipal(JsonElement claims, string scheme)
    {
        var issuer = claims.GetProperty("iss").GetString()!;
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        foreach (var claim in claims.EnumerateObject())
        {
            var type = Renamed.GetValueOrDefault(claim.Name, claim.Name);
            JsonElement[] values = claim.Value.ValueKind == JsonValueKind.Array ? [.. claim.Value.EnumerateArray()] : [claim.Value];
            foreach (var value in values)
                identity.AddClaim(ToClaim(type, value, issuer));
        }

        return new ClaimsPrincipal(identity);
    }

    private static Claim ToClaim(string type, JsonElement value, string issuer) => value.ValueKind switch
    {
        JsonValueKind.String => new(type, value.GetString()!, ClaimValueTypes.String, issuer),
        JsonValueKind.Number when value.TryGetInt64(out _) => new(type, value.GetRawText(), ClaimValueTypes.Integer64, issuer),
        JsonValueKind.True or JsonValueKind.False => new(type, value.GetRawText(), ClaimValueTypes.Boolean, issuer),
        _ => new(type, value.GetRawText(), "JSON", issuer),
    };
}
