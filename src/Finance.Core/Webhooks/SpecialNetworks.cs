using System.Globalization;
using System.Net;

namespace Finance.Core.Webhooks;

/// <summary>From where an address can be reached.</summary>
internal enum Reach
{
    Public,

    /// <summary>From some network only: this machine, a house, a provider; or by way of a translation into such a one.</summary>
    Private,

    /// <summary>From nowhere: it names no machine.</summary>
    Unusable,
}

/// <summary>Addresses whose first bits are the same.</summary>
internal sealed class Network
{
    private readonly byte[] _first;
    private readonly int _bits;

    private Network(byte[] first, int bits, Reach reach) => (_first, _bits, Reach) = (first, bits, reach);

    internal Reach Reach { get; }

    /// <param name="network">Its first address, a slash and the number of bits.</param>
    internal static Network Of(string network, Reach reach)
    {
        var slash = network.IndexOf('/', StringComparison.Ordinal);
        return new Network(
            IPAddress.Parse(network.AsSpan(0, slash)).GetAddressBytes(),
            int.Parse(network.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture),
            reach);
    }

    /// <summary>By the bits as they are: an IPv4 address that is written as an IPv6 one is in networks of IPv6 alone.</summary>
    internal bool Holds(ReadOnlySpan<byte> address)
    {
        var (whole, rest) = Math.DivRem(_bits, 8);
        return address.Length == _first.Length
            && address[..whole].SequenceEqual(_first.AsSpan(0, whole))
            && (rest == 0 || (address[whole] ^ _first[whole]) >> (8 - rest) == 0);
    }
}

/// <summary>
/// Networks that are not the public internet, by IANA's registries of special purposes
/// (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry).
/// </summary>
internal static class SpecialNetworks
{
    internal static IReadOnlyList<Network> V4 { get; } =
    [
        Network.Of("0.0.0.0/8", Reach.Unusable), // this network
        Network.Of("10.0.0.0/8", Reach.Private),
        Network.Of("100.64.0.0/10", Reach.Private), // shared by a provider's customers
        Network.Of("127.0.0.0/8", Reach.Private), // loopback
        Network.Of("169.254.0.0/16", Reach.Private), // link-local, the cloud's metadata
        Network.Of("172.16.0.0/12", Reach.Private),
        Network.Of("192.0.0.0/24", Reach.Private), // protocol assignments
        Network.Of("192.0.2.0/24", Reach.Private), // documentation
        Network.Of("192.88.99.0/24", Reach.Private), // 6to4 relays
        Network.Of("192.168.0.0/16", Reach.Private),
        Network.Of("198.18.0.0/15", Reach.Private), // benchmarks
        Network.Of("198.51.100.0/24", Reach.Private), // documentation
        Network.Of("203.0.113.0/24", Reach.Private), // documentation
        Network.Of("224.0.0.0/4", Reach.Unusable), // multicast
        Network.Of("240.0.0.0/4", Reach.Unusable), // reserved, broadcast
    ];

    internal static IReadOnlyList<Network> V6 { get; } =
    [
        Network.Of("::1/128", Reach.Private), // loopback
        Network.Of("::ffff:0:0/96", Reach.Private), // IPv4 in IPv6
        Network.Of("64:ff9b::/96", Reach.Private), // translated to IPv4
        Network.Of("64:ff9b:1::/48", Reach.Private), // translated to IPv4
        Network.Of("2001::/23", Reach.Private), // protocol assignments, Teredo, benchmarks
        Network.Of("2001:db8::/32", Reach.Private), // documentation
        Network.Of("2002::/16", Reach.Private), // 6to4
        Network.Of("3fff::/20", Reach.Private), // documentation
        Network.Of("fc00::/7", Reach.Private), // unique local
        Network.Of("fe80::/10", Reach.Private), // link-local
        Network.Of("fec0::/10", Reach.Private), // site-local
    ];

    /// <summary>All that is given out of IPv6: https://www.iana.org/assignments/ipv6-address-space.</summary>
    internal static Network GlobalV6 { get; } = Network.Of("2000::/3", Reach.Public);
}
