using Azure.Core;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs;

/// <summary>One container of blobs.</summary>
public class BlobContainerClient
{
    private readonly BlobRequests _requests;
    private readonly string _path;

    public BlobContainerClient(string connectionString, string blobContainerName)
        : this(connectionString, blobContainerName, null)
    {
    }

    public BlobContainerClient(string connectionString, string blobContainerName, BlobClientOptions? options)
        : this(BlobServiceClient.Connect(connectionString, options), blobContainerName)
    {
    }

    /// <param name="blobContainerUri">The container's address, with a shared access signature where it is not public.</param>
    /// <param name="options">Options, or null.</param>
    public BlobContainerClient(Uri blobContainerUri, BlobClientOptions? options = null)
        : this(new BlobUriBuilder(blobContainerUri), builder => BlobServiceClient.Connect(builder, options))
    {
    }

    public BlobContainerClient(Uri blobContainerUri, StorageSharedKeyCredential credential, BlobClientOptions? options = null)
        : this(new BlobUriBuilder(blobContainerUri), builder => BlobServiceClient.Connect(builder.ServiceUri, credential, options))
    {
    }

    public BlobContainerClient(Uri blobContainerUri, TokenCredential credential, BlobClientOptions? options = null)
        : this(new BlobUriBuilder(blobContainerUri), builder => BlobServiceClient.Connect(builder.ServiceUri, credential, options))
    {
    }

    internal BlobContainerClient(BlobRequests requests, string blobContainerName)
    {
        ArgumentException.ThrowIfNullOrEmpty(blobContainerName);
        _requests = requests;
        Name = blobContainerName;
        _path = "/" + PercentEncoding.Value(blobContainerName);
    }

    private BlobContainerClient(BlobUriBuilder location, Func<BlobUriBuilder, BlobRequests> connect)
        : this(connect(location), location.BlobContainerName)
    {
    }

    public virtual Uri Uri => _requests.Access.Address(_path);

    public virtual string AccountName => _requests.Access.AccountName;

    public virtual string Name { get; }

    public virtual BlobClient GetBlobClient(string blobName) => new(_requests, Name, blobName);

    /// <summary>Creates the container; null, as with the real client, when it was there already.</summary>
    public virtual async Task<Response<BlobContainerInfo>?> CreateIfNotExistsAsync(
        PublicAccessType publicAccessType = PublicAccessType.None,
        IDictionary<string, string>? metadata = null,
        BlobContainerEncryptionScopeOptions? encryptionScopeOptions = null,
        CancellationToken cancellationToken = default)
    {
        if (encryptionScopeOptions is not null)
            throw new NotSupportedException("The stand-in for Azure.Storage.Blobs has no encryption scopes.");
        var response = await _requests.CreateContainerAsync(_path, publicAccessType, metadata, cancellationToken);
        return response.Status == 201 ? Response.FromValue(new BlobContainerInfo(response), response) : null;
    }

    /// <summary>Deletes the container with its blobs; false when it was not there.</summary>
    public virtual async Task<Response<bool>> DeleteIfExistsAsync(
        BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        var response = await _requests.DeleteContainerAsync(_path, conditions, cancellationToken);
        return Response.FromValue(response.Status == 202, response);
    }

    public virtual async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await _requests.HeadAsync(_path, isContainer: true, null, cancellationToken);
        return Response.FromValue(BlobRequests.Require(response, 200, 404).Status == 200, response);
    }

    /// <summary>Lists blobs in the order of their names, lazily, page by page.</summary>
    public virtual AsyncPageable<BlobItem> GetBlobsAsync(
        BlobTraits traits = BlobTraits.None,
        BlobStates states = BlobStates.None,
        string? prefix = null,
        CancellationToken cancellationToken = default) =>
        new BlobPages(_requests, _path, traits, states, prefix, cancellationToken);
}
