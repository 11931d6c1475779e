using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finance.LocalRuntime.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.LocalRuntime.Hosting;

/// <summary>What the local runtime adds to an app under <c>/.local</c>, for callers on this machine only.</summary>
internal sealed class LocalEndpoints(IConfiguration configuration, IServiceProvider services)
{
    private const string Root = "/.local";
    private const int MaxNameLength = 128;
    private const int MaxMinutes = 60 * 24 * 366;
    private const int MaxBodyBytes = 16_384;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static bool Owns(HttpContext http) => http.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal);

    public async Task InvokeAsync(HttpContext http)
    {
        var result = IsFromThisMachine(http) ? await AnswerAsync(http) : TypedResults.StatusCode(StatusCodes.Status404NotFound);
        await result.ExecuteAsync(http);
    }

    private Task<IResult> AnswerAsync(HttpContext http)
    {
        http.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out var rest);
        return (http.Request.Method, rest.Value?.Split('/')) switch
        {
            ("POST", ["", "token"]) when DevelopmentIssuer.Serves(configuration) => IssueTokenAsync(http),
            ("GET", ["", ".well-known", "openid-configuration"]) when DevelopmentIssuer.Serves(configuration)
                => Json200(DevelopmentIssuer.Configuration($"{http.Request.Scheme}://{http.Request.Host}")),
            ("GET", ["", "keys"]) when DevelopmentIssuer.Serves(configuration) => Json200(Issuer.Keys()),
            ("POST", ["", "timers", var function, "run"]) => RunTimerAsync(http, function),
            _ => Task.FromResult<IResult>(TypedResults.StatusCode(StatusCodes.Status404NotFound)),
        };
    }

    private DevelopmentIssuer Issuer => services.GetRequiredService<DevelopmentIssuer>();

    private async Task<IResult> IssueTokenAsync(HttpContext http)
    {
        if (await ReadAsync<TokenRequest>(http) is not { } asked)
            return Refused("The body is not a JSON object of user, roles, minutes and mfa.");
        if (string.IsNullOrWhiteSpace(asked.User) || asked.User.Length > MaxNameLength || asked.User.Any(char.IsControl))
            return Refused($"'user' is a name of 1 to {MaxNameLength} characters.");
        if (Math.Abs(asked.Minutes) > MaxMinutes)
            return Refused($"'minutes' lies between -{MaxMinutes} and {MaxMinutes}; negative for a token that is expired already.");
        var token = Issuer.Issue(asked.User, asked.Roles ?? [], TimeSpan.FromMinutes(asked.Minutes), asked.Mfa);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new TokenResponse(token, DevelopmentIssuer.UserIdOf(asked.User)), Json);
    }

    private async Task<IResult> RunTimerAsync(HttpContext http, string function)
    {
        DateTimeOffset? at = null;
        if (http.Request.Query.TryGetValue("at", out var text))
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                return Refused("'at' is an instant such as 2027-01-31T02:00:00Z.");
            at = instant;
        }

        if (services.GetRequiredService<TriggerHost>().FindTimer(function) is not { } timer)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        return await timer.RunNowAsync(at) is { } failure
            ? TypedResults.Json(
                new RunResponse("failed", failure.GetType().Name), Json, statusCode: StatusCodes.Status500InternalServerError)
            : TypedResults.Json(new RunResponse("completed", null), Json);
    }

    // A browser that was led here by a foreign page, by a forged name for this address or through a tunnel is not this machine's user.
    private static bool IsFromThisMachine(HttpContext http)
    {
        var headers = http.Request.Headers;
        return IPAddress.IsLoopback(http.Connection.RemoteIpAddress ?? IPAddress.None)
            && IsLoopbackName($"http://{http.Request.Host}")
            && (headers.Origin.Count == 0 || IsLoopbackName(headers.Origin.ToString()))
            && !headers.ContainsKey("Forwarded")
            && !headers.ContainsKey("X-Forwarded-For");
    }

    private static bool IsLoopbackName(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static async Task<T?> ReadAsync<T>(HttpContext http)
        where T : class
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBodyBytes;
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Json, http.RequestAborted);
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static Task<IResult> Json200(object value) => Task.FromResult<IResult>(TypedResults.Json(value));

    private static JsonHttpResult<ErrorResponse> Refused(string why)
        => TypedResults.Json(new ErrorResponse(why), Json, statusCode: StatusCodes.Status400BadRequest);

    private sealed record TokenRequest(string? User, IReadOnlyList<string>? Roles, int Minutes = 60, bool Mfa = false);

    private sealed record TokenResponse(string AccessToken, Guid UserId);

    private sealed record RunResponse(string Status, string? Error);

    private sealed record ErrorResponse(string Error);
}
