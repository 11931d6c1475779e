using System.Text;
using System.Text.Json;
using Finance.Core;
using Finance.Functions.Http.Writing;
using Finance.Functions.Identity;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Tests.Http.Writing;

public sealed class ProblemTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private static readonly IdentityOptions Identity = new() { AuthorizationUri = "https://login.example/authorize" };

    [Fact]
    public async Task ExecuteAsync_AnyError_HasExactlyTheMembersOfTheContract()
    {
        var (response, json) = await SendAsync(Errors.NotFound("account"));

        Assert.Equal("application/problem+json", response.ContentType);
        Assert.Equal(
            $$"""{"type":"/api/docs/errors#not_found","title":"There is nothing here.","status":404,"""
            + $$""" "detail":"There is no such account in this ledger.","code":"not_found","trace_id":"{{TraceId}}"}""".TrimStart(),
            json.GetRawText());
    }

    [Fact]
    public async Task ExecuteAsync_FieldErrors_StandByField()
    {
        var (_, json) = await SendAsync(Errors.Validation("splits[0].amount", "must be above zero."));

        Assert.Equal("must be above zero.", json.GetProperty("errors").GetProperty("splits[0].amount")[0].GetString());
    }

    [Fact]
    public async Task ExecuteAsync_Evidence_IsWrittenAsTheApiWrites()
    {
        var evidence = new { DateOrders = new[] { "dmy", "mdy" }, Sum = new Money(150, Currency.Of("EUR")) };
        var error = Errors.Conflict() with { Evidence = evidence };

        var (_, json) = await SendAsync(error);

        Assert.Equal("""{"date_orders":["dmy","mdy"],"sum":1.50}""", json.GetProperty("evidence").GetRawText());
    }

    [Fact]
    public void StatusOf_EveryKind_HasOne() =>
        Assert.All(Enum.GetValues<ErrorKind>(), kind => Assert.InRange(ProblemMap.StatusOf(kind), 400, 599));

    [Fact]
    public async Task ExecuteAsync_NoToken_ChallengesWithoutAnErrorCode()
    {
        var (response, _) = await SendAsync(Errors.Unauthenticated());

        Assert.Equal((401, "Bearer realm=\"finance\""), (response.StatusCode, response.Headers.WWWAuthenticate.ToString()));
    }

    [Fact]
    public async Task ExecuteAsync_RevokedToken_ChallengesWithInvalidToken()
    {
        var (response, json) = await SendAsync(Errors.TokenRevoked());

        Assert.Equal(401, response.StatusCode);
        Assert.Contains("error=\"invalid_token\"", response.Headers.WWWAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("token_revoked", json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task ExecuteAsync_ScopeMissing_NamesTheScope()
    {
        var (response, _) = await SendAsync(Errors.InsufficientScope(Identity.Scopes));

        Assert.Equal(403, response.StatusCode);
        Assert.Equal(
            "Bearer realm=\"finance\", error=\"insufficient_scope\", scope=\"access_as_user\"",
            response.Headers.WWWAuthenticate.ToString());
    }

    [Fact]
    public async Task ExecuteAsync_TooManyOrAway_SaysWhenToComeBack()
    {
        var (tooMany, _) = await SendAsync(Errors.RateLimited(TimeSpan.FromMilliseconds(1200)));
        var (away, _) = await SendAsync(Errors.StorageUnavailable());

        Assert.Equal((429, "2"), (tooMany.StatusCode, tooMany.Headers.RetryAfter.ToString()));
        Assert.Equal((503, "5"), (away.StatusCode, away.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task ExecuteAsync_SecondFactorMissing_AsksForTheContextInBase64()
    {
        var (response, _) = await SendAsync(Errors.SecondFactorRequired());

        var challenge = response.Headers.WWWAuthenticate.ToString();

        Assert.StartsWith(
            "Bearer realm=\"finance\", authorization_uri=\"https://login.example/authorize\", error=\"insufficient_claims\", claims=\"",
            challenge,
            StringComparison.Ordinal);
        var claims = challenge[(challenge.IndexOf("claims=\"", StringComparison.Ordinal) + 8)..^1];
        Assert.Equal(
            """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""",
            Encoding.UTF8.GetString(Convert.FromBase64String(claims)));
    }

    private static async Task<(HttpResponse Response, JsonElement Json)> SendAsync(Error error)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await new ProblemResult(error, TraceId, Challenge.Of(error, Identity)).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return (http.Response, (await JsonDocument.ParseAsync(http.Response.Body)).RootElement);
    }
}
