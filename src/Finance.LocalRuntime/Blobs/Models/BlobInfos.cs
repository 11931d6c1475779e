namespace Azure.Storage.Blobs.Models;

/// <summary>What the service said of a blob it stored.</summary>
public class BlobContentInfo
{
    internal BlobContentInfo(Response response)
    {
        ETag = response.Headers.ETag ?? default;
        LastModified = BlobHeaders.LastModified(response);
        ContentHash = BlobHeaders.Hash(response);
        VersionId = BlobHeaders.Get(response, "x-ms-version-id");
    }

    public ETag ETag { get; }

    public DateTimeOffset LastModified { get; }

    public byte[]? ContentHash { get; }

    public string? VersionId { get; }
}

/// <summary>What the service said of a blob whose metadata changed.</summary>
public class BlobInfo
{
    internal BlobInfo(Response response)
    {
        ETag = response.Headers.ETag ?? default;
        LastModified = BlobHeaders.LastModified(response);
        VersionId = BlobHeaders.Get(response, "x-ms-version-id");
    }

    public ETag ETag { get; }

    public DateTimeOffset LastModified { get; }

    public string? VersionId { get; }
}

public class BlobContainerInfo
{
    internal BlobContainerInfo(Response response)
    {
        ETag = response.Headers.ETag ?? default;
        LastModified = BlobHeaders.LastModified(response);
    }

    public ETag ETag { get; }

    public DateTimeOffset LastModified { get; }
}
