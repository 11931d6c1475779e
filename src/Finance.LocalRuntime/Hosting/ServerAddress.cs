using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Finance.LocalRuntime.Hosting;

internal static class ServerAddress
{
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    public static Uri Of(IServer server)
        => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? new Uri(address)
            : throw new InvalidOperationException("The app is not listening.");
}
