using Azure.Storage.Blobs;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Blobs;

/// <summary>A new container for every test.</summary>
[Collection(AzuriteTests.Name)]
public abstract class BlobTestBase(AzuriteFixture azurite) : IAsyncLifetime
{
    protected AzuriteFixture Azurite { get; } = azurite;

    protected BlobContainerClient Container { get; } = new(azurite.ConnectionString, "c" + Guid.NewGuid().ToString("N"));

    public Task InitializeAsync() => Container.CreateIfNotExistsAsync();

    public Task DisposeAsync() => Container.DeleteIfExistsAsync();

    protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    protected static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
