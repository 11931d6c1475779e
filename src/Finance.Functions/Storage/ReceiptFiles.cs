using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Finance.Core;
using Finance.Core.Receipts;
using Finance.Core.Storage;
using Finance.Core.Users;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Storage;

/// <summary>The receipts container: <c>{user id}/{transaction id}/{receipt}</c>. Nobody reads it but through the API.</summary>
public sealed class ReceiptFiles(BlobServiceClient service) : IReceiptFiles, IUserFiles
{
    public const string Container = "receipts";

    private readonly BlobContainerClient _receipts = service.GetBlobContainerClient(Container);

    public Task CreateContainerAsync(CancellationToken cancellationToken) => _receipts.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    public Task WriteAsync(ReceiptPlace place, string contentType, Stream content, CancellationToken cancellationToken) => ReachAsync(async () =>
    {
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        await BlobOf(place).UploadAsync(content, options, cancellationToken);
        return true;
    });

    public Task<Stream?> OpenAsync(ReceiptPlace place, CancellationToken cancellationToken) => ReachAsync(async () =>
    {
        try
        {
            return (Stream?)(await BlobOf(place).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    });

    public Task DeleteAsync(ReceiptPlace place, CancellationToken cancellationToken) => ReachAsync(async () =>
        await BlobOf(place).DeleteIfExistsAsync(cancellationToken: cancellationToken));

    public async Task EraseAsync(UserId user, CancellationToken cancellationToken)
    {
        await foreach (var blob in _receipts.GetBlobsAsync(prefix: $"{user}/", cancellationToken: cancellationToken))
        {
            await _receipts.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    private BlobClient BlobOf(ReceiptPlace place) => _receipts.GetBlobClient($"{place.Owner}/{place.Transaction}/{place.Id}");

    private static async Task<T> ReachAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException failure) when (failure.Status is 0 or >= 500)
        {
            throw new StoreUnavailableException("The file storage did not answer.", failure);
        }
    }
}

/// <summary>All files of users, wherever they lie.</summary>
public sealed class UserFiles(StatementFiles statements, ReceiptFiles receipts) : IUserFiles
{
    public async Task EraseAsync(UserId user, CancellationToken cancellationToken)
    {
        await statements.EraseAsync(user, cancellationToken);
        await receipts.EraseAsync(user, cancellationToken);
    }
}
