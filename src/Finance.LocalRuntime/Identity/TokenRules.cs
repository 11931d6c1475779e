using System.Text.Json;

namespace Finance.LocalRuntime.Identity;

/// <summary>
/// What the claims of a token with a good signature must say
/// (https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens). Pure; every method answers null or why not.
/// </summary>
internal static class TokenRules
{
    private const string TenantPlaceholder = "{tenantid}";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static string? Refuse(JsonElement claims, BearerOptions options, AuthorityMetadata authority, SigningKey key, DateTimeOffset now)
        => RefuseIssuer(claims, options, authority, key)
            ?? RefuseAudience(claims, options)
            ?? RefuseLifetime(claims, now)
            ?? RefuseCapacity(claims, options);

    private static string? RefuseIssuer(JsonElement claims, BearerOptions options, AuthorityMetadata authority, SigningKey key)
    {
        var tenant = Text(claims, "tid");
        if (tenant is null || !string.Equals(tenant, TenantOf(options, authority), StringComparison.OrdinalIgnoreCase))
            return "IDX40001: The token is of another tenant.";
        var secondVersion = authority.Issuer.Replace(TenantPlaceholder, tenant, StringComparison.OrdinalIgnoreCase);
        var expected = IsFirstVersion(claims) ? $"https://sts.windows.net/{tenant}/" : secondVersion;
        if (Text(claims, "iss") != expected)
            return "IDX40001: The token is of another issuer.";
        var keyIssuer = key.Issuer?.Replace(TenantPlaceholder, tenant, StringComparison.OrdinalIgnoreCase);
        return keyIssuer is null || keyIssuer == secondVersion ? null : "IDX40001: The key signs for another issuer.";
    }

    // A tenant may be configured by one of its domain names; its metadata then tells its id.
    private static string? TenantOf(BearerOptions options, AuthorityMetadata authority)
        => Guid.TryParse(options.TenantId, out _)
            ? options.TenantId
            : Uri.TryCreate(authority.Issuer, UriKind.Absolute, out var issuer) && issuer.Segments.Length > 1
                ? issuer.Segments[1].TrimEnd('/')
                : null;

    private static string? RefuseAudience(JsonElement claims, BearerOptions options)
    {
        var accepted = options.ConfiguredAudiences is { Count: > 0 } configured
            ? configured
            : [IsFirstVersion(claims) ? $"api://{options.ClientId}" : options.ClientId!];
        return Text(claims, "aud") is { } audience && accepted.Contains(audience, StringComparer.Ordinal)
            ? null
            : "IDX10214: Audience validation failed.";
    }

    private static string? RefuseLifetime(JsonElement claims, DateTimeOffset now)
    {
        if (Seconds(claims, "exp") is not { } expires)
            return "IDX10225: Lifetime validation failed. The token is missing an Expiration Time.";
        if (claims.TryGetProperty("nbf", out _) && Seconds(claims, "nbf") is null)
            return "IDX10222: Lifetime validation failed. The token's beginning cannot be read.";
        var seconds = now.ToUnixTimeSeconds();
        var skew = (long)ClockSkew.TotalSeconds;
        if (Seconds(claims, "nbf") is { } begins && begins > seconds + skew)
            return "IDX10222: Lifetime validation failed. The token is not yet valid.";
        return expires < seconds - skew ? "IDX10223: Lifetime validation failed. The token is expired." : null;
    }

    // An ID token, for one, has neither scopes nor roles: it says who somebody is and allows nothing.
    private static string? RefuseCapacity(JsonElement claims, BearerOptions options)
        => options.AllowWebApiToBeAuthorizedByACL || Says(claims, "scp") || Says(claims, "roles")
            ? null
            : "IDW10201: Neither scope nor roles claim was found in the bearer token.";

    private static bool IsFirstVersion(JsonElement claims) => Text(claims, "ver") == "1.0";

    private static bool Says(JsonElement claims, string name)
        => claims.TryGetProperty(name, out var value)
            && (value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() > 0 : !string.IsNullOrWhiteSpace(Text(claims, name)));

    private static string? Text(JsonElement claims, string name)
        => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Seconds(JsonElement claims, string name)
        => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
            ? seconds
            : null;
}
