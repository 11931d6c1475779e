using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Blobs;

public sealed class BlobTransferTests(AzuriteFixture azurite) : BlobTestBase(azurite)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    public async Task UploadAsync_AnyLength_ComesBackByEveryWay(int length)
    {
        var blob = Container.GetBlobClient("a/b.bin");
        var bytes = Bytes(length);

        var uploaded = await blob.UploadAsync(new MemoryStream(bytes));

        Assert.Equal(bytes, (await blob.DownloadContentAsync()).Value.Content.ToArray());
        await using var opened = await blob.OpenReadAsync();
        Assert.Equal(bytes, await ReadAllAsync(opened));
        using var streaming = (await blob.DownloadStreamingAsync()).Value;
        Assert.Equal(bytes, await ReadAllAsync(streaming.Content));
        Assert.Equal((long)length, streaming.Details.ContentLength);
        var properties = (await blob.GetPropertiesAsync()).Value;
        Assert.Equal((long)length, properties.ContentLength);
        Assert.Equal(uploaded.Value.ETag, properties.ETag);
        Assert.Equal(uploaded.Value.LastModified, properties.LastModified);
        Assert.Equal("application/octet-stream", properties.ContentType);
    }

    [Fact]
    public async Task UploadAsync_SmallBlocks_AreCommittedInOrder()
    {
        var blob = Container.GetBlobClient("blocks.bin");
        var transfer = new StorageTransferOptions { InitialTransferSize = 1000, MaximumTransferSize = 3000 };

        foreach (var canSeek in (bool[])[true, false])
        {
            await blob.UploadAsync(
                new PatternStream(10_000, canSeek),
                new BlobUploadOptions { TransferOptions = transfer, HttpHeaders = new BlobHttpHeaders { ContentType = "text/x-pattern" } });

            var content = (await blob.DownloadContentAsync()).Value;
            Assert.Equal(10_000, content.Content.ToMemory().Length);
            Assert.Equal(-1, PatternStream.FirstDifference(content.Content.ToMemory().Span, 0));
            Assert.Equal("text/x-pattern", content.Details.ContentType);
        }

        await blob.UploadAsync(BinaryData.FromBytes(Bytes(9_000)), new BlobUploadOptions { TransferOptions = transfer });
        Assert.Equal(Bytes(9_000), (await blob.DownloadContentAsync()).Value.Content.ToArray());
    }

    [Fact]
    public async Task UploadAsync_PositionInTheMiddle_SendsTheRest()
    {
        var blob = Container.GetBlobClient("rest.bin");

        await blob.UploadAsync(new MemoryStream([1, 2, 3, 4]) { Position = 2 });

        Assert.Equal([3, 4], (await blob.DownloadContentAsync()).Value.Content.ToArray());
        await Assert.ThrowsAsync<ArgumentException>(() => blob.UploadAsync(new MemoryStream([1]) { Position = 1 }, overwrite: true));
    }

    [Fact]
    public async Task UploadAsync_BlobExists_Is409UnlessOverwriting()
    {
        var blob = Container.GetBlobClient("once.txt");
        await blob.UploadAsync(BinaryData.FromString("one"));

        foreach (var upload in (Func<Task>[])
        [
            () => blob.UploadAsync(BinaryData.FromString("two")),
            () => blob.UploadAsync(new MemoryStream([2]), CancellationToken.None),
            () => blob.UploadAsync(new PatternStream(5_000_000, canSeek: false)),
        ])
        {
            var failure = await Assert.ThrowsAsync<RequestFailedException>(upload);
            Assert.Equal(409, failure.Status);
            Assert.True(failure.ErrorCode == BlobErrorCode.BlobAlreadyExists);
        }

        await blob.UploadAsync(BinaryData.FromString("three"), overwrite: true);
        Assert.Equal("three", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task UploadAsync_Conditions_AreKept()
    {
        var blob = Container.GetBlobClient("conditional.txt");
        var first = (await blob.UploadAsync(BinaryData.FromString("one"))).Value.ETag;
        var onlyFirst = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = first } };

        await blob.UploadAsync(BinaryData.FromString("two"), onlyFirst);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(BinaryData.FromString("three"), onlyFirst));

        Assert.Equal(412, failure.Status);
        Assert.True(failure.ErrorCode == BlobErrorCode.ConditionNotMet);
    }

    [Fact]
    public async Task Downloads_Range_AreThatPart()
    {
        var blob = Container.GetBlobClient("range.bin");
        await blob.UploadAsync(new PatternStream(10_000, canSeek: true));
        var options = new BlobDownloadOptions { Range = new HttpRange(1234, 100) };

        var content = (await blob.DownloadContentAsync(options)).Value;
        Assert.Equal(-1, PatternStream.FirstDifference(content.Content.ToMemory().Span, 1234));
        Assert.Equal(100, content.Details.ContentLength);
        Assert.Equal("bytes 1234-1333/10000", content.Details.ContentRange);

        using var streaming = (await blob.DownloadStreamingAsync(options)).Value;
        Assert.Equal(content.Content.ToArray(), await ReadAllAsync(streaming.Content));
    }

    [Fact]
    public async Task OpenReadAsync_SmallBufferAndSeeks_ReadTheRightBytes()
    {
        var blob = Container.GetBlobClient("seek.bin");
        await blob.UploadAsync(new PatternStream(10_000, canSeek: true));

        await using var stream = await blob.OpenReadAsync(position: 100, bufferSize: 700);
        var buffer = new byte[64];
        foreach (var position in (long[])[100, 164, 799, 800, 9_950, 50, 5_000])
        {
            stream.Position = position;
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            Assert.Equal(Math.Min(64, 10_000 - position), read);
            Assert.Equal(-1, PatternStream.FirstDifference(buffer.AsSpan(0, read), position));
        }

        stream.Seek(-10, SeekOrigin.End);
        Assert.Equal(10, stream.ReadAtLeast(buffer, 64, throwOnEndOfStream: false));
        Assert.Equal(0, stream.Read(buffer));
    }

    [Fact]
    public async Task OpenReadAsync_BlobReplacedWhileRead_Is412()
    {
        var blob = Container.GetBlobClient("changed.bin");
        await blob.UploadAsync(new PatternStream(10_000, canSeek: true));
        await using var stream = await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = 4_000 });
        await stream.ReadExactlyAsync(new byte[4_000]);

        await blob.UploadAsync(new MemoryStream(new byte[10_000]), overwrite: true);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(async () => await stream.ReadExactlyAsync(new byte[1]));
        Assert.Equal(412, failure.Status);
        Assert.True(failure.ErrorCode == BlobErrorCode.ConditionNotMet);
    }

    [Fact]
    public async Task OpenReadAsync_ModificationsAllowed_ReadsOn()
    {
        var blob = Container.GetBlobClient("growing.bin");
        await blob.UploadAsync(new MemoryStream(new byte[8_000]));
        await using var stream = await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: true) { BufferSize = 4_000 });
        await stream.ReadExactlyAsync(new byte[4_000]);

        await blob.UploadAsync(new PatternStream(8_000, canSeek: true), overwrite: true);

        var rest = await ReadAllAsync(stream);
        Assert.Equal(4_000, rest.Length);
        Assert.Equal(-1, PatternStream.FirstDifference(rest, 4_000));
    }

    [Fact]
    public async Task OpenReadAsync_NoSuchBlob_Is404AtOnce()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Container.GetBlobClient("missing").OpenReadAsync());

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == BlobErrorCode.BlobNotFound);
    }
}
