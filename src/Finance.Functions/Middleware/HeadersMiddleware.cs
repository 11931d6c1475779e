using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Middleware;

/// <summary>Headers that every answer carries, refusals included, and the trace id that ties an answer to the log.</summary>
internal sealed class HeadersMiddleware(ILogger<HeadersMiddleware> logger) : IFunctionsWorkerMiddleware
{
    internal const string TraceIdHeader = "X-Trace-Id";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var headers = context.RequireHttp().Response.Headers;
        headers[TraceIdHeader] = context.TraceId();

        // An answer is somebody's money: kept by no cache, shown in no frame, sent nowhere as a referrer, taken for nothing but what it
        // says it is.
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        using (logger.BeginScope(new Dictionary<string, object> { ["trace_id"] = context.TraceId() }))
        {
            await next(context);
        }
    }
}
