namespace Finance.LocalRuntime.Hosting;

/// <summary>A blob as a listing shows it.</summary>
internal readonly record struct ListedBlob(string Name, string ETag);

/// <summary>What the runtime itself keeps in and reads from the app's storage account.</summary>
internal interface IHostStorage
{
    /// <summary>Null when the blob or its container is absent.</summary>
    Task<string?> ReadAsync(string container, string blob, CancellationToken cancellationToken);

    /// <summary>Writes a small text; the container is created when absent.</summary>
    Task WriteAsync(string container, string blob, string text, CancellationToken cancellationToken);

    /// <summary>Nothing when the container is absent.</summary>
    IAsyncEnumerable<ListedBlob> ListAsync(string container, string prefix, CancellationToken cancellationToken);

    /// <summary>Null when the blob is absent by now.</summary>
    Task<TriggeringBlob?> FindAsync(string container, string blob, CancellationToken cancellationToken);

    /// <summary>Adds a message to a queue, which is created when absent.</summary>
    Task EnqueueAsync(string queue, string message, CancellationToken cancellationToken);
}
