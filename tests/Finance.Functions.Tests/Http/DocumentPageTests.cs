using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.Functions.Tests.Http;

/// <summary>The document and its page as they are served.</summary>
public sealed partial class DocumentPageTests
{
    [Fact]
    public async Task Json_Served_IsTheDocumentThatIsCheckedIn()
    {
        var (context, body) = await ServeAsync(DocumentFunctions.Json);

        Assert.Equal(200, context.Response.StatusCode);
        Assert.Equal("3.1.0", JsonNode.Parse(body)!["openapi"]!.GetValue<string>());
        Assert.True(
            body == OpenApiDocument.Build(typeof(FinanceSetup).Assembly),
            "The app serves openapi.json as it was when it was built: build again after writing it anew.");
    }

    [Fact]
    public async Task Json_KnownToTheClient_IsNotSentAgain()
    {
        var (first, _) = await ServeAsync(DocumentFunctions.Json);
        var (again, body) = await ServeAsync(DocumentFunctions.Json, first.Response.Headers.ETag.ToString());

        Assert.Equal(304, again.Response.StatusCode);
        Assert.Empty(body);
    }

    [Fact]
    public async Task Page_Served_RunsOnlyWhatStandsInItAndLoadsNothing()
    {
        var (context, html) = await ServeAsync(DocumentFunctions.Show);

        var policy = context.Response.Headers.ContentSecurityPolicy.ToString();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{HashOf(Style().Match(html).Groups["text"].Value)}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{HashOf(Script().Match(html).Groups["text"].Value)}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(src|href)\s*=\s*""(https?:)?//|@import|url\(", html);
    }

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<(HttpContext Context, string Body)> ServeAsync(Func<HttpRequest, IResult> function, string? known = null)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        (context.Request.Method, context.Response.Body) = ("GET", body);
        context.Request.Headers.IfNoneMatch = known;
        await function(context.Request).ExecuteAsync(context);
        return (context, Encoding.UTF8.GetString(body.ToArray()));
    }

    [GeneratedRegex("<style>(?<text>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
