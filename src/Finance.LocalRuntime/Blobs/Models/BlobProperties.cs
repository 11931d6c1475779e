namespace Azure.Storage.Blobs.Models;

public class BlobProperties
{
    internal BlobProperties(Response response)
    {
        LastModified = BlobHeaders.LastModified(response);
        CreatedOn = BlobHeaders.Instant(response, "x-ms-creation-time");
        Metadata = BlobHeaders.Metadata(response);
        BlobType = BlobHeaders.BlobType(BlobHeaders.Get(response, "x-ms-blob-type"));
        ContentLength = response.Headers.ContentLengthLong ?? 0;
        ContentType = response.Headers.ContentType;
        ContentEncoding = BlobHeaders.Get(response, "Content-Encoding");
        ContentHash = BlobHeaders.Hash(response);
        ETag = response.Headers.ETag ?? default;
        AccessTier = BlobHeaders.Get(response, "x-ms-access-tier");
    }

    public DateTimeOffset LastModified { get; }

    public DateTimeOffset CreatedOn { get; }

    public IDictionary<string, string> Metadata { get; }

    public BlobType BlobType { get; }

    /// <summary>In bytes.</summary>
    public long ContentLength { get; }

    public string? ContentType { get; }

    public string? ContentEncoding { get; }

    public ETag ETag { get; }

    public byte[]? ContentHash { get; }

    public string? AccessTier { get; }
}

/// <summary>What came with a download.</summary>
public class BlobDownloadDetails
{
    internal BlobDownloadDetails(Response response)
    {
        BlobType = BlobHeaders.BlobType(BlobHeaders.Get(response, "x-ms-blob-type"));
        ContentLength = response.Headers.ContentLengthLong ?? 0;
        ContentType = response.Headers.ContentType;
        ContentEncoding = BlobHeaders.Get(response, "Content-Encoding");
        ContentHash = BlobHeaders.Hash(response);
        ContentRange = BlobHeaders.Get(response, "Content-Range");
        LastModified = BlobHeaders.LastModified(response);
        Metadata = BlobHeaders.Metadata(response);
        ETag = response.Headers.ETag ?? default;
    }

    public BlobType BlobType { get; }

    /// <summary>Of what was downloaded, in bytes: of the range, where one was asked for.</summary>
    public long ContentLength { get; }

    public string? ContentType { get; }

    public string? ContentEncoding { get; }

    public byte[]? ContentHash { get; }

    /// <summary>"bytes first-last/total" for a range.</summary>
    public string? ContentRange { get; }

    public DateTimeOffset LastModified { get; }

    public IDictionary<string, string> Metadata { get; }

    public ETag ETag { get; }
}

/// <summary>A blob, or a range of it, in memory.</summary>
public class BlobDownloadResult
{
    internal BlobDownloadResult(Response response)
    {
        Details = new BlobDownloadDetails(response);
        Content = response.Content;
    }

    public BlobDownloadDetails Details { get; }

    public BinaryData Content { get; }
}

/// <summary>A blob, or a range of it, as it comes from the network. Dispose it.</summary>
public class BlobDownloadStreamingResult : IDisposable
{
    internal BlobDownloadStreamingResult(BlobDownloadDetails details, Stream content)
    {
        Details = details;
        Content = content;
    }

    public BlobDownloadDetails Details { get; }

    public Stream Content { get; }

    public virtual void Dispose()
    {
        Content.Dispose();
        GC.SuppressFinalize(this);
    }
}
