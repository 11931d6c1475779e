namespace Azure.Storage;

/// <summary>How a large upload is cut. The stand-in sends one block after the other.</summary>
public struct StorageTransferOptions : IEquatable<StorageTransferOptions>
{
    /// <summary>The longest block, in bytes; null lets the client choose.</summary>
    public long? MaximumTransferSize { get; set; }

    /// <summary>Below this many bytes an upload of known length is one request.</summary>
    public long? InitialTransferSize { get; set; }

    /// <summary>Accepted so that source written for the real client compiles.</summary>
    public int? MaximumConcurrency { get; set; }

    public static bool operator ==(StorageTransferOptions left, StorageTransferOptions right) => left.Equals(right);

    public static bool operator !=(StorageTransferOptions left, StorageTransferOptions right) => !left.Equals(right);

    public readonly bool Equals(StorageTransferOptions obj) =>
        MaximumTransferSize == obj.MaximumTransferSize
        && InitialTransferSize == obj.InitialTransferSize
        && MaximumConcurrency == obj.MaximumConcurrency;

    public override readonly bool Equals(object? obj) => obj is StorageTransferOptions other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(MaximumTransferSize, InitialTransferSize, MaximumConcurrency);
}
