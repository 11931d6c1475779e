using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Identity.Web;

namespace Finance.LocalRuntime.Tests.Identity;

/// <summary>The test app: says who calls, or answers what the authentication answers.</summary>
public sealed class WhoAmI
{
    [Function("WhoAmI")]
    public static async Task<object> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request)
    {
        var (authenticated, refusal) = await request.HttpContext.AuthenticateAzureFunctionAsync();
        if (!authenticated)
            return refusal!;
        var user = request.HttpContext.User;
        return Results.Json(new
        {
            user_id = user.GetObjectId(),
            tenant_id = user.GetTenantId(),
            admin = user.IsInRole("Admin"),
            scope = user.FindFirst(ClaimConstants.Scope)?.Value,
            amr = user.FindAll("http://schemas.microsoft.com/claims/authnmethodsreferences").Select(claim => claim.Value),
            name = user.FindFirst(ClaimConstants.Name)?.Value,
        });
    }
}
