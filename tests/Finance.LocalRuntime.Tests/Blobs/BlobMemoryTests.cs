using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Blobs;

/// <summary>Alone in the process, because what is allocated is counted for the process.</summary>
[Collection(Alone)]
public sealed class BlobMemoryTests(AzuriteFixture azurite) : BlobTestBase(azurite)
{
    private const string Alone = "Alone";
    private const int Large = 70 * 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UploadAsync_SeventyMegabytes_GoesUpAndDownInConstantMemory(bool canSeek)
    {
        var blob = Container.GetBlobClient("large.bin");
        await blob.UploadAsync(new PatternStream(5_000_000, canSeek));
        var before = GC.GetTotalAllocatedBytes();

        await blob.UploadAsync(new PatternStream(Large, canSeek), overwrite: true);

        await using var stream = await blob.OpenReadAsync();
        var buffer = new byte[81920];
        var position = 0L;
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            Assert.Equal(-1, PatternStream.FirstDifference(buffer.AsSpan(0, read), position));
            position += read;
        }

        Assert.Equal(Large, position);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Large / 2);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneTests : ICollectionFixture<AzuriteFixture>;
}
