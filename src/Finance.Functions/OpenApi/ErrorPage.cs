using System.Net;
using System.Text;
using Finance.Core;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.OpenApi;

/// <summary>What the <c>type</c> of a problem document leads to.</summary>
public static class ErrorPage
{
    private static readonly string Html = Build();

    /// <summary>A page that explains every error code, for people.</summary>
    [Function("ErrorPage")]
    [AnswersFile("text/html")]
    [OpenToAnyone]
    public static IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/errors")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Content(Html, "text/html", Encoding.UTF8);
    }

    private static string Build()
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Errors</title><h1>Errors</h1>");
        foreach (var definition in Errors.Catalogue)
        {
            html.Append("<h2 id=\"").Append(definition.Code).Append("\">").Append(definition.Code).Append("</h2><p>")
                .Append(ProblemMap.StatusOf(definition.Kind)).Append(": ").Append(WebUtility.HtmlEncode(definition.Title)).Append("</p>");
        }

        return html.Append("</html>").ToString();
    }
}
