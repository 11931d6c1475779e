using Finance.Core;
using Finance.Functions.Http;
using Finance.Functions.Limits;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.Functions.Middleware;

/// <summary>Limits what one user asks, from wherever; routes that cost much have a limit of their own beside it.</summary>
internal sealed class UserLimitMiddleware(RateLimitOptions options, FunctionPolicies policies, TimeProvider time)
    : IFunctionsWorkerMiddleware
{
    private readonly RateLimiter<UserId> _all = new(options.User, time);
    private readonly RateLimiter<UserId> _costly = new(options.Costly, time);

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.RequireHttp();
        return options.Enabled
            && http.Items[typeof(ApiCall)] is ApiCall call
            && (IsRefused(_all, call) ?? (policies.Of(context).IsCostly ? IsRefused(_costly, call) : null)) is { } refused
                ? Refuse(context, refused)
                : next(context);
    }

    /// <returns>Null if the request is taken.</returns>
    private static RateVerdict? IsRefused(RateLimiter<UserId> limiter, ApiCall call)
    {
        var verdict = limiter.Take(call.Caller.User);
        RateHeaders.Add(call.Request.HttpContext.Response.Headers, verdict);
        return verdict.IsTaken ? null : verdict;
    }

    private static Task Refuse(FunctionContext context, RateVerdict verdict)
    {
        context.Refuse(Errors.RateLimited(verdict.RetryAfter));
        return Task.CompletedTask;
    }
}
