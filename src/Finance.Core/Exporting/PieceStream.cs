using System.Buffers;

namespace Finance.Core.Exporting;

/// <summary>Keeps what is written to it until it is taken away.</summary>
public sealed class PieceStream : Stream
{
    private ArrayBufferWriter<byte> _written = new();
    private ArrayBufferWriter<byte> _taken = new();
    private long _takenBefore;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    /// <summary>Bytes that were not taken yet.</summary>
    public override long Length => _written.WrittenCount;

    /// <summary>Bytes that were written since the beginning, those that were taken too.</summary>
    public override long Position
    {
        get => _takenBefore + _written.WrittenCount;
        set => throw new NotSupportedException();
    }

    /// <summary>What was written since the last time; good until the next time.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        _taken.ResetWrittenCount();
        _takenBefore += _written.WrittenCount;
        (_written, _taken) = (_taken, _written);
        return _taken.WrittenMemory;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _written.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
