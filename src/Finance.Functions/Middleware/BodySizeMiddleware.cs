using Finance.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.Functions.Middleware;

/// <summary>
/// Refuses a body that is too large before any of it is read: above its own limits the host answers 500 without a word. A body of unknown
/// length is cut by the server a little above the limit, because the server counts the framing of its chunks too.
/// </summary>
internal sealed class BodySizeMiddleware(FunctionPolicies policies) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.RequireHttp();
        var policy = policies.Of(context);
        http.Items[typeof(FunctionPolicy)] = policy;
        var server = http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature ? feature : null;
        if (http.Request.ContentLength > policy.BodyLimit)
        {
            // Nobody reads the body, but with its own limit the server would cut the connection before the client has read the answer.
            server?.MaxRequestBodySize = null;
            context.Refuse(Errors.PayloadTooLarge(policy.BodyLimit, policy.WayOut));
            return;
        }

        server?.MaxRequestBodySize = policy.BodyLimit + (policy.BodyLimit / 8);
        await next(context);
    }
}
