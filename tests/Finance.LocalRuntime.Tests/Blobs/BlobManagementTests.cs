using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Blobs;

public sealed class BlobManagementTests(AzuriteFixture azurite) : BlobTestBase(azurite)
{
    public static TheoryData<string> Names =>
    [
        "a b/c d.csv",
        "a+b%20c%.ofx",
        "Zürich/東京/\U0001F600.csv",
        "O'Brien & sons = #1?.txt",
        "(x)[y]{z}!$,;:@~^`|\"<>*.bin",
        "trailing/",
        "a//b",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Operations_OddNames_MeanThatBlob(string name)
    {
        var blob = Container.GetBlobClient(name);

        await blob.UploadAsync(BinaryData.FromString("content"));
        await blob.SetMetadataAsync(new Dictionary<string, string> { ["key"] = "value" });

        Assert.Equal("content", (await blob.DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal([name], await NamesAsync(Container));
        Assert.Equal([name], await NamesAsync(Container, name[..3]));
        Assert.Equal((Container.Name, name), (new BlobUriBuilder(blob.Uri).BlobContainerName, new BlobUriBuilder(blob.Uri).BlobName));
        Assert.Equal(blob.Uri, new BlobUriBuilder(blob.Uri).ToUri());
        Assert.True((await blob.DeleteIfExistsAsync()).Value);
        Assert.Empty(await NamesAsync(Container));
    }

    [Theory]
    [InlineData("u1/../u2/x")]
    [InlineData("..")]
    [InlineData("a/./b")]
    public void GetBlobClient_NameThatNoUrlCanHold_Throws(string name) =>
        Assert.Throws<ArgumentException>(() => Container.GetBlobClient(name));

    [Fact]
    public async Task Metadata_NamesTheServiceOrdersAsWords_AreSignedRight()
    {
        var metadata = new Dictionary<string, string> { ["a_b"] = "1", ["a1"] = "2", ["ab"] = "3", ["a"] = "4", ["A_C"] = "5", ["z"] = "" };
        var blob = Container.GetBlobClient("m");

        await blob.UploadAsync(BinaryData.FromString("x"), new BlobUploadOptions { Metadata = metadata });

        var read = (await blob.GetPropertiesAsync()).Value.Metadata;
        Assert.Equal("1", read["a_b"]);
        Assert.Equal("5", read["a_c"]);
        await blob.SetMetadataAsync(new Dictionary<string, string> { ["only"] = "this one" });
        Assert.Equal("this one", Assert.Single((await blob.DownloadContentAsync()).Value.Details.Metadata).Value);
    }

    [Fact]
    public async Task UploadAsync_HttpHeaders_AreServed()
    {
        var blob = Container.GetBlobClient("h");
        var headers = new BlobHttpHeaders
        {
            ContentType = "text/csv; charset=utf-8",
            ContentEncoding = "gzip",
            ContentLanguage = "de",
            CacheControl = "no-store",
            ContentDisposition = "attachment; filename=\"a.csv\"",
        };

        await blob.UploadAsync(BinaryData.FromString("x"), new BlobUploadOptions { HttpHeaders = headers });

        var properties = await blob.GetPropertiesAsync();
        Assert.Equal("text/csv; charset=utf-8", properties.Value.ContentType);
        Assert.Equal("gzip", properties.Value.ContentEncoding);
        var served = properties.GetRawResponse().Headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase);
        Assert.Equal("no-store", served["Cache-Control"]);
        Assert.Equal("attachment; filename=\"a.csv\"", served["Content-Disposition"]);
        Assert.Equal("de", served["Content-Language"]);
    }

    [Fact]
    public async Task GetBlobsAsync_PrefixPagesAndMetadata_AreHonoured()
    {
        foreach (var name in (string[])["u1/a", "u1/b", "u1/c", "u2/a", "u1"])
        {
            await Container.GetBlobClient(name).UploadAsync(
                BinaryData.FromString(name), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["owner"] = name[..2] } });
        }

        var pages = new List<string>();
        await foreach (var page in Container.GetBlobsAsync(BlobTraits.Metadata, prefix: "u1/").AsPages(pageSizeHint: 2))
            pages.Add(string.Join(' ', page.Values.Select(b => $"{b.Name}:{b.Metadata["owner"]}:{b.Properties.ContentLength}")));

        Assert.Equal(["u1/a:u1:4 u1/b:u1:4", "u1/c:u1:4"], pages);
        var plain = await FirstAsync(Container.GetBlobsAsync(prefix: "u2"));
        Assert.Empty(plain.Metadata);
        var properties = (await Container.GetBlobClient("u2/a").GetPropertiesAsync()).Value;
        Assert.Equal(properties.ETag, plain.Properties.ETag);
        Assert.Equal(properties.LastModified, plain.Properties.LastModified);
        Assert.Equal((BlobType.Block, "application/octet-stream"), (plain.Properties.BlobType!.Value, plain.Properties.ContentType));
    }

    [Fact]
    public async Task DeleteIfExistsAsync_MissingOrConditional_SaysSo()
    {
        var blob = Container.GetBlobClient("d");
        Assert.False((await blob.DeleteIfExistsAsync()).Value);
        Assert.False((await new BlobContainerClient(Azurite.ConnectionString, "missing").GetBlobClient("d").DeleteIfExistsAsync()).Value);
        await Assert.ThrowsAsync<RequestFailedException>(() => blob.DeleteAsync());

        var etag = (await blob.UploadAsync(BinaryData.FromString("one"))).Value.ETag;
        await blob.UploadAsync(BinaryData.FromString("two"), overwrite: true);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = etag }));

        Assert.Equal(412, failure.Status);
        Assert.True((await blob.ExistsAsync()).Value);
    }

    [Fact]
    public async Task Containers_CreateAndDelete_AreIdempotent()
    {
        var service = new BlobServiceClient(Azurite.ConnectionString);
        var container = service.GetBlobContainerClient("c" + Guid.NewGuid().ToString("N"));

        Assert.False((await container.ExistsAsync()).Value);
        Assert.NotNull(await container.CreateIfNotExistsAsync());
        Assert.Null(await container.CreateIfNotExistsAsync());
        Assert.True((await container.ExistsAsync()).Value);
        Assert.True((await container.DeleteIfExistsAsync()).Value);
        Assert.False((await container.DeleteIfExistsAsync()).Value);
    }

    [Fact]
    public async Task Requests_NoSuchContainer_Are404()
    {
        var missing = new BlobContainerClient(Azurite.ConnectionString, "missing");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => missing.GetBlobClient("b").UploadAsync(BinaryData.FromString("x")));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == BlobErrorCode.ContainerNotFound);
        Assert.False((await missing.GetBlobClient("b").ExistsAsync()).Value);
    }

    private static async Task<List<string>> NamesAsync(BlobContainerClient container, string? prefix = null)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(prefix: prefix))
            names.Add(blob.Name);
        return names;
    }

    private static async Task<BlobItem> FirstAsync(AsyncPageable<BlobItem> blobs)
    {
        await foreach (var blob in blobs)
            return blob;
        throw new InvalidOperationException("There is no blob.");
    }
}
