using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Finance.LocalRuntime.Hosting;

/// <summary>The storage accounts that triggers name, the app's own first.</summary>
internal sealed class HostStorageAccounts(Func<string, IHostStorage> open)
{
    private readonly ConcurrentDictionary<string, IHostStorage> _accounts = new(StringComparer.OrdinalIgnoreCase);

    public HostStorageAccounts(IConfiguration configuration)
        : this(name => Open(configuration, name))
    {
    }

    public IHostStorage Default => For(null);

    public static string ConnectionString(IConfiguration configuration) => configuration[RuntimeSettings.Storage] ?? "";

    /// <param name="connection">Name of the setting with the connection string, with or without its prefix <c>AzureWebJobs</c>.</param>
    /// <exception cref="FormatException">The setting is missing.</exception>
    public IHostStorage For(string? connection)
        => _accounts.GetOrAdd(string.IsNullOrEmpty(connection) ? RuntimeSettings.Storage : connection, open);

    private static AzureHostStorage Open(IConfiguration configuration, string name)
        => (configuration[name] ?? configuration["AzureWebJobs" + name]) is { Length: > 0 } connectionString
            ? new AzureHostStorage(connectionString)
            : throw new FormatException($"The setting '{name}' is missing.");
}
