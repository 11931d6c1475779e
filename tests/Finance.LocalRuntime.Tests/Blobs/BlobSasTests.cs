using System.Net;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Blobs;

public sealed class BlobSasTests(AzuriteFixture azurite) : BlobTestBase(azurite)
{
    [Theory]
    [InlineData("u1/acc-1/statement.csv")]
    [InlineData("u1/acc 1/über+100% & 'co'#1?.csv")]
    public async Task GenerateSasUri_ToCreate_LetsAnyHttpClientUpload(string name)
    {
        var blob = Container.GetBlobClient(name);
        var address = blob.GenerateSasUri(BlobSasPermissions.Create | BlobSasPermissions.Write, DateTimeOffset.UtcNow.AddMinutes(5));

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent("date;amount") };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("date;amount", (await blob.DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task GenerateSasUri_ClientMadeFromIt_UploadsBlocksAndNothingElse()
    {
        // Blocks need Write: Create is enough for a single request only.
        var address = Container.GetBlobClient("b").GenerateSasUri(
            BlobSasPermissions.Create | BlobSasPermissions.Write, DateTimeOffset.UtcNow.AddMinutes(5));
        var holder = new BlobClient(address);

        await holder.UploadAsync(new PatternStream(9_000_000, canSeek: false));

        Assert.Equal(("b", Container.Name), (holder.Name, holder.BlobContainerName));
        Assert.False(holder.CanGenerateSasUri);
        Assert.Throws<InvalidOperationException>(() => holder.GenerateSasUri(BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddDays(1)));
        foreach (var refused in (Func<Task>[])[() => holder.DownloadContentAsync(), () => holder.DeleteAsync()])
            Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(refused)).Status);
    }

    [Fact]
    public async Task GenerateSasUri_Expired_IsRefused()
    {
        var blob = Container.GetBlobClient("b");
        await blob.UploadAsync(BinaryData.FromString("x"));

        var expired = new BlobClient(blob.GenerateSasUri(BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddSeconds(-5)));
        var valid = new BlobClient(blob.GenerateSasUri(BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddMinutes(5)));

        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => expired.DownloadContentAsync())).Status);
        Assert.Equal("x", (await valid.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task GenerateSasUri_OtherBlob_IsRefused()
    {
        var blob = Container.GetBlobClient("mine");
        var query = blob.GenerateSasUri(BlobSasPermissions.Create, DateTimeOffset.UtcNow.AddMinutes(5)).Query;
        var other = new BlobClient(new Uri(Container.GetBlobClient("theirs").Uri + query));

        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => other.UploadAsync(BinaryData.FromString("x")))).Status);
    }

    [Fact]
    public async Task ToSasQueryParameters_ContainerWithStartAndProtocol_IsAccepted()
    {
        await Container.GetBlobClient("b").UploadAsync(BinaryData.FromString("x"));
        var builder = new BlobSasBuilder(BlobSasPermissions.Read | BlobSasPermissions.List, DateTimeOffset.UtcNow.AddMinutes(5))
        {
            BlobContainerName = Container.Name,
            StartsOn = DateTimeOffset.UtcNow.AddMinutes(-5),
            Protocol = SasProtocol.HttpsAndHttp,
        };

        var sas = builder.ToSasQueryParameters(new StorageSharedKeyCredential(Azurite.AccountName, Azurite.AccountKey));

        Assert.Equal(("c", "rl"), (sas.Resource, sas.Permissions));
        var holder = new BlobContainerClient(new BlobUriBuilder(Container.Uri) { Sas = sas }.ToUri());
        Assert.Equal("x", (await holder.GetBlobClient("b").DownloadContentAsync()).Value.Content.ToString());
        await foreach (var blob in holder.GetBlobsAsync())
            Assert.Equal("b", blob.Name);
    }

    [Fact]
    public void ToSasQueryParameters_Incomplete_Throws()
    {
        var credential = new StorageSharedKeyCredential("a", "a2V5");

        Assert.Throws<InvalidOperationException>(
            () => new BlobSasBuilder(BlobSasPermissions.Read, default).ToSasQueryParameters(credential));
        Assert.Throws<InvalidOperationException>(() => new BlobSasBuilder(0, DateTimeOffset.UtcNow).ToSasQueryParameters(credential));
    }
}
