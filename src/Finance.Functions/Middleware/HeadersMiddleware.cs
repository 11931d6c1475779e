using Microsoft.AspNetCore.Http;
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
        var http = context.RequireHttp();
        http.Response.Headers[TraceIdHeader] = context.TraceId();
        Protect(http.Response.Headers, http.Request.IsHttps);
        using (logger.BeginScope(new Dictionary<string, object> { ["trace_id"] = context.TraceId() }))
        {
            await next(context);
        }
    }

    /// <summary>
    /// An answer is somebody's money: kept by no cache, shown in no frame, drawn into no page that may not read it, sent nowhere as a
    /// referrer, taken for nothing but what it says it is.
    /// </summary>
    internal static void Protect(IHeaderDictionary headers, bool isHttps)
    {
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (isHttps)
        {
            // A browser heeds it only there: https://www.rfc-editor.org/rfc/rfc6797#section-7.2
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
