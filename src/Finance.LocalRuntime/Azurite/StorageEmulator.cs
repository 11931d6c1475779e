using System.Net;

namespace Finance.LocalRuntime.Azurite;

/// <summary>A storage emulator on this machine, as a connection string names it.</summary>
internal sealed record StorageEmulator(string AccountName, string AccountKey, Uri Blob, Uri Queue, Uri Table)
{
    // Public knowledge: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite#connection-strings
    public const string DefaultAccount = "devstoreaccount1";
    public const string DefaultKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Host = "127.0.0.1";
    private const int DefaultBlobPort = 10000;
    private const int DefaultQueuePort = 10001;
    private const int DefaultTablePort = 10002;

    public string ConnectionString
        => $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};"
            + $"BlobEndpoint={Blob};QueueEndpoint={Queue};TableEndpoint={Table};";

    public static StorageEmulator OnPorts(string account, string key, int blob, int queue, int table)
        => new(account, key, Endpoint(blob, account), Endpoint(queue, account), Endpoint(table, account));

    /// <summary>Null when the connection string leads anywhere but to plain HTTP endpoints on loopback.</summary>
    public static StorageEmulator? Find(string connectionString)
    {
        var parts = Split(connectionString);
        if (parts.TryGetValue("UseDevelopmentStorage", out var use) && bool.TryParse(use, out var development) && development)
            return OnPorts(DefaultAccount, DefaultKey, DefaultBlobPort, DefaultQueuePort, DefaultTablePort);

        var account = parts.GetValueOrDefault("AccountName");
        var key = parts.GetValueOrDefault("AccountKey");
        return account is not null
            && key is not null
            && Loopback(parts, "BlobEndpoint") is { } blob
            && Loopback(parts, "QueueEndpoint") is { } queue
            && Loopback(parts, "TableEndpoint") is { } table
            ? new StorageEmulator(account, key, blob, queue, table)
            : null;
    }

    private static Uri Endpoint(int port, string account) => new($"http://{Host}:{port}/{account}");

    private static Dictionary<string, string> Split(string connectionString)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parts[part[..equals]] = part[(equals + 1)..];
        }

        return parts;
    }

    private static Uri? Loopback(Dictionary<string, string> parts, string name)
        => parts.TryGetValue(name, out var text)
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttp
            && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)))
            ? uri
            : null;
}
