using System.Text;
using Microsoft.Extensions.Configuration;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// The name under which an app's runs are remembered in its storage account. It is the same on every start, so that a restart finds
/// what was done; two apps that share an account have assemblies of different names, or set <c>AzureFunctionsWebHost__hostid</c>.
/// </summary>
internal sealed class HostIdentity(RuntimeContext runtime, IConfiguration configuration)
{
    // https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations
    private const int MaxLength = 32;

    public string Id { get; } = configuration[RuntimeSettings.HostId] is { Length: > 0 } configured
        ? configured
        : FromName(runtime.Functions.GetName().Name ?? "app");

    private static string FromName(string name)
    {
        var id = new StringBuilder();
        foreach (var character in name.ToLowerInvariant())
            id.Append(char.IsAsciiLetterOrDigit(character) ? character : '-');
        return id.ToString(0, Math.Min(id.Length, MaxLength)).Trim('-');
    }
}
