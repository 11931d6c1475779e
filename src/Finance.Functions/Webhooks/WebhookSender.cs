using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Finance.Core.Webhooks;

namespace Finance.Functions.Webhooks;

/// <summary>
/// Sends over HTTP, to public addresses only: whatever a host name leads to is looked at when the connection is made, and the connection is
/// made to that very address, so that no name can lead elsewhere in between. Redirects are not followed, proxies are not used, and answers
/// are not read beyond their head.
/// </summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    private const int DrainedBytes = 1024;
    private const int MaxHeadKilobytes = 16;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue UserAgent = new("Finance-Functions", "1.0");

    private readonly WebhookOptions _options;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpClient _http;

    public WebhookSender(WebhookOptions options)
        : this(options, Dns.GetHostAddressesAsync, TimeSpan.FromSeconds(10))
    {
    }

    /// <param name="resolve">Looks a host name up.</param>
    internal WebhookSender(WebhookOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeSpan timeout)
    {
        (_options, _resolve) = (options, resolve);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, token) => await ConnectAsync(context.DnsEndPoint, token),
            MaxResponseDrainSize = DrainedBytes,
            MaxResponseHeadersLength = MaxHeadKilobytes,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _http = new HttpClient(handler) { Timeout = timeout };
    }

    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        if (!WebhookAddress.IsAllowed(message.Url, _options))
        {
            return WebhookAnswer.Failed(WebhookFault.Blocked);
        }

        using var request = ToRequest(message);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return WebhookAnswer.Of((int)response.StatusCode);
        }
        catch (HttpRequestException failure)
        {
            return WebhookAnswer.Failed(FaultOf(failure));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookAnswer.Failed(WebhookFault.Timeout);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage ToRequest(WebhookMessage message)
    {
        var content = new ReadOnlyMemoryContent(message.Body);
        content.Headers.ContentType = Json;
        var request = new HttpRequestMessage(HttpMethod.Post, message.Url) { Content = content };
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", message.At.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", message.Signature);
        return request;
    }

    private static WebhookFault FaultOf(HttpRequestException failure) => failure switch
    {
        { InnerException: AddressRefusedException } => WebhookFault.Blocked,
        { HttpRequestError: HttpRequestError.NameResolutionError } => WebhookFault.UnknownHost,
        { HttpRequestError: HttpRequestError.SecureConnectionError } => WebhookFault.Tls,
        { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError } => WebhookFault.Protocol,
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => WebhookFault.Protocol,
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            WebhookFault.UnknownHost,
        _ => WebhookFault.Unreachable,
    };

    private async Task<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await _resolve(host.Host, cancellationToken);

        // One that may not be reached spoils the name: which of them answers is not for its owner to choose.
        if (!addresses.All(address => WebhookAddress.IsAllowed(address, _options)))
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The host has an address that may not be reached from here. It says not which: that is not for logs.</summary>
    private sealed class AddressRefusedException : IOException;
}
