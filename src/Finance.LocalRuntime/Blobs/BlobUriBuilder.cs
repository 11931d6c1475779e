using Azure.Storage.Sas;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs;

/// <summary>Takes the address of a blob or container apart and puts it together again.</summary>
public class BlobUriBuilder
{
    private readonly Uri _uri;
    private readonly bool _isPathStyle;

    public BlobUriBuilder(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        _uri = uri;
        _isPathStyle = StorageAccess.IsPathStyle(uri);
        var segments = uri.AbsolutePath.TrimStart('/').Split('/', _isPathStyle ? 3 : 2);
        var container = _isPathStyle ? 1 : 0;
        AccountName = _isPathStyle ? segments[0] : uri.Host[..uri.Host.IndexOf('.', StringComparison.Ordinal)];
        BlobContainerName = segments.Length > container ? Uri.UnescapeDataString(segments[container]) : "";
        BlobName = segments.Length > container + 1 ? Uri.UnescapeDataString(segments[container + 1]) : "";
        (Sas, Query) = BlobSasQueryParameters.Split(uri.Query);
    }

    /// <summary>Setting it changes addresses only that carry it in their path.</summary>
    public string AccountName { get; set; }

    /// <summary>Empty when the address is the service's.</summary>
    public string BlobContainerName { get; set; }

    /// <summary>Empty when the address is a container's.</summary>
    public string BlobName { get; set; }

    /// <summary>The shared access signature, or null.</summary>
    public BlobSasQueryParameters? Sas { get; set; }

    /// <summary>The rest of the query, without a question mark.</summary>
    public string Query { get; set; }

    internal Uri ServiceUri => new(ServiceAddress);

    private string ServiceAddress => _uri.GetLeftPart(UriPartial.Authority) + (_isPathStyle ? "/" + AccountName : "");

    public Uri ToUri()
    {
        var path = BlobContainerName.Length == 0 ? "" : "/" + PercentEncoding.Value(BlobContainerName);
        if (path.Length > 0 && BlobName.Length > 0)
            path += "/" + PercentEncoding.Path(BlobName);
        var query = string.Join('&', new[] { Query, Sas?.ToString() }.Where(part => !string.IsNullOrEmpty(part)));
        return new Uri(ServiceAddress + path + (query.Length > 0 ? "?" + query : ""));
    }

    public override string ToString() => ToUri().ToString();
}
