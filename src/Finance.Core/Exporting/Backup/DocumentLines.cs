namespace Finance.Core.Exporting.Backup;

/// <summary>Reads a stream line by line, each as bytes without the line feed, from any place in it.</summary>
internal sealed class DocumentLines(Stream stream)
{
    /// <summary>A row takes at most 1 MiB in the store; escapes and amounts make it longer, but not eight times.</summary>
    private const int MaxLine = 8 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;

    /// <summary>Where the next line begins.</summary>
    internal long Position { get; private set; }

    internal void Seek(long position)
    {
        stream.Position = Position = position;
        (_from, _to) = (0, 0);
    }

    /// <summary>The next line, good until the one after it; null at the end, and for what does not end with a line feed.</summary>
    /// <exception cref="FormatException">The line is longer than any of ours.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = _buffer.AsMemory(_from, searched + end);
                _from += line.Length + 1;
                Position += line.Length + 1;
                return line;
            }

            searched = _to - _from;
            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length < MaxLine ? _buffer.Length * 2 : throw new FormatException("the line is too long."));
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_to), cancellationToken);
        _to += read;
        return read > 0;
    }
}
