using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs;

/// <summary>
/// The pages of a listing (<see href="https://learn.microsoft.com/rest/api/storageservices/list-blobs"/>).
/// </summary>
internal sealed class BlobPages(
    BlobRequests requests,
    string path,
    BlobTraits traits,
    BlobStates states,
    string? prefix,
    CancellationToken cancellationToken) : StoragePages<BlobItem>(null, cancellationToken)
{
    private static readonly (BlobTraits Trait, string Name)[] TraitNames =
    [
        (BlobTraits.CopyStatus, "copy"),
        (BlobTraits.Metadata, "metadata"),
        (BlobTraits.Tags, "tags"),
        (BlobTraits.ImmutabilityPolicy, "immutabilitypolicy"),
        (BlobTraits.LegalHold, "legalhold"),
    ];

    private static readonly (BlobStates State, string Name)[] StateNames =
    [
        (BlobStates.Snapshots, "snapshots"),
        (BlobStates.Uncommitted, "uncommittedblobs"),
        (BlobStates.Deleted, "deleted"),
        (BlobStates.Version, "versions"),
        (BlobStates.DeletedWithVersions, "deletedwithversions"),
    ];

    private readonly string _include = string.Join(',', TraitNames.Where(t => traits.HasFlag(t.Trait)).Select(t => t.Name)
        .Concat(StateNames.Where(s => states.HasFlag(s.State)).Select(s => s.Name)));

    protected override async Task<Page<BlobItem>> GetPageAsync(
        string? continuationToken, int? pageSize, CancellationToken cancellationToken)
    {
        var response = await requests.ListAsync(
            path,
            [
                ("prefix", prefix),
                ("marker", continuationToken),
                ("maxresults", pageSize?.ToString(CultureInfo.InvariantCulture)),
                ("include", _include),
            ],
            cancellationToken);
        var (items, next) = Read(response.ContentStream!);
        return Page<BlobItem>.FromValues(items, next, response);
    }

    private static (List<BlobItem> Items, string? NextMarker) Read(Stream xml)
    {
        var items = new List<BlobItem>();
        string? next = null;
        using var reader = XmlReader.Create(xml);
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Blob")
                items.Add(ReadBlob((XElement)XNode.ReadFrom(reader)));
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "NextMarker")
                next = reader.ReadElementContentAsString();
            else
                reader.Read();
        }

        return (items, string.IsNullOrEmpty(next) ? null : next);
    }

    private static BlobItem ReadBlob(XElement blob)
    {
        var name = blob.Element("Name")!;

        // A name that XML cannot hold comes percent-encoded.
        var text = (bool?)name.Attribute("Encoded") == true ? Uri.UnescapeDataString(name.Value) : name.Value;
        var metadata = BlobHeaders.NewMetadata();
        foreach (var entry in blob.Element("Metadata")?.Elements() ?? [])
            metadata[entry.Name.LocalName] = entry.Value;
        return new BlobItem(text, (bool?)blob.Element("Deleted") == true, ReadProperties(blob.Element("Properties")!), metadata);
    }

    private static BlobItemProperties ReadProperties(XElement properties)
    {
        return new BlobItemProperties
        {
            LastModified = Value("Last-Modified") is { } modified ? BlobHeaders.ParseInstant(modified) : null,
            CreatedOn = Value("Creation-Time") is { } created ? BlobHeaders.ParseInstant(created) : null,
            ContentLength = Value("Content-Length") is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : null,
            ContentType = Value("Content-Type"),
            ContentEncoding = Value("Content-Encoding"),
            ContentHash = Value("Content-MD5") is { } hash ? Convert.FromBase64String(hash) : null,
            BlobType = Value("BlobType") is { } type ? BlobHeaders.BlobType(type) : null,
            ETag = Value("Etag") is { } etag ? new ETag(etag.Trim('"')) : null,
        };

        string? Value(string name) => properties.Element(name)?.Value is { Length: > 0 } value ? value : null;
    }
}
