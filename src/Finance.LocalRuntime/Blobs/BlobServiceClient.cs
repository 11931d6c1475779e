using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs;

/// <summary>The blob service of an account. Clients of its containers share its connections.</summary>
public class BlobServiceClient
{
    private readonly BlobRequests _requests;

    public BlobServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public BlobServiceClient(string connectionString, BlobClientOptions? options) => _requests = Connect(connectionString, options);

    public BlobServiceClient(Uri serviceUri, StorageSharedKeyCredential credential, BlobClientOptions? options = null) =>
        _requests = Connect(serviceUri, credential, options);

    public BlobServiceClient(Uri serviceUri, TokenCredential credential, BlobClientOptions? options = null) =>
        _requests = Connect(serviceUri, credential, options);

    public virtual Uri Uri => _requests.Access.Address("");

    public virtual string AccountName => _requests.Access.AccountName;

    public virtual BlobContainerClient GetBlobContainerClient(string blobContainerName) => new(_requests, blobContainerName);

    /// <summary>Gets a key to sign addresses with in the name of the token's holder; it is valid for seven days at most.</summary>
    public virtual async Task<Response<UserDelegationKey>> GetUserDelegationKeyAsync(
        DateTimeOffset? startsOn, DateTimeOffset expiresOn, CancellationToken cancellationToken = default)
    {
        var response = await _requests.GetUserDelegationKeyAsync(startsOn, expiresOn, cancellationToken);
        var key = XDocument.Load(response.ContentStream!).Root!;
        return Response.FromValue(
            new UserDelegationKey
            {
                SignedObjectId = Text("SignedOid"),
                SignedTenantId = Text("SignedTid"),
                SignedStartsOn = BlobHeaders.ParseInstant(Text("SignedStart")),
                SignedExpiresOn = BlobHeaders.ParseInstant(Text("SignedExpiry")),
                SignedService = Text("SignedService"),
                SignedVersion = Text("SignedVersion"),
                Value = Text("Value"),
            },
            response);

        string Text(string name) => key.Element(name)!.Value;
    }

    internal static BlobRequests Connect(string connectionString, BlobClientOptions? options)
    {
        var settings = StorageConnectionString.Parse(connectionString);
        return new(StorageAccess.ByConnectionString(
            settings, settings.BlobEndpoint, StorageDialect.Blob, options ?? new BlobClientOptions()));
    }

    internal static BlobRequests Connect(Uri serviceUri, StorageSharedKeyCredential credential, BlobClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(serviceUri);
        ArgumentNullException.ThrowIfNull(credential);
        return new(StorageAccess.ByKey(serviceUri, credential.Key, StorageDialect.Blob, options ?? new BlobClientOptions()));
    }

    internal static BlobRequests Connect(Uri serviceUri, TokenCredential credential, BlobClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(serviceUri);
        return new(StorageAccess.ByToken(serviceUri, credential, StorageDialect.Blob, options ?? new BlobClientOptions()));
    }

    /// <summary>By the signature in an address, or, where it has none, as anybody.</summary>
    internal static BlobRequests Connect(BlobUriBuilder location, BlobClientOptions? options) =>
        new(StorageAccess.BySignature(
            location.ServiceUri, location.Sas?.ToString(), StorageDialect.Blob, options ?? new BlobClientOptions()));
}
