using Finance.LocalRuntime.Azurite;

namespace Finance.LocalRuntime.Storage;

/// <summary>
/// The parts of a storage connection string
/// (<see href="https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string"/>).
/// </summary>
internal sealed class StorageConnectionString
{
    private readonly Dictionary<string, string> _settings;
    private readonly string? _developmentHost;

    private StorageConnectionString(Dictionary<string, string> settings)
    {
        _settings = settings;
        if (string.Equals(Setting("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
        {
            _developmentHost = (Setting("DevelopmentStorageProxyUri") ?? "http://127.0.0.1").TrimEnd('/');
            Key = new AccountKey(StorageEmulator.DefaultAccount, StorageEmulator.DefaultKey);
        }
        else if (Setting("AccountName") is { } name && Setting("AccountKey") is { } key)
        {
            Key = new AccountKey(name, key);
        }

        SharedAccessSignature = Setting("SharedAccessSignature")?.TrimStart('?');
    }

    /// <summary>Null when the string grants access by a shared access signature instead.</summary>
    public AccountKey? Key { get; }

    /// <summary>The signature's query without its question mark.</summary>
    public string? SharedAccessSignature { get; }

    public Uri BlobEndpoint => Endpoint("blob", "BlobEndpoint", 10000);

    public Uri QueueEndpoint => Endpoint("queue", "QueueEndpoint", 10001);

    public Uri TableEndpoint => Endpoint("table", "TableEndpoint", 10002);

    /// <exception cref="FormatException">It is not a storage connection string. The message repeats no value: they are secrets.</exception>
    public static StorageConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("Settings of a storage connection string must be of the form \"name=value\".");
            if (!settings.TryAdd(setting[..equals].Trim(), setting[(equals + 1)..].Trim()))
                throw new FormatException($"The storage connection string names the setting {setting[..equals].Trim()} twice.");
        }

        var parsed = new StorageConnectionString(settings);
        if (parsed.Key is null && parsed.SharedAccessSignature is null)
        {
            throw new FormatException("No valid combination of account information found: a storage connection string needs "
                + "UseDevelopmentStorage=true, or AccountName and AccountKey, or SharedAccessSignature.");
        }

        return parsed;
    }

    private string? Setting(string name) => _settings.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private Uri Endpoint(string service, string settingName, int developmentPort)
    {
        if (_developmentHost is not null)
            return new Uri($"{_developmentHost}:{developmentPort}/{StorageEmulator.DefaultAccount}");
        if (Setting(settingName) is { } endpoint)
            return new Uri(endpoint);
        if (Setting("AccountName") is not { } account)
            throw new FormatException($"The storage connection string has neither {settingName} nor AccountName.");
        var scheme = Setting("DefaultEndpointsProtocol") ?? "https";
        return new Uri($"{scheme}://{account}.{service}.{Setting("EndpointSuffix") ?? "core.windows.net"}");
    }
}
