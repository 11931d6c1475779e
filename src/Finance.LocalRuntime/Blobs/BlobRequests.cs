using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs;

/// <summary>
/// The requests of the blob service's protocol
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api"/>), their answers checked.
/// Paths are percent-encoded and begin with a slash.
/// </summary>
internal sealed class BlobRequests(StorageAccess access)
{
    private const string ContainerQuery = "restype=container";

    public StorageAccess Access => access;

    /// <summary>Creates a container, or learns that it is there (409).</summary>
    public async Task<Response> CreateContainerAsync(
        string path, PublicAccessType publicAccess, IDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        using var message = access.CreateMessage(RequestMethod.Put, path, ContainerQuery);
        BlobHeaders.AddIfSet(message.Request, "x-ms-blob-public-access", publicAccess switch
        {
            PublicAccessType.BlobContainer => "container",
            PublicAccessType.Blob => "blob",
            _ => null,
        });
        BlobHeaders.Add(message.Request, metadata);
        var response = await SendAsync(message, cancellationToken);
        return response.Status == 201 || StorageErrorParser.CodeOf(response) == "ContainerAlreadyExists"
            ? response
            : throw new RequestFailedException(response);
    }

    public Task<Response> DeleteContainerAsync(string path, BlobRequestConditions? conditions, CancellationToken cancellationToken) =>
        DeleteAsync(path, ContainerQuery, DeleteSnapshotsOption.None, conditions, cancellationToken);

    public Task<Response> DeleteBlobAsync(
        string path, DeleteSnapshotsOption snapshots, BlobRequestConditions? conditions, CancellationToken cancellationToken) =>
        DeleteAsync(path, null, snapshots, conditions, cancellationToken);

    /// <param name="path">Of a blob, or of a container.</param>
    /// <param name="isContainer">Which of them.</param>
    /// <param name="conditions">Conditions, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Response> HeadAsync(
        string path, bool isContainer, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var message = access.CreateMessage(RequestMethod.Head, path, isContainer ? ContainerQuery : null);
        BlobHeaders.Add(message.Request, conditions);
        return await SendAsync(message, cancellationToken);
    }

    public async Task<Response> ListAsync(
        string path, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancellationToken)
    {
        var query = new StringBuilder(ContainerQuery + "&comp=list");
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
                query.Append('&').Append(name).Append('=').Append(PercentEncoding.Value(value));
        }

        using var message = access.CreateMessage(RequestMethod.Get, path, query.ToString());
        return Require(await SendAsync(message, cancellationToken), 200);
    }

    public async Task<Response> PutBlobAsync(
        string path, RequestContent content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        using var message = access.CreateMessage(RequestMethod.Put, path);
        message.Request.Headers.Add("x-ms-blob-type", "BlockBlob");
        AddDescription(message.Request, options);
        SetContent(message.Request, content, "application/octet-stream");
        return Require(await SendAsync(message, cancellationToken), 201);
    }

    public async Task PutBlockAsync(
        string path, string blockId, RequestContent content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        using var message = access.CreateMessage(RequestMethod.Put, path, "comp=block&blockid=" + PercentEncoding.Value(blockId));
        BlobHeaders.AddIfSet(message.Request, "x-ms-lease-id", options.Conditions?.LeaseId);
        SetContent(message.Request, content, "application/octet-stream");
        Require(await SendAsync(message, cancellationToken), 201);
    }

    public async Task<Response> PutBlockListAsync(
        string path, IEnumerable<string> blockIds, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        foreach (var id in blockIds)
            list.Append("<Latest>").Append(id).Append("</Latest>");
        list.Append("</BlockList>");

        using var message = access.CreateMessage(RequestMethod.Put, path, "comp=blocklist");
        AddDescription(message.Request, options);
        SetContent(message.Request, RequestContent.Create(list.ToString()), "application/xml");
        return Require(await SendAsync(message, cancellationToken), 201);
    }

    /// <summary>Reads a blob or a range of it whole, into memory; see <see cref="BodyBufferPolicy.Take"/>.</summary>
    public async Task<T> GetAsync<T>(
        string path, HttpRange range, BlobRequestConditions? conditions, Func<Response, T> read, CancellationToken cancellationToken)
    {
        using var message = CreateGet(path, range, conditions);
        return read(Require(await SendAsync(message, cancellationToken), 200, 206));
    }

    /// <summary>Begins to read; the body comes from the network as it is used.</summary>
    public async Task<(Response Response, Stream Body)> OpenAsync(
        string path, HttpRange range, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var message = CreateGet(path, range, conditions);
        message.BufferResponse = false;
        var response = await SendAsync(message, cancellationToken);
        if (response.Status is 200 or 206)
            return (response, message.ExtractResponseContent() ?? Stream.Null);

        // The error's text is in the body, and the body has not been read yet.
        await using (var stream = response.ContentStream)
        {
            var body = new MemoryStream();
            if (stream is not null)
                await stream.CopyToAsync(body, cancellationToken);
            response.ContentStream = body;
        }

        throw new RequestFailedException(response);
    }

    public async Task<Response> SetMetadataAsync(
        string path, IDictionary<string, string> metadata, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var message = access.CreateMessage(RequestMethod.Put, path, "comp=metadata");
        BlobHeaders.Add(message.Request, metadata);
        BlobHeaders.Add(message.Request, conditions);
        return Require(await SendAsync(message, cancellationToken), 200);
    }

    public async Task<Response> GetUserDelegationKeyAsync(
        DateTimeOffset? startsOn, DateTimeOffset expiresOn, CancellationToken cancellationToken)
    {
        var start = startsOn is { } instant ? $"<Start>{SasTime(instant)}</Start>" : "";
        var body = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><KeyInfo>{start}<Expiry>{SasTime(expiresOn)}</Expiry></KeyInfo>";
        using var message = access.CreateMessage(RequestMethod.Post, "/", "restype=service&comp=userdelegationkey");
        SetContent(message.Request, RequestContent.Create(body), "application/xml");
        return Require(await SendAsync(message, cancellationToken), 200);
    }

    /// <summary>The form of instants in signatures: UTC, whole seconds.</summary>
    public static string SasTime(DateTimeOffset instant) =>
        instant == default ? "" : instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static Response Require(Response response, int expected, int alsoExpected = 0) =>
        response.Status == expected || response.Status == alsoExpected ? response : throw new RequestFailedException(response);

    private async Task<Response> DeleteAsync(
        string path,
        string? query,
        DeleteSnapshotsOption snapshots,
        BlobRequestConditions? conditions,
        CancellationToken cancellationToken)
    {
        using var message = access.CreateMessage(RequestMethod.Delete, path, query);
        BlobHeaders.AddIfSet(message.Request, "x-ms-delete-snapshots", snapshots switch
        {
            DeleteSnapshotsOption.IncludeSnapshots => "include",
            DeleteSnapshotsOption.OnlySnapshots => "only",
            _ => null,
        });
        BlobHeaders.Add(message.Request, conditions);
        return Require(await SendAsync(message, cancellationToken), 202, 404);
    }

    private HttpMessage CreateGet(string path, HttpRange range, BlobRequestConditions? conditions)
    {
        var message = access.CreateMessage(RequestMethod.Get, path);
        if (range != default)
            message.Request.Headers.Add("x-ms-range", range.ToString());
        BlobHeaders.Add(message.Request, conditions);
        return message;
    }

    private static void AddDescription(Request request, BlobUploadOptions options)
    {
        BlobHeaders.Add(request, options.HttpHeaders);
        BlobHeaders.Add(request, options.Metadata);
        BlobHeaders.Add(request, options.Conditions);
    }

    private static void SetContent(Request request, RequestContent content, string contentType)
    {
        request.Content = content;
        request.Headers.Add("Content-Type", contentType);
    }

    private async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await access.Pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }
}
