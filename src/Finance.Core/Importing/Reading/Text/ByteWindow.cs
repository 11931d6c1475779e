namespace Finance.Core.Importing.Reading.Text;

/// <summary>Looks at every byte of a file as it passes.</summary>
internal interface IByteObserver
{
    void Observe(ReadOnlySpan<byte> bytes);
}

/// <summary>A stretch of a file in memory that moves forward; what has not been consumed stays contiguous.</summary>
internal sealed class ByteWindow : IDisposable
{
    /// <summary>Bytes behind the end that may be read, though they mean nothing: vector loads need not stop early.</summary>
    public const int Slack = 64;

    private const int InitialSize = 128 * 1024;
    private const int SmallestRead = 16 * 1024;

    private readonly Stream _stream;
    private readonly IByteObserver? _observer;
    private byte[] _buffer;

    public ByteWindow(Stream stream, IByteObserver? observer = null, int size = InitialSize)
    {
        _stream = stream;
        _observer = observer;
        _buffer = new byte[size + Slack];
    }

    public byte[] Buffer => _buffer;

    /// <summary>Where the bytes end.</summary>
    public int End { get; private set; }

    /// <summary>Whether the stream has nothing more.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Bytes of the file that lie before the window's first.</summary>
    public long Passed { get; private set; }

    public ReadOnlySpan<byte> this[int from, int to] => _buffer.AsSpan(from, to - from);

    /// <summary>
    /// Drops what lies before <paramref name="keep"/>, which becomes position 0, and reads on. False when the stream has ended.
    /// The window grows when what is kept leaves no room.
    /// </summary>
    public bool Advance(int keep)
    {
        if (IsFinal)
        {
            return false;
        }

        var kept = End - keep;
        var target = kept > (_buffer.Length - Slack) / 2 ? new byte[((_buffer.Length - Slack) * 2) + Slack] : _buffer;
        System.Buffer.BlockCopy(_buffer, keep, target, 0, kept);
        _buffer = target;
        Passed += keep;
        var room = _buffer.AsSpan(kept, _buffer.Length - Slack - kept);
        var atLeast = Math.Min(SmallestRead, room.Length);
        var read = _stream.ReadAtLeast(room, atLeast, throwOnEndOfStream: false);
        _observer?.Observe(room[..read]);
        IsFinal = read < atLeast;
        End = kept + read;
        return read > 0;
    }

    public void Dispose() => _stream.Dispose();
}
