using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace Finance.LocalRuntime.Tests.Storage;

/// <summary>The way of a deployment: a token instead of the account's key.</summary>
public sealed class TokenAccessTests : IAsyncLifetime
{
    private TokenAzurite _azurite = null!;

    private BlobServiceClient Blobs => new(
        _azurite.BlobEndpoint, TokenAzurite.Credential, new BlobClientOptions { Transport = _azurite.Transport });

    public async Task InitializeAsync() => _azurite = await TokenAzurite.StartAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    [Fact]
    public async Task TokenCredential_TablesAndBlobs_AreReadAndWritten()
    {
        var tables = new TableServiceClient(
            _azurite.TableEndpoint, TokenAzurite.Credential, new TableClientOptions { Transport = _azurite.Transport });
        var table = tables.GetTableClient("tokens");
        await table.CreateIfNotExistsAsync();
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r") { ["A"] = 1L })]);
        Assert.Equal(1L, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt64("A"));

        var container = Blobs.GetBlobContainerClient("container");
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient("b").UploadAsync(BinaryData.FromString("x"));
        Assert.Equal("x", (await container.GetBlobClient("b").DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal("devstoreaccount1", container.AccountName);
        Assert.False(container.GetBlobClient("b").CanGenerateSasUri);
    }

    [Fact]
    public async Task UserDelegationKey_AddressToUpload_WorksForThatBlobAndRight()
    {
        var container = Blobs.GetBlobContainerClient("container");
        await container.CreateIfNotExistsAsync();
        var blob = container.GetBlobClient("u1/acc 1/ü+%.csv");

        UserDelegationKey key = await Blobs.GetUserDelegationKeyAsync(
            DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddHours(1));
        var builder = new BlobSasBuilder(BlobSasPermissions.Create | BlobSasPermissions.Write, DateTimeOffset.UtcNow.AddMinutes(15))
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Protocol = SasProtocol.Https,
        };
        var address = new BlobUriBuilder(blob.Uri) { Sas = builder.ToSasQueryParameters(key, blob.AccountName) }.ToUri();

        var holder = new BlobClient(address, new BlobClientOptions { Transport = _azurite.Transport });
        await holder.UploadAsync(BinaryData.FromString("date;amount"));

        Assert.Equal("date;amount", (await blob.DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => holder.DownloadContentAsync())).Status);
        Assert.Equal("11059fcc-5514-4800-b5f8-49808b9cfab6", key.SignedObjectId);
    }
}
