using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs.Specialized;

/// <summary>
/// One blob: reading it, describing it, deleting it. Every operation fails with a <see cref="RequestFailedException"/> whose Status and
/// ErrorCode are the service's (404 BlobNotFound, 409 BlobAlreadyExists, 412 ConditionNotMet, …).
/// </summary>
public class BlobBaseClient
{
    private const int DefaultRangeSize = 4 * 1024 * 1024;

    internal BlobBaseClient(BlobRequests requests, string containerName, string blobName)
    {
        ArgumentException.ThrowIfNullOrEmpty(containerName);
        ArgumentException.ThrowIfNullOrEmpty(blobName);
        RefuseDotSegments(blobName);
        Requests = requests;
        BlobContainerName = containerName;
        Name = blobName;
        Path = $"/{PercentEncoding.Value(containerName)}/{PercentEncoding.Path(blobName)}";
    }

    private protected BlobBaseClient(StorageAccess access, BlobUriBuilder location)
        : this(new BlobRequests(access), location.BlobContainerName, location.BlobName)
    {
    }

    /// <summary>The blob's address, with the shared access signature where the client was made with one.</summary>
    public virtual Uri Uri => Requests.Access.Address(Path);

    public virtual string AccountName => Requests.Access.AccountName;

    public virtual string BlobContainerName { get; }

    public virtual string Name { get; }

    /// <summary>Whether the client holds the account's key.</summary>
    public virtual bool CanGenerateSasUri => Requests.Access.Key is not null;

    private protected string Path { get; }

    private protected BlobRequests Requests { get; }

    /// <inheritdoc cref="DownloadContentAsync(BlobDownloadOptions, CancellationToken)"/>
    public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync() => DownloadContentAsync(null, default);

    /// <inheritdoc cref="DownloadContentAsync(BlobDownloadOptions, CancellationToken)"/>
    public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync(CancellationToken cancellationToken) =>
        DownloadContentAsync(null, cancellationToken);

    /// <summary>Downloads into memory: for small blobs.</summary>
    public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync(
        BlobDownloadOptions? options = null, CancellationToken cancellationToken = default) =>
        Requests.GetAsync(
            Path,
            options?.Range ?? default,
            options?.Conditions,
            static response => Response.FromValue(new BlobDownloadResult(response), response),
            cancellationToken);

    /// <summary>Begins a download whose content comes from the network as it is read. Dispose the result.</summary>
    public virtual async Task<Response<BlobDownloadStreamingResult>> DownloadStreamingAsync(
        BlobDownloadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var range = options?.Range ?? default;
        var (response, body) = await Requests.OpenAsync(Path, range, options?.Conditions, cancellationToken);
        var details = new BlobDownloadDetails(response);
        var content = new BlobDownloadStream(Requests, Path, body, range.Offset, details.ContentLength, details.ETag);
        return Response.FromValue(new BlobDownloadStreamingResult(details, content), response);
    }

    /// <inheritdoc cref="OpenReadAsync(BlobOpenReadOptions, CancellationToken)"/>
    public virtual Task<Stream> OpenReadAsync(
        long position = 0,
        int? bufferSize = null,
        BlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default) =>
        OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false) { Position = position, BufferSize = bufferSize, Conditions = conditions },
            cancellationToken);

    /// <summary>
    /// Opens a seekable stream that reads the blob range by range, in constant memory. Unless modifications are allowed a read
    /// fails with 412 ConditionNotMet once the blob is no longer the one that was opened.
    /// </summary>
    public virtual async Task<Stream> OpenReadAsync(BlobOpenReadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var properties = (await GetPropertiesAsync(options.Conditions, cancellationToken)).Value;
        var conditions = options.AllowModifications
            ? options.Conditions
            : new BlobRequestConditions { IfMatch = properties.ETag, LeaseId = options.Conditions?.LeaseId };
        return new BlobReadStream(
            Requests, Path, options.Position, properties.ContentLength, options.BufferSize ?? DefaultRangeSize, conditions);
    }

    public virtual async Task<Response<BlobProperties>> GetPropertiesAsync(
        BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        var response = await Requests.HeadAsync(Path, isContainer: false, conditions, cancellationToken);
        return Response.FromValue(new BlobProperties(BlobRequests.Require(response, 200)), response);
    }

    /// <summary>Whether the blob is there; false also when its container is not.</summary>
    public virtual async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await Requests.HeadAsync(Path, isContainer: false, null, cancellationToken);
        return Response.FromValue(BlobRequests.Require(response, 200, 404).Status == 200, response);
    }

    /// <summary>Replaces all metadata.</summary>
    public virtual async Task<Response<BlobInfo>> SetMetadataAsync(
        IDictionary<string, string> metadata, BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var response = await Requests.SetMetadataAsync(Path, metadata, conditions, cancellationToken);
        return Response.FromValue(new BlobInfo(response), response);
    }

    public virtual async Task<Response> DeleteAsync(
        DeleteSnapshotsOption snapshotsOption = DeleteSnapshotsOption.None,
        BlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default) =>
        BlobRequests.Require(await Requests.DeleteBlobAsync(Path, snapshotsOption, conditions, cancellationToken), 202);

    /// <summary>Deletes the blob; false when it, or its container, was not there.</summary>
    public virtual async Task<Response<bool>> DeleteIfExistsAsync(
        DeleteSnapshotsOption snapshotsOption = DeleteSnapshotsOption.None,
        BlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default)
    {
        var response = await Requests.DeleteBlobAsync(Path, snapshotsOption, conditions, cancellationToken);
        return Response.FromValue(response.Status == 202, response);
    }

    /// <summary>An address that gives whoever has it these rights on this blob until then.</summary>
    /// <exception cref="InvalidOperationException">The client does not hold the account's key.</exception>
    public virtual Uri GenerateSasUri(BlobSasPermissions permissions, DateTimeOffset expiresOn) =>
        GenerateSasUri(new BlobSasBuilder(permissions, expiresOn) { BlobContainerName = BlobContainerName, BlobName = Name });

    /// <inheritdoc cref="GenerateSasUri(BlobSasPermissions, DateTimeOffset)"/>
    /// <exception cref="InvalidOperationException">The builder is for another blob.</exception>
    public virtual Uri GenerateSasUri(BlobSasBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Requests.Access.Key is not { } key)
            throw new InvalidOperationException("Signing needs the account's key; with a token use a user delegation key.");
        if ((builder.BlobContainerName ?? BlobContainerName) != BlobContainerName || (builder.BlobName ?? Name) != Name)
            throw new InvalidOperationException("The builder's container and blob must be the client's.");
        builder.BlobContainerName = BlobContainerName;
        builder.BlobName = Name;
        return new BlobUriBuilder(Uri) { Sas = builder.ToSasQueryParameters(new StorageSharedKeyCredential(key)) }.ToUri();
    }

    // No URL can name such a blob: ".." goes up, encoded or not, and the request would be for another one.
    private static void RefuseDotSegments(string blobName)
    {
        if (blobName.Split('/').Any(segment => segment is "." or ".."))
            throw new ArgumentException("A blob's name cannot have a segment that is \".\" or \"..\".", nameof(blobName));
    }
}
