using System.Buffers;
using Azure.Core;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs;

/// <summary>
/// Sends content of any length in constant memory: at once where it can be sent again from its source, and otherwise block by block
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/put-block"/>).
/// </summary>
internal sealed class BlobUploader(BlobRequests requests, string path, BlobUploadOptions options)
{
    // Both figures are the real client's.
    private const long LargestSingleUpload = 256L * 1024 * 1024;
    private const int DefaultBlockSize = 4 * 1024 * 1024;

    private readonly long _singleUploadLimit = options.TransferOptions.InitialTransferSize ?? LargestSingleUpload;
    private readonly int _blockSize = (int)Math.Clamp(options.TransferOptions.MaximumTransferSize ?? DefaultBlockSize, 1, int.MaxValue / 2);

    public Task<Response> UploadAsync(BinaryData content, CancellationToken cancellationToken) =>
        content.ToMemory().Length < _singleUploadLimit
            ? requests.PutBlobAsync(path, RequestContent.Create(content), options, cancellationToken)
            : UploadAsync(content.ToStream(), cancellationToken);

    public async Task<Response> UploadAsync(Stream content, CancellationToken cancellationToken)
    {
        if (!content.CanSeek)
            return await UploadUnseekableAsync(content, cancellationToken);
        var (start, length) = (content.Position, content.Length - content.Position);
        if (length < 0 || (length == 0 && start > 0))
            throw new ArgumentException("The stream stands at its end: rewind it to upload it.", nameof(content));
        if (length < _singleUploadLimit)
            return await requests.PutBlobAsync(path, new StreamSlice(content, start, length), options, cancellationToken);
        var blocks = new List<string>();
        for (var offset = 0L; offset < length; offset += _blockSize)
        {
            var slice = new StreamSlice(content, start + offset, Math.Min(_blockSize, length - offset));
            await PutBlockAsync(blocks, slice, cancellationToken);
        }

        return await requests.PutBlockListAsync(path, blocks, options, cancellationToken);
    }

    private async Task<Response> UploadUnseekableAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(_blockSize);
        try
        {
            var block = buffer.AsMemory(0, _blockSize);
            var read = await content.ReadAtLeastAsync(block, _blockSize, throwOnEndOfStream: false, cancellationToken);
            if (read < _blockSize)
                return await requests.PutBlobAsync(path, RequestContent.Create(block[..read]), options, cancellationToken);

            var blocks = new List<string>();
            while (read > 0)
            {
                await PutBlockAsync(blocks, RequestContent.Create(block[..read]), cancellationToken);
                read = await content.ReadAtLeastAsync(block, _blockSize, throwOnEndOfStream: false, cancellationToken);
            }

            return await requests.PutBlockListAsync(path, blocks, options, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task PutBlockAsync(List<string> blocks, RequestContent content, CancellationToken cancellationToken)
    {
        // A name nobody else has: two uploads to one blob at the same time must not commit each other's blocks.
        var id = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        await requests.PutBlockAsync(path, id, content, options, cancellationToken);
        blocks.Add(id);
    }
}
