namespace Finance.Core.Importing.Reading;

/// <summary>
/// The bytes of one file, readable from the start as often as asked: once to learn how it is written, once to read it. Every stream is read
/// forward only, in pieces, and closed by the reader.
/// </summary>
public interface IStatementSource
{
    /// <summary>Bytes in the file, where that is known without reading it.</summary>
    long? Length { get; }

    Stream Open();
}

/// <summary>A file that is already in memory.</summary>
public sealed class MemoryStatementSource(ReadOnlyMemory<byte> content) : IStatementSource
{
    public long? Length => content.Length;

    public Stream Open() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var piece)
        ? new MemoryStream(piece.Array!, piece.Offset, piece.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}

/// <summary>A file that somebody else keeps, and who can open it more than once.</summary>
public sealed class ReopenableStatementSource(Func<Stream> open, long? length = null) : IStatementSource
{
    public long? Length => length;

    public Stream Open() => open();
}
