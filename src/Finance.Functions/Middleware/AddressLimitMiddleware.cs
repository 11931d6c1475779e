using Finance.Core;
using Finance.Functions.Http;
using Finance.Functions.Limits;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.Functions.Middleware;

/// <summary>
/// Limits what comes from one address, before any token is looked at. Only where the platform in front is known to say the address; see
/// <see cref="RateLimitOptions.AddressHeader"/>.
/// </summary>
internal sealed class AddressLimitMiddleware(RateLimitOptions options, TimeProvider time) : IFunctionsWorkerMiddleware
{
    /// <summary>What a request without a valid token counts for: guessing is slow, and a forgotten token is no harm.</summary>
    private const int FailureCost = 10;

    private readonly RateLimiter<string> _limiter = new(options.Address, time);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!options.Enabled || options.AddressHeader is not { } header)
        {
            await next(context);
            return;
        }

        var http = context.RequireHttp();
        var address = ClientAddress.Of(http.Request.Headers[header]);
        var verdict = _limiter.Take(address);
        RateHeaders.Add(http.Response.Headers, verdict);
        if (!verdict.IsTaken)
        {
            context.Refuse(Errors.RateLimited(verdict.RetryAfter));
            return;
        }

        await next(context);
        if (http.Items[typeof(FunctionPolicy)] is FunctionPolicy { IsOpen: false } && http.Items[typeof(ApiCall)] is not ApiCall)
        {
            _limiter.Charge(address, FailureCost - 1);
        }
    }
}
