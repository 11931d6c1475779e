using System.Text;

namespace Finance.Core.Importing.Reading.Text;

/// <summary>The first bytes of a file, and what they give away before anything is parsed.</summary>
internal sealed class SourceText
{
    private const int ProbeSize = 64 * 1024;

    private readonly IStatementSource _source;

    private SourceText(IStatementSource source, byte[] probe, bool isWhole, StatementEncoding? wide, int markLength)
    {
        _source = source;
        Probe = probe;
        IsWhole = isWhole;
        Wide = wide;
        MarkLength = markLength;
    }

    /// <summary>The first 64 KiB as they are in the file, without a byte order mark.</summary>
    public byte[] Probe { get; }

    /// <summary>Whether <see cref="Probe"/> is the whole file.</summary>
    public bool IsWhole { get; }

    /// <summary>The encoding, when characters are wider than a byte: by byte order mark, or by where the zeros are.</summary>
    public StatementEncoding? Wide { get; }

    public bool HasMark => MarkLength > 0;

    private int MarkLength { get; }

    public static SourceText Of(IStatementSource source)
    {
        using var stream = source.Open();
        var buffer = new byte[ProbeSize + 1];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var probe = buffer.AsSpan(0, Math.Min(read, ProbeSize));
        var (wide, mark) = Recognise(probe);
        return new SourceText(source, probe[mark..].ToArray(), read <= ProbeSize, wide, mark);
    }

    /// <summary>
    /// The file from its first character, in bytes that a reader can cut by ASCII: as they are, or transcoded to UTF-8 when the encoding's
    /// characters are wider.
    /// </summary>
    public Stream Open(StatementEncoding encoding)
    {
        var stream = _source.Open();
        Span<byte> mark = stackalloc byte[4];
        if (MarkLength > 0)
        {
            stream.ReadExactly(mark[..MarkLength]);
        }

        return encoding.IsDirect ? stream : Encoding.CreateTranscodingStream(stream, encoding.Encoding, Encoding.UTF8);
    }

    private static (StatementEncoding? Wide, int MarkLength) Recognise(ReadOnlySpan<byte> probe)
    {
        if (probe.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (null, 3);
        }

        if (probe.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return (StatementEncoding.Utf32Little, 4);
        }

        if (probe.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (StatementEncoding.Utf16Little, 2);
        }

        if (probe.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (StatementEncoding.Utf16Big, 2);
        }

        var (even, odd) = (0, 0);
        var pairs = Math.Min(probe.Length, 4096) / 2;
        for (var pair = 0; pair < pairs; pair++)
        {
            even += probe[pair * 2] == 0 ? 1 : 0;
            odd += probe[(pair * 2) + 1] == 0 ? 1 : 0;
        }

        return pairs < 4 ? (null, 0)
            : even == 0 && odd * 2 > pairs ? (StatementEncoding.Utf16Little, 0)
            : odd == 0 && even * 2 > pairs ? (StatementEncoding.Utf16Big, 0)
            : (null, 0);
    }
}
