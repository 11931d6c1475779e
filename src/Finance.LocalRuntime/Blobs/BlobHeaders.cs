using System.Globalization;
using Azure.Core;
using Azure.Storage.Blobs.Models;

namespace Azure.Storage.Blobs;

/// <summary>Reads and writes the headers of the blob service's protocol.</summary>
internal static class BlobHeaders
{
    private const string MetadataPrefix = "x-ms-meta-";

    public static string? Get(Response response, string name) => response.Headers.TryGetValue(name, out var value) ? value : null;

    public static DateTimeOffset LastModified(Response response) => Instant(response, "Last-Modified");

    public static DateTimeOffset Instant(Response response, string name) =>
        Get(response, name) is { } text ? ParseInstant(text) : default;

    public static DateTimeOffset ParseInstant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static byte[]? Hash(Response response) => Get(response, "Content-MD5") is { } text ? Convert.FromBase64String(text) : null;

    public static BlobType BlobType(string? name) => name switch
    {
        "PageBlob" => Models.BlobType.Page,
        "AppendBlob" => Models.BlobType.Append,
        _ => Models.BlobType.Block,
    };

    public static Dictionary<string, string> Metadata(Response response)
    {
        var metadata = NewMetadata();
        foreach (var header in response.Headers)
        {
            if (header.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
                metadata[header.Name[MetadataPrefix.Length..]] = header.Value;
        }

        return metadata;
    }

    // Header names have no case.
    public static Dictionary<string, string> NewMetadata() => new(StringComparer.OrdinalIgnoreCase);

    public static void Add(Request request, BlobRequestConditions? conditions)
    {
        if (conditions is null)
            return;
        AddIfSet(request, "If-Match", conditions.IfMatch?.ToString("H"));
        AddIfSet(request, "If-None-Match", conditions.IfNoneMatch?.ToString("H"));
        AddIfSet(request, "If-Modified-Since", conditions.IfModifiedSince?.ToString("R", CultureInfo.InvariantCulture));
        AddIfSet(request, "If-Unmodified-Since", conditions.IfUnmodifiedSince?.ToString("R", CultureInfo.InvariantCulture));
        AddIfSet(request, "x-ms-if-tags", conditions.TagConditions);
        AddIfSet(request, "x-ms-lease-id", conditions.LeaseId);
    }

    public static void Add(Request request, IDictionary<string, string>? metadata)
    {
        foreach (var (name, value) in metadata ?? NewMetadata())
            request.Headers.Add(MetadataPrefix + name, value);
    }

    public static void Add(Request request, BlobHttpHeaders? headers)
    {
        AddIfSet(request, "x-ms-blob-content-type", headers?.ContentType);
        AddIfSet(request, "x-ms-blob-content-encoding", headers?.ContentEncoding);
        AddIfSet(request, "x-ms-blob-content-language", headers?.ContentLanguage);
        AddIfSet(request, "x-ms-blob-content-disposition", headers?.ContentDisposition);
        AddIfSet(request, "x-ms-blob-cache-control", headers?.CacheControl);
        AddIfSet(request, "x-ms-blob-content-md5", headers?.ContentHash is { } hash ? Convert.ToBase64String(hash) : null);
    }

    public static void AddIfSet(Request request, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            request.Headers.Add(name, value);
    }
}
