using Azure.Storage.Blobs.Models;

namespace Azure.Storage.Blobs;

/// <summary>
/// A download as it comes from the network. When the connection breaks it goes on from where it stood, provided the blob is still the same.
/// </summary>
internal sealed class BlobDownloadStream(BlobRequests requests, string path, Stream body, long position, long length, ETag etag) : Stream
{
    private const int Reconnections = 3;

    private Stream _body = body;
    private long _read;
    private int _reconnections;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var read = await _body.ReadAsync(buffer, cancellationToken);
                _read += read;
                return read;
            }
            catch (IOException) when (_reconnections++ < Reconnections && _read < length)
            {
                await _body.DisposeAsync();
                var rest = new HttpRange(position + _read, length - _read);
                (_, _body) = await requests.OpenAsync(path, rest, new BlobRequestConditions { IfMatch = etag }, cancellationToken);
            }
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _body.Dispose();
        base.Dispose(disposing);
    }
}
