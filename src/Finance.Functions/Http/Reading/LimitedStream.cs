using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Reading;

/// <summary>What a request carries, from its beginning that was read before; fails past a limit.</summary>
internal sealed class LimitedStream(ReadOnlyMemory<byte> head, Stream rest, long limit) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        if (_position < head.Length)
        {
            count = Math.Min(buffer.Length, head.Length - (int)_position);
            head.Slice((int)_position, count).CopyTo(buffer);
        }
        else
        {
            count = await rest.ReadAsync(buffer, cancellationToken);
        }

        _position += count;
        return _position <= limit ? count : throw new BadHttpRequestException("The file is too large.", StatusCodes.Status413PayloadTooLarge);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
