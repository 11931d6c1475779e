using Azure.Core;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Azure.Storage.Blobs;

/// <summary>One blob, to be read and written.</summary>
public class BlobClient : BlobBaseClient
{
    public BlobClient(string connectionString, string blobContainerName, string blobName)
        : this(connectionString, blobContainerName, blobName, null)
    {
    }

    public BlobClient(string connectionString, string blobContainerName, string blobName, BlobClientOptions? options)
        : this(BlobServiceClient.Connect(connectionString, options), blobContainerName, blobName)
    {
    }

    /// <param name="blobUri">The blob's address, with a shared access signature where it is not public.</param>
    /// <param name="options">Options, or null.</param>
    public BlobClient(Uri blobUri, BlobClientOptions? options = null)
        : this(new BlobUriBuilder(blobUri), builder => BlobServiceClient.Connect(builder, options))
    {
    }

    public BlobClient(Uri blobUri, StorageSharedKeyCredential credential, BlobClientOptions? options = null)
        : this(new BlobUriBuilder(blobUri), builder => BlobServiceClient.Connect(builder.ServiceUri, credential, options))
    {
    }

    public BlobClient(Uri blobUri, TokenCredential credential, BlobClientOptions? options = null)
        : this(new BlobUriBuilder(blobUri), builder => BlobServiceClient.Connect(builder.ServiceUri, credential, options))
    {
    }

    internal BlobClient(BlobRequests requests, string containerName, string blobName)
        : base(requests, containerName, blobName)
    {
    }

    private BlobClient(BlobUriBuilder location, Func<BlobUriBuilder, BlobRequests> connect)
        : this(connect(location), location.BlobContainerName, location.BlobName)
    {
    }

    /// <inheritdoc cref="UploadAsync(Stream, bool, CancellationToken)"/>
    public virtual Task<Response<BlobContentInfo>> UploadAsync(Stream content) => UploadAsync(content, overwrite: false, default);

    /// <inheritdoc cref="UploadAsync(Stream, bool, CancellationToken)"/>
    public virtual Task<Response<BlobContentInfo>> UploadAsync(BinaryData content) => UploadAsync(content, overwrite: false, default);

    /// <inheritdoc cref="UploadAsync(Stream, bool, CancellationToken)"/>
    public virtual Task<Response<BlobContentInfo>> UploadAsync(Stream content, CancellationToken cancellationToken) =>
        UploadAsync(content, overwrite: false, cancellationToken);

    /// <inheritdoc cref="UploadAsync(Stream, bool, CancellationToken)"/>
    public virtual Task<Response<BlobContentInfo>> UploadAsync(BinaryData content, CancellationToken cancellationToken) =>
        UploadAsync(content, overwrite: false, cancellationToken);

    /// <summary>Uploads content of any length in constant memory, from the stream's position.</summary>
    /// <exception cref="RequestFailedException">409 BlobAlreadyExists: the blob is there and is not to be overwritten.</exception>
    public virtual Task<Response<BlobContentInfo>> UploadAsync(
        Stream content, bool overwrite = false, CancellationToken cancellationToken = default) =>
        UploadAsync(content, Overwriting(overwrite), cancellationToken);

    /// <inheritdoc cref="UploadAsync(Stream, bool, CancellationToken)"/>
    public virtual Task<Response<BlobContentInfo>> UploadAsync(
        BinaryData content, bool overwrite = false, CancellationToken cancellationToken = default) =>
        UploadAsync(content, Overwriting(overwrite), cancellationToken);

    /// <summary>
    /// Uploads content of any length in constant memory, from the stream's position; overwrites unless conditions forbid it.
    /// </summary>
    public virtual async Task<Response<BlobContentInfo>> UploadAsync(
        Stream content, BlobUploadOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Stored(await Uploader(options).UploadAsync(content, cancellationToken));
    }

    /// <inheritdoc cref="UploadAsync(Stream, BlobUploadOptions, CancellationToken)"/>
    public virtual async Task<Response<BlobContentInfo>> UploadAsync(
        BinaryData content, BlobUploadOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Stored(await Uploader(options).UploadAsync(content, cancellationToken));
    }

    private static BlobUploadOptions Overwriting(bool overwrite) =>
        new() { Conditions = overwrite ? null : new BlobRequestConditions { IfNoneMatch = ETag.All } };

    private static Response<BlobContentInfo> Stored(Response response) => Response.FromValue(new BlobContentInfo(response), response);

    private BlobUploader Uploader(BlobUploadOptions? options) => new(Requests, Path, options ?? new BlobUploadOptions());
}
