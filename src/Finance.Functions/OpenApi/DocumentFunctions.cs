using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.OpenApi;

/// <summary>The interface, described by itself.</summary>
public static class DocumentFunctions
{
    private static readonly Lazy<(byte[] Json, string Tag)> Document = new(() =>
    {
        var json = Encoding.UTF8.GetBytes(Resource("openapi.json"));
        return (json, ETags.Of(null, json));
    });

    private static readonly Lazy<(string Html, string Policy)> Page = new(Compose);

    /// <summary>This document.</summary>
    [Function("OpenApiDocument")]
    [OpenToAnyone]
    [Answers<JsonObject>]
    public static IResult Json([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request)
    {
        var (json, tag) = Document.Value;
        var headers = request.HttpContext.Response.Headers;
        (headers.CacheControl, headers.ETag) = ("public, max-age=300", tag);
        return ETags.IsKnown(request, tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(json, "application/json");
    }

    /// <summary>A page that shows this document and sends requests. It loads nothing from elsewhere.</summary>
    [Function("OpenApiPage")]
    [OpenToAnyone]
    [AnswersFile("text/html")]
    public static IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request)
    {
        var (html, policy) = Page.Value;
        var headers = request.HttpContext.Response.Headers;
        (headers.CacheControl, headers.ContentSecurityPolicy) = ("public, max-age=300", policy);
        return Results.Content(html, "text/html", Encoding.UTF8);
    }

    private static (string Html, string Policy) Compose()
    {
        var (style, script) = (Resource("page.css"), Resource("page.js"));
        var html = Resource("page.html")
            .Replace("{{style}}", style, StringComparison.Ordinal)
            .Replace("{{script}}", script, StringComparison.Ordinal);

        // Only what stands in the page runs, and it talks to this API alone.
        var policy = $"default-src 'none'; style-src {HashOf(style)}; script-src {HashOf(script)}; connect-src 'self'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return (html, policy);
    }

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(DocumentFunctions).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
