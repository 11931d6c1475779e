namespace Finance.LocalRuntime.Tests.Storage;

/// <summary>Bytes that follow from their position, so that gigabytes need no memory, to be read or to be checked.</summary>
public sealed class PatternStream(long length, bool canSeek) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override bool CanWrite => false;

    public override long Length => canSeek ? length : throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => _position = canSeek ? value : throw new NotSupportedException();
    }

    public static byte At(long position) => (byte)(position * 31 + (position >> 13));

    /// <returns>The position of the first byte that is not as it should be, or -1.</returns>
    public static long FirstDifference(ReadOnlySpan<byte> bytes, long position)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != At(position + i))
                return position + i;
        }

        return -1;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, length - _position);
        for (var i = 0; i < read; i++)
            buffer[offset + i] = At(_position + i);
        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
