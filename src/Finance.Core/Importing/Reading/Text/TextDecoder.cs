using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Finance.Core.Importing.Reading.Text;

/// <summary>
/// Turns bytes into the texts of entries: trimmed, in NFC, control characters and line breaks as one space. Payees repeat, so recent
/// short texts are
/// kept and handed out again.
/// </summary>
internal sealed class TextDecoder(StatementEncoding encoding)
{
    private const int Slots = 4096;
    private const int LongestKept = 96;

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(value => (char)value).Where(char.IsControl)]);

    private readonly Encoding _encoding = encoding.Encoding;
    private readonly Kept[] _kept = new Kept[Slots];

    public StatementEncoding Source => encoding;

    /// <summary>The text, or null when nothing but space is there.</summary>
    public string? Read(ReadOnlySpan<byte> bytes)
    {
        bytes = Trim(bytes);
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (bytes.Length > LongestKept)
        {
            return Make(bytes);
        }

        var hash = Hash(bytes);
        ref var kept = ref _kept[hash & (Slots - 1)];
        if (kept.Hash == hash && kept.Bytes is not null && bytes.SequenceEqual(kept.Bytes.AsSpan(0, kept.Length)))
        {
            return kept.Text;
        }

        var text = Make(bytes);
        kept.Bytes ??= new byte[LongestKept];
        bytes.CopyTo(kept.Bytes);
        kept.Length = bytes.Length;
        kept.Hash = hash;
        kept.Text = text;
        return text;
    }

    /// <summary>The characters as they stand, for shapes that bytes alone do not show.</summary>
    public int Decode(ReadOnlySpan<byte> bytes, Span<char> characters) =>
        _encoding.GetMaxCharCount(bytes.Length) <= characters.Length ? _encoding.GetChars(bytes, characters) : -1;

    public string Decode(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) ? Encoding.Latin1.GetString(bytes) : _encoding.GetString(bytes);

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        var end = bytes.Length;
        while (start < end && bytes[start] <= ' ')
        {
            start++;
        }

        while (end > start && bytes[end - 1] <= ' ')
        {
            end--;
        }

        return bytes[start..end];
    }

    /// <summary>Trims, joins what control characters and line breaks part by one space, and composes accents.</summary>
    public static string? Clean(string text)
    {
        if (text.AsSpan().ContainsAny(Controls))
        {
            char[] controls = [.. text.Where(char.IsControl).Distinct()];
            text = string.Join(' ', text.Split(controls, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        text = text.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        return Ascii.IsValid(text) || text.IsNormalized() ? text : text.Normalize();
    }

    // Printable ASCII, which is nearly everything, is clean as it stands.
    private string? Make(ReadOnlySpan<byte> bytes) =>
        bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? Clean(Decode(bytes)) : Encoding.Latin1.GetString(bytes);

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        ref var at = ref MemoryMarshal.GetReference(bytes);
        var left = bytes.Length;
        for (; left >= 8; left -= 8)
        {
            hash = (BitOperations.RotateLeft(hash, 29) ^ Unsafe.ReadUnaligned<ulong>(ref at)) * 0xD6E8FEB86659FD93;
            at = ref Unsafe.Add(ref at, 8);
        }

        for (; left > 0; left--)
        {
            hash = (BitOperations.RotateLeft(hash, 7) ^ at) * 0xD6E8FEB86659FD93;
            at = ref Unsafe.Add(ref at, 1);
        }

        return (uint)((hash >> 32) ^ hash) | 1;
    }

    private struct Kept
    {
        public uint Hash;
        public int Length;
        public byte[]? Bytes;
        public string? Text;
    }
}
