using System.Net.Http.Headers;
using System.Reflection;
using System.Text.RegularExpressions;
using Finance.Functions.Middleware;
using Finance.Functions.Tests.Contract;
using Finance.Functions.Tests.Http;
using Finance.Functions.Tests.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Tests.App;

/// <summary>What stands before every route of the app, whatever the route does.</summary>
[Collection(AppCollection.Name)]
public sealed partial class EveryRouteTests(AppFixture app)
{
    private static readonly string[] Protective =
    [
        "X-Trace-Id", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
        "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy",
    ];

    [Fact]
    public async Task Call_WithoutAToken_Is401WithTheProtectiveHeaders()
    {
        foreach (var route in AppRoutes.All.Where(route => !route.IsOpen))
        {
            var reply = await SendAsync(route, token: null);

            Assert.True(reply.Status == 401, $"{route} answers {reply.Status} without a token.");
            AssertProtected(route, reply);
        }
    }

    [Fact]
    public async Task Call_BodyAboveTheLimit_Is413BeforeAnybodyIsAskedWhoTheyAre()
    {
        foreach (var route in AppRoutes.All)
        {
            var reply = await SendAsync(route, token: null, contentLength: 100_000_000);

            Assert.True(reply.Status == 413, $"{route} answers {reply.Status} to a body that is too large.");
            AssertProtected(route, reply);
        }
    }

    [Fact]
    public async Task Call_AnyAnswer_HasTheProtectiveHeaders()
    {
        var user = await app.RegisterAsync();
        var ending = AppRoutes.All.Where(route => route.Method == "GET" && route.Path != "/api/events");

        foreach (var route in ending)
        {
            var reply = await SendAsync(route, user.Http.DefaultRequestHeaders.Authorization!.Parameter);

            Assert.True(reply.Status is 200 or 400 or 403 or 404, $"{route} answers {reply.Status}: {reply.Body}");
            AssertProtected(route, reply);
        }
    }

    [Theory]
    [InlineData(true, "max-age=31536000")]
    [InlineData(false, "")]
    public void Protect_OverTls_AsksTheBrowserToStayThere(bool isHttps, string expected)
    {
        IHeaderDictionary headers = new HeaderDictionary();

        HeadersMiddleware.Protect(headers, isHttps);

        Assert.Equal(expected, headers.StrictTransportSecurity.ToString());
    }

    [Fact]
    public void Functions_ThatCostMuch_HaveTheLimitForIt() => Assert.Superset(
        new HashSet<string> { "Export", "Import", "ReportQuery", "Restore", "VerifyLedger", "RebuildLedger" },
        new HashSet<string>(
            from type in typeof(FinanceSetup).Assembly.GetTypes()
            from method in type.GetMethods()
            where method.IsDefined(typeof(CostlyAttribute))
            select method.GetCustomAttribute<FunctionAttribute>()!.Name));

    private static void AssertProtected(AppRoute route, Reply reply) => Assert.All(
        Protective, name => Assert.False(string.IsNullOrEmpty(reply.Header(name)), $"{route} answers {reply.Status} without {name}."));

    /// <param name="contentLength">What the request says it carries; only its headers are sent.</param>
    private async Task<Reply> SendAsync(AppRoute route, string? token, long contentLength = 0)
    {
        using var http = new HttpClient(new ContractHandler()) { BaseAddress = app.Address, Timeout = TimeSpan.FromSeconds(20) };
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), Parameter().Replace(route.Path, Guid.Empty.ToString()));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (contentLength > 0)
        {
            request.Content = new Announced(contentLength);
            request.Headers.ExpectContinue = true;
        }

        using var response = await http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    /// <summary>A body that is announced and never asked for.</summary>
    private sealed class Announced(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            throw new InvalidOperationException("The server asked for a body that it must refuse.");

        protected override bool TryComputeLength(out long announced)
        {
            announced = length;
            return true;
        }
    }
}
