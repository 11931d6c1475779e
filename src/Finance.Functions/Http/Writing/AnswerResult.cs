using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Writing;

/// <summary>Sends an answer that was rendered before.</summary>
internal sealed class AnswerResult(RenderedAnswer answer, bool isReplay = false) : IResult
{
    internal const string ReplayHeader = "Idempotency-Replayed";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (answer.ETag is { } etag)
        {
            response.Headers.ETag = etag;
            if (HttpMethods.IsGet(httpContext.Request.Method) && ETags.IsKnown(httpContext.Request, etag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Body.Length;
        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        if (isReplay)
        {
            response.Headers[ReplayHeader] = "true";
        }

        await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }
}
