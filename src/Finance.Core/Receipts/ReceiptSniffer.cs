using System.Buffers.Binary;

namespace Finance.Core.Receipts;

/// <summary>
/// Tells what a file is by how it begins. Stricter than the formats' own readers: a file that begins otherwise and is taken for a picture
/// somewhere may be taken for a page elsewhere.
/// </summary>
public static class ReceiptSniffer
{
    /// <summary>Bytes of the beginning that are looked at.</summary>
    public const int HeadLength = 64;

    private const int PngHeaderLength = 33;
    private const int RiffHeaderLength = 20;

    /// <returns>Null for anything that is no receipt.</returns>
    public static ReceiptKind? Find(ReadOnlySpan<byte> head) =>
        IsPng(head) ? ReceiptKind.Png
        : IsJpeg(head) ? ReceiptKind.Jpeg
        : IsWebp(head) ? ReceiptKind.Webp
        : IsPdf(head) ? ReceiptKind.Pdf
        : null;

    /// <summary>What a file is that is no receipt, in words; null where it is not known.</summary>
    public static string? Describe(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return head.StartsWith("PK\u0003\u0004"u8) ? "a ZIP archive, such as an Office document"
            : head.StartsWith("GIF8"u8) ? "a GIF"
            : head.StartsWith("BM"u8) ? "a BMP"
            : head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) ? "a TIFF"
            : head.Length >= 12 && head[4..].StartsWith("ftyp"u8) ? "a HEIC or AVIF picture, or a video"
            : text.StartsWith("<"u8) ? "text with markup, such as SVG or HTML"
            : null;
    }

    /// <summary>The media type of a kind.</summary>
    public static string ContentTypeOf(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Jpeg => "image/jpeg",
        ReceiptKind.Png => "image/png",
        ReceiptKind.Webp => "image/webp",
        ReceiptKind.Pdf => "application/pdf",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // Signature, then the header's chunk with its length of 13: https://www.w3.org/TR/png-3/#5PNG-file-signature
    private static bool IsPng(ReadOnlySpan<byte> head) =>
        head.Length >= PngHeaderLength
        && head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
        && head[12..].StartsWith("IHDR"u8)
        && BinaryPrimitives.ReadUInt32BigEndian(head[16..]) is > 0 and <= int.MaxValue
        && BinaryPrimitives.ReadUInt32BigEndian(head[20..]) is > 0 and <= int.MaxValue;

    // Start of image, then the marker of a table, a frame, a comment or an application: https://www.w3.org/Graphics/JPEG/itu-t81.pdf B.1.1.3
    private static bool IsJpeg(ReadOnlySpan<byte> head) =>
        head.Length >= 6
        && head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])
        && head[3] is (>= 0xe0 and <= 0xef) or 0xdb or 0xc4 or 0xfe or (>= 0xc0 and <= 0xc2)
        && BinaryPrimitives.ReadUInt16BigEndian(head[4..]) >= 2;

    // https://developers.google.com/speed/webp/docs/riff_container
    private static bool IsWebp(ReadOnlySpan<byte> head) =>
        head.Length >= RiffHeaderLength
        && head.StartsWith("RIFF"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) >= RiffHeaderLength - 8
        && head[8..].StartsWith("WEBPVP8"u8)
        && head[15] is (byte)' ' or (byte)'L' or (byte)'X';

    // Readers look for the header anywhere in the first kilobyte; what stands before it could be a page or an archive.
    private static bool IsPdf(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && head.StartsWith("%PDF-"u8) && head[5] is (byte)'1' or (byte)'2' && head[6] == '.' && char.IsAsciiDigit((char)head[7]);
}
