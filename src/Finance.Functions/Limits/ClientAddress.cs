using System.Net;
using System.Net.Sockets;

namespace Finance.Functions.Limits;

/// <summary>Tells clients apart by what the platform says of where they are.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The common name of clients whose address the platform does not say.</summary>
    internal static string Unknown => "";

    /// <summary>
    /// The client's address, or its network where one client has a whole network (IPv6, /64). Of several the last is meant: the platform
    /// appends what it sees to what the client claims. A port is left out.
    /// </summary>
    internal static string Of(string? header)
    {
        var last = header?.Split(',')[^1].Trim();
        if (!IPAddress.TryParse(last, out var address))
        {
            if (!IPEndPoint.TryParse(last ?? "", out var endPoint))
            {
                return Unknown;
            }

            address = endPoint.Address;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
