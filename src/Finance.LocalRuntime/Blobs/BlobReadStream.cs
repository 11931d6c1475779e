using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Blobs;

/// <summary>
/// Reads a blob range by range: no connection stays open while the reader works, and memory is one range whatever the blob's length.
/// </summary>
internal sealed class BlobReadStream(
    BlobRequests requests, string path, long position, long length, int rangeSize, BlobRequestConditions? conditions) : Stream
{
    private long _position = position;
    private ResponseBody? _range;
    private long _rangeStart;
    private bool _disposed;

    public override bool CanRead => !_disposed;

    public override bool CanSeek => !_disposed;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
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
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_position >= length || buffer.IsEmpty)
            return 0;
        if (Available().IsEmpty)
            await FetchAsync(cancellationToken);
        var available = Available();
        var count = Math.Min(available.Length, buffer.Length);
        available[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            SeekOrigin.End => length + offset,
            _ => throw new ArgumentOutOfRangeException(nameof(origin)),
        };
        if (target < 0 || target > length)
            throw new ArgumentOutOfRangeException(nameof(offset), "The position is outside the blob.");
        return _position = target;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        _range?.Dispose();
        _range = null;
        base.Dispose(disposing);
    }

    private ReadOnlyMemory<byte> Available()
    {
        var offset = _position - _rangeStart;
        return _range is null || offset < 0 || offset >= _range.Bytes.Length ? default : _range.Bytes[(int)offset..];
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        _range?.Dispose();
        _range = null;
        var range = new HttpRange(_position, Math.Min(rangeSize, length - _position));
        _range = await requests.GetAsync(path, range, conditions, BodyBufferPolicy.Take, cancellationToken);
        _rangeStart = _position;
        if (_range.Bytes.IsEmpty)
            throw new EndOfStreamException("The blob became shorter while it was read.");
    }
}
