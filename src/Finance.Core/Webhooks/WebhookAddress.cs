using System.Net;
using System.Net.Sockets;

namespace Finance.Core.Webhooks;

/// <param name="AllowPrivateAddresses">Webhooks may lead anywhere, without TLS too: for development, and for networks of one's own.</param>
public sealed record WebhookOptions(bool AllowPrivateAddresses);

/// <summary>Where webhooks may lead: to the public internet, never to what only this product's own network reaches.</summary>
public static class WebhookAddress
{
    private const string Field = "url";
    private const string Localhost = "localhost";

    /// <summary>What an address must be as far as it can be told without looking its host up.</summary>
    /// <returns>Errors: <c>validation_failed</c>.</returns>
    public static Result<Uri> Read(string url, WebhookOptions options)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Host.Length == 0)
        {
            return Errors.Validation(Field, "must be an address such as https://example.com/hooks.");
        }

        if (Fault(address, options) is { } fault)
        {
            return Errors.Validation(Field, fault);
        }

        return address;
    }

    /// <summary>Whether a connection may be made to an address that a host name led to.</summary>
    public static bool IsAllowed(IPAddress address, WebhookOptions options) => ReachOf(address) switch
    {
        Reach.Public => true,
        Reach.Private => options.AllowPrivateAddresses,
        _ => false,
    };

    /// <summary>The same for an address that was taken once: the options may be others now.</summary>
    public static bool IsAllowed(Uri address, WebhookOptions options) => Fault(address, options) is null;

    private static string? Fault(Uri address, WebhookOptions options)
    {
        if (address.UserInfo.Length > 0)
        {
            return "must hold no user name or password; what is sent is signed with the secret.";
        }

        if (address.Fragment.Length > 0)
        {
            return "must hold no fragment.";
        }

        if (address.Scheme != "https" && !options.AllowPrivateAddresses)
        {
            return "must begin with https://.";
        }

        var host = address.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var literal))
        {
            return IsAllowed(literal, options) ? null : $"leads to {literal}, which is no address of the public internet.";
        }

        var isLocal = host.Equals(Localhost, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("." + Localhost, StringComparison.OrdinalIgnoreCase);
        return isLocal && !options.AllowPrivateAddresses ? "leads to this machine, which is no address of the public internet." : null;
    }

    private static Reach ReachOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        foreach (var network in isV4 ? SpecialNetworks.V4 : SpecialNetworks.V6)
        {
            if (network.Holds(bytes))
            {
                return network.Reach;
            }
        }

        return isV4 || SpecialNetworks.GlobalV6.Holds(bytes) ? Reach.Public : Reach.Unusable;
    }
}
