using System.Globalization;
using Finance.Core;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Writing;

/// <summary>Answers a problem document with the headers that its status asks for.</summary>
/// <param name="challenge">What <c>WWW-Authenticate</c> says; null for an error that has nothing to do with tokens.</param>
internal sealed class ProblemResult(Error error, string traceId, string? challenge) : IResult
{
    // Written here, so that nothing can fail any more once the response has begun.
    private readonly byte[] _body = ApiJson.Write(Problem.Of(error, traceId));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = ProblemMap.StatusOf(error.Kind);
        response.ContentType = "application/problem+json";
        response.ContentLength = _body.Length;
        if (challenge is not null)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        if (error.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
