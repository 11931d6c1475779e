using System.Net;
using System.Net.Sockets;
using Finance.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public void Build_WithARouteOfTheHost_IsRefusedAsTheHostDoes()
    {
        var builder = LocalHost.CreateBuilder(TestHost.OptionsFor<AdminFunction>()).ConfigureFunctionsWebApplication();

        var error = Assert.Throws<InvalidOperationException>(() => builder.Build());

        Assert.Contains("The specified route conflicts with one or more built in routes.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithTwoFunctionsOnOneRouteAndMethod_IsRefused()
    {
        var builder = LocalHost.CreateBuilder(TestHost.OptionsFor<TwiceFunction>()).ConfigureFunctionsWebApplication();

        var error = Assert.Throws<InvalidOperationException>(() => builder.Build());

        Assert.Contains("answer the same method", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithAParameterThatNothingFills_IsRefused()
    {
        var builder = LocalHost.CreateBuilder(TestHost.OptionsFor<UnfilledFunction>()).ConfigureFunctionsWebApplication();

        var error = Assert.Throws<InvalidOperationException>(() => builder.Build());

        Assert.Contains("nothing fills the parameter 'unknown'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithHttpFunctionsButNoWebApplication_IsRefused()
    {
        var builder = LocalHost.CreateBuilder(TestHost.OptionsFor<RouteFunctions>());

        Assert.Throws<InvalidOperationException>(() => builder.Build());
    }

    [Fact]
    public async Task StartAsync_OnAPortOfTheSettings_ListensThere()
    {
        var port = FreePort();
        await using var host = await TestHost.StartAsync<RouteFunctions>(settings: new() { ["PORT"] = $"{port}" });

        Assert.Equal(port, host.Address.Port);
        Assert.Equal(IPAddress.Loopback.ToString(), host.Address.Host);
    }

    [Fact]
    public void Port_TakenByAnother_GivesWayOnlyWhenNobodyAskedForIt()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.Equal(0, ListeningPort.Choose(new ConfigurationBuilder().Build(), port));
        Assert.Equal(port, ListeningPort.Choose(Settings(port), port));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("65536")]
    public void Port_ThatIsNone_IsRefused(string port)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("PORT", port)]).Build();

        Assert.Throws<InvalidOperationException>(() => ListeningPort.Choose(configuration));
    }

    [Fact]
    public async Task Host_CanBeStartedAndStoppedByItself()
    {
        var builder = LocalHost.CreateBuilder(TestHost.OptionsFor<RouteFunctions>()).ConfigureFunctionsWebApplication();
        using var host = builder.Build();
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = LocalHost.AddressOf(host) };
        Assert.Equal("literal", await client.GetStringAsync("/api/things/special"));

        await host.StopAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetStringAsync("/api/things/special"));
    }

    [Fact]
    public async Task Stop_LetsARunningCallFinish()
    {
        SlowFunction.Began = new TaskCompletionSource();
        var host = await TestHost.StartAsync<SlowFunction>();
        using var client = host.CreateClient();
        var call = client.GetStringAsync("/api/slow");
        await SlowFunction.Began.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await host.DisposeAsync();

        Assert.Equal("finished", await call);
    }

    [Fact]
    public async Task Authentication_IsLeftToTheAppsMiddleware()
    {
        await using var host = await TestHost.StartAsync<RouteFunctions>(builder =>
            builder.Services.AddAuthentication(options => options.AddScheme<RefusingHandler>("Bearer", null)));
        using var client = host.CreateClient();

        Assert.Equal("literal", await client.GetStringAsync("/api/things/special"));
    }

    [Fact]
    public async Task RoutePrefix_Empty_IsHonoured()
    {
        var options = new LocalHostOptions
        {
            Functions = typeof(RouteFunctions).Assembly,
            Include = type => type == typeof(RouteFunctions),
            RoutePrefix = "",
        };
        await using var host = await LocalHost.StartAsync(options, builder => builder.ConfigureFunctionsWebApplication());
        using var client = host.CreateClient();

        Assert.Equal("literal", await client.GetStringAsync("/things/special"));
    }

    [Theory]
    [InlineData(null, "https://spa.example", false)]
    [InlineData("https://spa.example", "https://spa.example", true)]
    [InlineData("https://spa.example", "https://other.example", false)]
    [InlineData("*", "https://other.example", true)]
    public async Task Preflight_IsAnsweredForListedOriginsOnly(string? origins, string origin, bool allowed)
    {
        await using var host = await TestHost.StartAsync<RouteFunctions>(settings: new() { ["Host:CORS"] = origins });
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/things/special");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");

        using var response = await client.SendAsync(request);

        Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IConfigurationRoot Settings(int port)
        => new ConfigurationBuilder().AddInMemoryCollection([new("PORT", $"{port}")]).Build();

    public sealed class AdminFunction
    {
        [Function("Search")]
        public static IResult Search([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "Administration/x")] HttpRequest request)
            => Results.Ok();
    }

    public sealed class TwiceFunction
    {
        [Function("First")]
        public static IResult First([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "same")] HttpRequest request)
            => Results.Ok();

        [Function("Second")]
        public static IResult Second([HttpTrigger(AuthorizationLevel.Anonymous, "PUT", Route = "Same")] HttpRequest request)
            => Results.Ok();
    }

    public sealed class UnfilledFunction
    {
        [Function("Unfilled")]
        public static IResult Unfilled(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{id}")] HttpRequest request, string unknown)
            => Results.Ok(unknown);
    }

    public sealed class SlowFunction
    {
        public static TaskCompletionSource Began { get; set; } = new();

        [Function("Slow")]
        public static async Task<IResult> Slow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
        {
            Began.SetResult();
            await Task.Delay(500);
            return Results.Text("finished");
        }
    }

    private sealed class RefusingHandler : IAuthenticationHandler
    {
        public Task<AuthenticateResult> AuthenticateAsync() => throw new InvalidOperationException("Nobody asked for this.");

        public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;

        public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;

        public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;
    }
}
