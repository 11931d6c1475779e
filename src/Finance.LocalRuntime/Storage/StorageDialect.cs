using Azure.Core;
using Azure.Core.Pipeline;

namespace Finance.LocalRuntime.Storage;

/// <summary>What differs between the services: protocol version, signature and the form of errors.</summary>
internal sealed record StorageDialect(string Version, Func<AccountKey, HttpPipelinePolicy> Sign, RequestFailedDetailsParser Errors)
{
    /// <summary>Blobs and queues.</summary>
    public static StorageDialect Blob { get; } = new("2025-05-05", key => new SharedKeyPolicy(key), StorageErrorParser.Instance);
}
