using System.Security.Claims;
using Finance.LocalRuntime.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Identity.Web;

public static class MicrosoftIdentityWebApiAuthenticationBuilderExtensions
{
    /// <summary>
    /// Accepts access tokens of the Entra ID tenant that a configuration section names: <c>Instance</c>, <c>TenantId</c>, <c>ClientId</c>,
    /// and optionally <c>Authority</c>, <c>Audience</c>, <c>Audiences</c>, <c>AllowWebApiToBeAuthorizedByACL</c>.
    /// </summary>
    public static MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebApi(
        this AuthenticationBuilder builder,
        IConfiguration configuration,
        string configSectionName = "AzureAd",
        string jwtBearerScheme = "Bearer",
        bool subscribeToJwtBearerMiddlewareDiagnosticsEvents = false)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(configSectionName);
        return builder.AddMicrosoftIdentityWebApi(
            configuration.GetSection(configSectionName), jwtBearerScheme, subscribeToJwtBearerMiddlewareDiagnosticsEvents);
    }

    /// <inheritdoc cref="AddMicrosoftIdentityWebApi(AuthenticationBuilder, IConfiguration, string, string, bool)"/>
    public static MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebApi(
        this AuthenticationBuilder builder,
        IConfigurationSection configurationSection,
        string jwtBearerScheme = "Bearer",
        bool subscribeToJwtBearerMiddlewareDiagnosticsEvents = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configurationSection);
        builder.Services.TryAddSingleton<AuthorityKeys>();
        builder.AddScheme<BearerOptions, BearerHandler>(jwtBearerScheme, configurationSection.Bind);
        return new MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration(builder.Services);
    }
}

public static class MicrosoftIdentityWebApiServiceCollectionExtensions
{
    /// <summary><c>AddAuthentication</c> and <c>AddMicrosoftIdentityWebApi</c> in one.</summary>
    public static MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebApiAuthentication(
        this IServiceCollection services,
        IConfiguration configuration,
        string configSectionName = "AzureAd",
        string jwtBearerScheme = "Bearer",
        bool subscribeToJwtBearerMiddlewareDiagnosticsEvents = false)
        => services.AddAuthentication(jwtBearerScheme)
            .AddMicrosoftIdentityWebApi(configuration, configSectionName, jwtBearerScheme, subscribeToJwtBearerMiddlewareDiagnosticsEvents);
}

public class MicrosoftIdentityWebApiAuthenticationBuilder
{
    private protected MicrosoftIdentityWebApiAuthenticationBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }
}

public class MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration : MicrosoftIdentityWebApiAuthenticationBuilder
{
    internal MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration(IServiceCollection services)
        : base(services)
    {
    }
}

public static class AzureFunctionsAuthenticationHttpContextExtension
{
    /// <summary>
    /// Checks the bearer token. True: <c>HttpContext.User</c> is its owner, and there is no result. False: the result is a 401 with
    /// problem details.
    /// </summary>
    public static async Task<(bool, IActionResult?)> AuthenticateAzureFunctionAsync(this HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var result = await httpContext.AuthenticateAsync("Bearer");
        if (result.Succeeded)
        {
            httpContext.User = result.Principal;
            return (true, null);
        }

        var problem = new ProblemDetails { Title = "Authorization failed.", Detail = result.Failure?.Message };
        return (false, new UnauthorizedObjectResult(problem));
    }
}

public static class ClaimsPrincipalExtensions
{
    /// <summary>The user's id in the tenant; null without one.</summary>
    public static string? GetObjectId(this ClaimsPrincipal claimsPrincipal)
        => First(claimsPrincipal, ClaimConstants.Oid, ClaimConstants.ObjectId);

    public static string? GetTenantId(this ClaimsPrincipal claimsPrincipal)
        => First(claimsPrincipal, ClaimConstants.Tid, ClaimConstants.TenantId);

    private static string? First(ClaimsPrincipal principal, string shortName, string longName)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.FindFirstValue(shortName) ?? principal.FindFirstValue(longName);
    }
}

public static class ClaimConstants
{
    public const string Name = "name";
    public const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    public const string Oid = "oid";
    public const string PreferredUserName = "preferred_username";
    public const string TenantId = "http://schemas.microsoft.com/identity/claims/tenantid";
    public const string Tid = "tid";
    public const string Scope = "http://schemas.microsoft.com/identity/claims/scope";
    public const string Scp = "scp";
    public const string Roles = "roles";
    public const string Role = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";
    public const string Sub = "sub";
    public const string NameIdentifierId = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";
}
