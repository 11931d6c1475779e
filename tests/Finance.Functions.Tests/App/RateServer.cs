using System.Collections.Concurrent;
using Finance.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Tests.App;

/// <summary>A server on loopback with files as the European Central Bank publishes them.</summary>
internal sealed class RateServer : IAsyncDisposable
{
    internal const string Latest = "eurofxref-daily.xml";
    internal const string Recent = "eurofxref-hist-90d.xml";
    internal const string History = "eurofxref-hist.xml";

    private readonly WebApplication _server;

    private RateServer(WebApplication server) => _server = server;

    /// <summary>What is served by name; anything else is 404.</summary>
    internal ConcurrentDictionary<string, string> Files { get; } = new();

    internal ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Whether every request is answered with 503.</summary>
    internal bool IsAway { get; set; }

    internal Uri Address => new(new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/rates/");

    internal static async Task<RateServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new RateServer(app);
        app.MapGet("/rates/{name}", (string name) => server.Answer(name));
        await app.StartAsync();
        return server;
    }

    /// <summary>Serves some days, newest first, in all three files.</summary>
    internal void Publish(params (string Day, string Rates)[] days)
    {
        Files[History] = EcbText.Of(days);
        Files[Recent] = EcbText.Of(days);
        Files[Latest] = EcbText.Of(days[0]);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IResult Answer(string name)
    {
        Asked.Enqueue(name);
        return IsAway ? Results.StatusCode(503)
            : Files.TryGetValue(name, out var file) ? Results.Text(file, "text/xml")
            : Results.NotFound();
    }
}
