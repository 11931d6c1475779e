using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Finance.LocalRuntime.Identity;

/// <summary>Decides whether a request's bearer token is of the configured tenant. A bad token is a failure, never an exception.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<BearerOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    AuthorityKeys authorities,
    IConfiguration configuration,
    IServiceProvider services)
    : AuthenticationHandler<BearerOptions>(options, loggers, encoder)
{
    private const string BearerPrefix = "Bearer ";
    private const string OnlyAlgorithm = "RS256";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0 || !header.ToString().StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (header.Count > 1)
            return AuthenticateResult.Fail("There is more than one Authorization header.");
        if (SignedToken.Parse(header.ToString()[BearerPrefix.Length..].Trim()) is not { } token)
            return AuthenticateResult.Fail("IDX14100: The token is not a well-formed JWT.");
        if (RefuseHeader(token.Header) is { } refusal)
            return AuthenticateResult.Fail(refusal);
        return await VerifyAsync(token, Text(token.Header, "kid")!);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append("WWW-Authenticate", "Bearer");
        return Task.CompletedTask;
    }

    // The algorithm is fixed before a key is looked up, so that no token can choose how it is checked
    // (https://www.rfc-editor.org/rfc/rfc8725#section-3.1).
    private static string? RefuseHeader(JsonElement header)
    {
        if (Text(header, "alg") != OnlyAlgorithm)
            return "IDX10696: The token's algorithm is not accepted.";
        if (header.TryGetProperty("crit", out _))
            return "The token's header has critical extensions, none of which is understood.";
        if (header.TryGetProperty("typ", out _)
            && !(Text(header, "typ") is { } type
                && (type.Equals("JWT", StringComparison.OrdinalIgnoreCase) || type.Equals("at+jwt", StringComparison.OrdinalIgnoreCase))))
            return "IDX10257: The token's type is not accepted.";
        return string.IsNullOrEmpty(Text(header, "kid")) ? "IDX10503: The token names no key." : null;
    }

    private async Task<AuthenticateResult> VerifyAsync(SignedToken token, string keyId)
    {
        if (await MetadataAsync(keyId) is not { } authority)
            return AuthenticateResult.Fail("IDX20803: Unable to obtain the authority's configuration.");
        if (!authority.Keys.TryGetValue(keyId, out var key))
            return AuthenticateResult.Fail("IDX10503: Signature validation failed. The key is not one of the authority's.");
        if (!key.Verifies(token))
            return AuthenticateResult.Fail("IDX10511: Signature validation failed.");
        if (token.ParseClaims() is not { } claims)
            return AuthenticateResult.Fail("IDX14100: The token is not a well-formed JWT.");
        if (TokenRules.Refuse(claims, Options, authority, key, TimeProvider.GetUtcNow()) is { } refusal)
            return AuthenticateResult.Fail(refusal);
        return AuthenticateResult.Success(new AuthenticationTicket(TokenClaims.ToPrincipal(claims, Scheme.Name), Scheme.Name));
    }

    private async Task<AuthorityMetadata?> MetadataAsync(string keyId)
    {
        if (DevelopmentIssuer.Serves(configuration))
        {
            return IPAddress.IsLoopback(Context.Connection.RemoteIpAddress ?? IPAddress.None)
                ? services.GetRequiredService<DevelopmentIssuer>().Metadata
                : null;
        }

        return await authorities.GetAsync(Options.AuthorityAddress, keyId, Context.RequestAborted);
    }

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
