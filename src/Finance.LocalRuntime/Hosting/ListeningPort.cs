using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Decides which port to listen on.</summary>
internal static class ListeningPort
{
    public const int Default = 7071;

    /// <summary>The port asked for; else the default of Core Tools, or any free one (0) when that is taken.</summary>
    /// <exception cref="InvalidOperationException">What was asked for is no port.</exception>
    public static int Choose(IConfiguration configuration, int otherwise = Default)
        => RuntimeSettings.RequestedPort(configuration) ?? (IsFree(otherwise) ? otherwise : 0);

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
