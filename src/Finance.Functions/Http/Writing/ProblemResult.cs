using System.Globalization;
using Finance.Core;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Writing;

/// <summary>Answers a problem document with the headers that its status asks for.</summary>
/// <param name="challenge">What <c>WWW-Authenticate</c> says, where the error alone does not tell.</param>
internal sealed class ProblemResult(Error error, string traceId, string? challenge = null) : IResult
{
    // Written here, so that nothing can fail any more once the response has begun.
    private readonly byte[] _body = ApiJson.Write(Problem.Of(error, traceId));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = ProblemMap.StatusOf(error.Kind);
        response.ContentType = "application/problem+json";
        response.ContentLength = _body.Length;
        if ((challenge ?? Challenge.Of(error)) is { } wwwAuthenticate)
        {
            response.Headers.WWWAuthenticate = wwwAuthenticate;
        }

        if (error.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
