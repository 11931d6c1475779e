namespace Finance.Core.Webhooks;

/// <summary>Sends what webhooks are told. Implementations reach no address that <see cref="WebhookAddress"/> refuses.</summary>
public interface IWebhookSender
{
    /// <summary>Posts a message once, and waits no longer than some seconds for the answer. What goes wrong is an answer too.</summary>
    Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken);
}

/// <summary>A message as the Standard Webhooks specification has it (https://www.standardwebhooks.com).</summary>
/// <param name="Id">The same whenever this notification is sent to this webhook.</param>
/// <param name="At">Unix seconds of the attempt.</param>
/// <param name="Signature">With its version: <c>v1,…</c>.</param>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record WebhookMessage(Uri Url, string Id, long At, string Signature, ReadOnlyMemory<byte> Body);

/// <summary>What came of sending a message: an HTTP status, or the reason why there is none.</summary>
public sealed record WebhookAnswer
{
    private const int GoneStatus = 410;

    private WebhookAnswer(int? status, WebhookFault? fault) => (Status, Fault) = (status, fault);

    /// <summary>HTTP status; null where none was answered.</summary>
    public int? Status { get; }

    /// <summary>Null where it was delivered.</summary>
    public WebhookFault? Fault { get; }

    /// <summary>Nobody is there any more, and none will be.</summary>
    internal bool IsGone => Status == GoneStatus;

    public static WebhookAnswer Of(int status) => new(status, status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => WebhookFault.Redirect,
        _ => WebhookFault.Status,
    });

    public static WebhookAnswer Failed(WebhookFault why) => new(null, why);
}

/// <summary>Why an attempt failed, as far as it concerns the owner of the address.</summary>
public enum WebhookFault
{
    /// <summary>The answer was no success.</summary>
    Status,

    /// <summary>The answer led elsewhere, and is not followed.</summary>
    Redirect,

    Timeout,

    /// <summary>The host name leads nowhere.</summary>
    UnknownHost,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The certificate or the handshake is not in order.</summary>
    Tls,

    /// <summary>The answer was no HTTP.</summary>
    Protocol,

    /// <summary>The host has an address that may not be reached from here.</summary>
    Blocked,
}
