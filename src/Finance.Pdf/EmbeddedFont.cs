using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using SkiaSharp;

namespace Finance.Pdf;

/// <summary>
/// A document's own copy of a TrueType font (https://learn.microsoft.com/typography/opentype/spec/otff). The whole file is embedded when the document
/// is closed; before that, the outlines of glyphs that no page shows are overwritten with zeros, which compress to nothing. Glyphs keep their
/// numbers.
/// </summary>
internal sealed class EmbeddedFont : IDisposable
{
    private const int HasWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int HasMore = 0x0020;
    private const int HasTwoScales = 0x0040;
    private const int HasMatrix = 0x0080;

    private readonly SKData _file;
    private readonly HashSet<ushort> _shown = [0];

    /// <param name="shared">The font as it is on disk, which stays as it is.</param>
    internal EmbeddedFont(SKTypeface shared)
    {
        using var stream = shared.OpenStream();
        _file = SKData.Create(stream, stream.Length);
        Typeface = SKTypeface.FromData(_file);
    }

    internal SKTypeface Typeface { get; }

    public void Dispose()
    {
        Typeface.Dispose();
        _file.Dispose();
    }

    internal void Show(ReadOnlySpan<ushort> glyphs)
    {
        foreach (var glyph in glyphs)
        {
            _shown.Add(glyph);
        }
    }

    /// <summary>Blanks what is not shown; nothing can be set in the font afterwards.</summary>
    internal void Prune()
    {
        var read = _file.AsSpan();
        var bytes = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(read), read.Length);
        var (head, places, outlines) = (Table(bytes, "head"), Table(bytes, "loca"), Table(bytes, "glyf"));
        var isLong = BinaryPrimitives.ReadUInt16BigEndian(bytes[(head.Start + 50)..]) != 0;
        var count = (places.Length / (isLong ? 4 : 2)) - 1;
        var open = new Stack<ushort>(_shown);
        while (open.TryPop(out var glyph))
        {
            foreach (var part in Parts(Outline(bytes, glyph)))
            {
                if (_shown.Add(part))
                {
                    open.Push(part);
                }
            }
        }

        for (var glyph = 0; glyph < count; glyph++)
        {
            if (!_shown.Contains((ushort)glyph))
            {
                Outline(bytes, glyph).Clear();
            }
        }

        Span<byte> Outline(Span<byte> all, int glyph)
        {
            var (from, to) = (Place(all, glyph), Place(all, glyph + 1));
            return all[(outlines.Start + from)..(outlines.Start + to)];
        }

        int Place(Span<byte> all, int glyph) => isLong
            ? (int)BinaryPrimitives.ReadUInt32BigEndian(all[(places.Start + (glyph * 4))..])
            : BinaryPrimitives.ReadUInt16BigEndian(all[(places.Start + (glyph * 2))..]) * 2;
    }

    /// <summary>The glyphs that a glyph is put together of, if it is.</summary>
    private static List<ushort> Parts(ReadOnlySpan<byte> outline)
    {
        var parts = new List<ushort>();
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return parts;
        }

        for (var (at, isMore) = (10, true); isMore;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & HasWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
            isMore = (flags & HasMore) != 0;
        }

        return parts;
    }

    private static (int Start, int Length) Table(ReadOnlySpan<byte> file, string tag)
    {
        for (var at = 12; at < 12 + (16 * BinaryPrimitives.ReadUInt16BigEndian(file[4..])); at += 16)
        {
            if (Encoding.ASCII.GetString(file.Slice(at, 4)) == tag)
            {
                return ((int)BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8)..]), (int)BinaryPrimitives.ReadUInt32BigEndian(file[(at + 12)..]));
            }
        }

        throw new InvalidDataException($"The font has no table '{tag}'.");
    }
}
