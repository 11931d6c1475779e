using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Tests.Webhooks;

/// <summary>What arrived at the far side of a webhook.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>The far side of webhooks: a server on this machine that answers as a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Received> _received = new();

    private Receiver(WebApplication server) => _server = server;

    internal Uri Address => new(_server.Urls.Single());

    internal IReadOnlyList<Received> All => [.. _received];

    /// <summary>The answers to come; then 200.</summary>
    internal ConcurrentQueue<int> Answers { get; } = new();

    /// <summary>Answers instead, where a status is not enough.</summary>
    internal Func<HttpContext, Task>? Respond { get; set; }

    internal static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._server.Run(receiver.TakeAsync);
        await receiver._server.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        _received.Enqueue(new Received(context.Request.Method, context.Request.Path, headers, body.ToArray()));
        if (Respond is { } respond)
        {
            await respond(context);
            return;
        }

        context.Response.StatusCode = Answers.TryDequeue(out var status) ? status : 200;
        await context.Response.WriteAsync("Taken.");
    }
}
