using System.Collections.Concurrent;
using System.Net;
using Finance.LocalRuntime.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Finance.Faults.Tests.Proxy;

/// <summary>Stands between the app and Azurite, and fails as networks and services do.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly string[] OwnHeaders = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive"];

    private readonly WebApplication _server;
    private readonly HttpMessageInvoker _forward = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Dictionary<int, Uri> _services = [];
    private readonly ConcurrentDictionary<Guid, FaultPlan> _plans = new();
    private readonly ConcurrentDictionary<Fault, int> _injected = new();

    private FaultProxy(WebApplication server) => _server = server;

    /// <summary>Of the storage as the app is to see it.</summary>
    internal string ConnectionString { get; private set; } = "";

    /// <summary>Whether faults happen; switch it off to look at what they left behind.</summary>
    internal bool Enabled { get; set; }

    /// <summary>How often each fault happened.</summary>
    internal IReadOnlyDictionary<Fault, int> Injected => _injected;

    internal static async Task<FaultProxy> StartAsync(AzuriteProcess azurite)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            for (var service = 0; service < 3; service++)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        var proxy = new FaultProxy(builder.Build());
        proxy._server.Run(proxy.HandleAsync);
        await proxy._server.StartAsync();
        proxy.Connect(azurite);
        return proxy;
    }

    /// <summary>Gives the calls for a user the faults of a seed.</summary>
    internal void Plan(Guid user, int seed) => _plans[user] = new FaultPlan(seed);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _forward.Dispose();
    }

    private void Connect(AzuriteProcess azurite)
    {
        var ports = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address).Port).ToList();
        Uri[] services = [azurite.BlobEndpoint, azurite.QueueEndpoint, azurite.TableEndpoint];
        ConnectionString = azurite.ConnectionString;
        foreach (var (port, service) in ports.Zip(services))
        {
            _services[port] = service;
            ConnectionString = ConnectionString.Replace($":{service.Port}/", $":{port}/", StringComparison.Ordinal);
        }
    }

    private async Task HandleAsync(HttpContext http)
    {
        var call = await StoredCall.ReadAsync(http.Request);
        var plan = Enabled && call.User() is { } user ? _plans.GetValueOrDefault(user) : null;
        var fault = plan?.Next() ?? Fault.None;
        if ((fault == Fault.Conflict && !call.IsConditional) || (fault == Fault.EmptyPage && !call.IsQuery))
        {
            fault = Fault.Slow;
        }

        _injected.AddOrUpdate(fault, 1, static (_, count) => count + 1);
        switch (fault)
        {
            case Fault.Throttled:
                await Forged.ErrorAsync(http.Response, StatusCodes.Status429TooManyRequests, "TooManyRequests");
                break;
            case Fault.Busy:
                await Forged.ErrorAsync(http.Response, StatusCodes.Status503ServiceUnavailable, "ServerBusy");
                break;
            case Fault.FailedBefore:
                await Forged.ErrorAsync(http.Response, StatusCodes.Status500InternalServerError, "InternalError");
                break;
            case Fault.LostBefore:
                http.Abort();
                break;
            case Fault.Conflict:
                await Forged.ConflictAsync(http.Response);
                break;
            case Fault.EmptyPage:
                await Forged.EmptyPageAsync(http.Response);
                break;
            default:
                await CarryOutAsync(http, call, fault, plan);
                break;
        }
    }

    private async Task CarryOutAsync(HttpContext http, StoredCall call, Fault fault, FaultPlan? plan)
    {
        if (fault == Fault.Slow)
        {
            await Task.Delay(plan!.Delay(), http.RequestAborted);
        }

        using var request = Forward(http, call);

        // Not to be cancelled: a service carries out what it received whether or not somebody waits for it.
        using var answer = await _forward.SendAsync(request, CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync();
        switch (fault)
        {
            case Fault.FailedAfter:
                await Forged.ErrorAsync(http.Response, StatusCodes.Status500InternalServerError, "OperationTimedOut");
                break;
            case Fault.LostAfter:
                http.Abort();
                break;
            default:
                await AnswerAsync(http, answer, body, fault == Fault.CutShort);
                break;
        }
    }

    private HttpRequestMessage Forward(HttpContext http, StoredCall call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(_services[http.Connection.LocalPort], call.Target))
        {
            Content = call.Body.Length > 0 || call.Method is "PUT" or "POST" ? new ByteArrayContent(call.Body) : null,
        };
        foreach (var (name, values) in http.Request.Headers.Where(header => !OwnHeaders.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }

    private static async Task AnswerAsync(HttpContext http, HttpResponseMessage answer, byte[] body, bool isCutShort)
    {
        var response = http.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OwnHeaders.Contains(header.Key)))
        {
            response.Headers[name] = values.ToArray();
        }

        if (answer.Content.Headers.ContentLength is not null || body.Length > 0)
        {
            response.ContentLength = body.Length;
        }

        if (http.Request.Method == "HEAD")
        {
            response.ContentLength = answer.Content.Headers.ContentLength;
            return;
        }

        if (!isCutShort || body.Length < 2)
        {
            await response.Body.WriteAsync(body);
            return;
        }

        await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await response.Body.FlushAsync();
        http.Abort();
    }
}
