using Azure.Core;

namespace Azure.Storage.Blobs;

/// <summary>Transport, retries and diagnostics of a blob client.</summary>
public class BlobClientOptions : ClientOptions
{
    public BlobClientOptions(ServiceVersion version = ServiceVersion.V2025_05_05)
    {
        if (version != ServiceVersion.V2025_05_05)
            throw new ArgumentOutOfRangeException(nameof(version));
        Version = version;
    }

    public enum ServiceVersion
    {
        V2025_05_05 = 26,
    }

    public ServiceVersion Version { get; }
}
