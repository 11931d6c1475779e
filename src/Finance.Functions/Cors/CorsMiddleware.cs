using Finance.Functions.Limits;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Net.Http.Headers;

namespace Finance.Functions.Cors;

/// <summary>
/// Lets pages of allowed origins read answers, and the headers that say more than the body
/// (https://fetch.spec.whatwg.org/#http-cors-protocol). Preflights never come here: the platform answers them, from the same setting. No
/// cookies are used, so that credentials are never allowed.
/// </summary>
internal sealed class CorsMiddleware(CorsOptions options) : IFunctionsWorkerMiddleware
{
    private static readonly string Exposed = string.Join(
        ", ",
        HeaderNames.ETag,
        HeaderNames.Location,
        HeaderNames.RetryAfter,
        HeaderNames.WWWAuthenticate,
        HeaderNames.ContentDisposition,
        HeadersMiddleware.TraceIdHeader,
        Http.Writing.AnswerResult.ReplayHeader,
        RateHeaders.State,
        RateHeaders.Policy,
        CostMiddleware.TimingHeader,
        CostMiddleware.CallsHeader);

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (options.IsOpenToAny)
        {
            Allow(context.RequireHttp());
        }

        return next(context);
    }

    private void Allow(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (http.Request.Headers.Origin is [{ } origin] && options.Allows(origin))
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = Exposed;
        }
    }
}
