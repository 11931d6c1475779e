namespace Azure.Storage.Blobs.Models;

/// <summary>A blob as a listing shows it.</summary>
public class BlobItem
{
    internal BlobItem(string name, bool deleted, BlobItemProperties properties, IDictionary<string, string> metadata)
    {
        Name = name;
        Deleted = deleted;
        Properties = properties;
        Metadata = metadata;
    }

    public string Name { get; }

    public bool Deleted { get; }

    public BlobItemProperties Properties { get; }

    /// <summary>Empty unless the listing was asked for metadata.</summary>
    public IDictionary<string, string> Metadata { get; }
}

public class BlobItemProperties
{
    internal BlobItemProperties()
    {
    }

    public DateTimeOffset? LastModified { get; internal init; }

    /// <summary>In bytes.</summary>
    public long? ContentLength { get; internal init; }

    public string? ContentType { get; internal init; }

    public string? ContentEncoding { get; internal init; }

    public byte[]? ContentHash { get; internal init; }

    public BlobType? BlobType { get; internal init; }

    public ETag? ETag { get; internal init; }

    public DateTimeOffset? CreatedOn { get; internal init; }
}
