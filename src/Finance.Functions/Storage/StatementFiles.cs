using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Finance.Core;
using Finance.Core.Importing.Reading;
using Finance.Core.Storage;
using Finance.Core.Users;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Storage;

/// <summary>
/// The statements container: files under <c>{user id}/{account id}/{file name}</c>, and a quarantine for those that lie elsewhere.
/// </summary>
public sealed class StatementFiles(BlobServiceClient service, TimeProvider clock) : IUserFiles
{
    public const string Container = "statements";

    /// <summary>On a file that the API put there: the import it belongs to.</summary>
    public const string ImportIdMetadata = "import_id";

    /// <summary>On a file whose import got its answers: makes the container's trigger look at it again.</summary>
    private const string ResolvedMetadata = "resolved_at";

    private const string Quarantine = "statements-quarantine";
    /// <summary>What is made at the start where it is missing.</summary>
    internal static IReadOnlyList<string> Containers { get; } = [Container, Quarantine];

    private static readonly TimeSpan AddressLifetime = TimeSpan.FromMinutes(30);
    private readonly BlobContainerClient _statements = service.GetBlobContainerClient(Container);

    public async Task CreateContainersAsync(CancellationToken cancellationToken)
    {
        foreach (var container in Containers)
        {
            await service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public static string NameOf(UserId user, string accountId, string fileName) => $"{user}/{accountId}/{fileName}";

    /// <summary>Stores a file whose import is noted already.</summary>
    public Task UploadAsync(string blobName, Stream content, string importId, CancellationToken cancellationToken) =>
        Reach(() => _statements.GetBlobClient(blobName).UploadAsync(
            content,
            new BlobUploadOptions { Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [ImportIdMetadata] = importId } },
            cancellationToken));

    /// <summary>Makes the trigger take up a file again.</summary>
    /// <returns>False when the file is gone.</returns>
    public async Task<bool> TouchAsync(string blobName, string importId, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [ImportIdMetadata] = importId,
                [ResolvedMetadata] = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            };
            await Reach(() => _statements.GetBlobClient(blobName).SetMetadataAsync(metadata, cancellationToken: cancellationToken));
            return true;
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return false;
        }
    }

    /// <summary>An address to which one file can be sent without a token, for half an hour.</summary>
    public async Task<(Uri Address, DateTimeOffset ExpiresAt)> UploadAddressAsync(string blobName, CancellationToken cancellationToken)
    {
        var expiresAt = clock.GetUtcNow() + AddressLifetime;
        var blob = _statements.GetBlobClient(blobName);
        const BlobSasPermissions MayWrite = BlobSasPermissions.Create | BlobSasPermissions.Write;
        if (blob.CanGenerateSasUri)
        {
            return (blob.GenerateSasUri(MayWrite, expiresAt), expiresAt);
        }

        var key = await service.GetUserDelegationKeyAsync(null, expiresAt, cancellationToken);
        var builder = new BlobSasBuilder(MayWrite, expiresAt) { BlobContainerName = Container, BlobName = blobName, Resource = "b" };
        var address = new UriBuilder(blob.Uri) { Query = builder.ToSasQueryParameters(key.Value, service.AccountName).ToString() };
        return (address.Uri, expiresAt);
    }

    /// <summary>A file as it is now; reading it fails when it is overwritten meanwhile.</summary>
    public static IStatementSource Source(BlobClient blob, BlobProperties properties, CancellationToken cancellationToken) => new ReopenableStatementSource(
        () => Open(blob, properties.ETag, cancellationToken),
        properties.ContentLength);

    /// <summary>Takes a file that belongs to nobody out of the way, where operators find it.</summary>
    public async Task SetAsideAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        await using var content = await blob.OpenReadAsync(cancellationToken: cancellationToken);
        await service.GetBlobContainerClient(Quarantine).GetBlobClient(blob.Name).UploadAsync(content, overwrite: true, cancellationToken);
        await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }

    public async Task EraseAsync(UserId user, CancellationToken cancellationToken)
    {
        await foreach (var blob in _statements.GetBlobsAsync(prefix: $"{user}/", cancellationToken: cancellationToken))
        {
            await _statements.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    // Statement readers pull from a stream; the run that reads has a thread of its own.
    private static Stream Open(BlobClient blob, ETag version, CancellationToken cancellationToken) => blob
        .OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false)
            {
                BufferSize = 4 * 1024 * 1024,
                Conditions = new BlobRequestConditions { IfMatch = version },
            },
            cancellationToken)
        .GetAwaiter()
        .GetResult();

    private static async Task Reach(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RequestFailedException failure) when (failure.Status is 0 or >= 500)
        {
            throw new StoreUnavailableException("The file storage did not answer.", failure);
        }
    }
}
