namespace Finance.LocalRuntime.Tests.Storage;

/// <summary>Gives some bytes, then fails as a connection does that the far side dropped.</summary>
public sealed class BrokenStream(byte[] start) : Stream
{
    private readonly MemoryStream _start = new(start);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        _start.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("The connection was lost.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
