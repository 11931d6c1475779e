using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Finance.Functions.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace Finance.Functions.Middleware;

/// <summary>Runs a function for the owner of a valid token only, unless the function is <see cref="OpenToAnyoneAttribute"/>.</summary>
internal sealed class AuthenticationMiddleware(FunctionPolicies policies, IOptions<IdentityOptions> options) : IFunctionsWorkerMiddleware
{
    private const string BearerPrefix = "Bearer ";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.RequireHttp();
        var policy = policies.Of(context);
        if (policy.IsOpen)
        {
            await next(context);
            return;
        }

        var caller = (await AuthenticateAsync(http, context.TraceId())).Then(known => LedgerHeader.Read(http.Request, known));
        if (!caller.IsOk)
        {
            context.Refuse(caller.Error, Challenge.Of(caller.Error, options.Value));
            return;
        }

        http.Items[typeof(ApiCall)] = new ApiCall(http.Request, caller.Value, policy, options.Value, context.CancellationToken);
        await next(context);
    }

    private async Task<Result<Caller>> AuthenticateAsync(HttpContext http, string traceId)
    {
        if (!http.Request.Headers.Authorization.ToString().StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return Errors.Unauthenticated();
        }

        var (isAuthenticated, _) = await http.AuthenticateAzureFunctionAsync();
        return isAuthenticated ? Token.ReadCaller(http.User, options.Value, traceId) : Errors.InvalidToken();
    }
}
