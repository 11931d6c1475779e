using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Finance.Core.Importing.Reading.Text;

/// <summary>What the bytes of a whole file say about its encoding.</summary>
internal sealed class EncodingEvidence : IByteObserver
{
    private static readonly StatementEncoding[] SingleByte =
        [StatementEncoding.Windows1252, StatementEncoding.Latin9, StatementEncoding.Windows1250, StatementEncoding.Latin2];

    private readonly long[] _seen = new long[128];
    private readonly long[] _inWord = new long[128];
    private readonly byte[] _carried = new byte[8];
    private int _carriedCount;

    /// <summary>Characters of more than one byte that are well-formed UTF-8.</summary>
    public long WellFormed { get; private set; }

    /// <summary>Bytes that no UTF-8 text has.</summary>
    public long IllFormed { get; private set; }

    public bool IsAscii => WellFormed == 0 && IllFormed == 0;

    public void Observe(ReadOnlySpan<byte> bytes)
    {
        if (_carriedCount > 0)
        {
            // A character may lie across two pieces: the first bytes of this one complete it.
            var borrowed = Math.Min(4, bytes.Length);
            bytes[..borrowed].CopyTo(_carried.AsSpan(_carriedCount));
            var joined = _carried.AsSpan(0, _carriedCount + borrowed);
            var taken = Examine(joined, stopAt: _carriedCount, atEnd: false);
            bytes = bytes[Math.Min(bytes.Length, Math.Max(0, taken - _carriedCount))..];
            _carriedCount = 0;
        }

        var whole = bytes.Length - IncompleteTail(bytes);
        bytes[whole..].CopyTo(_carried);
        _carriedCount = bytes.Length - whole;
        bytes = bytes[..whole];
        if (Ascii.IsValid(bytes) || (WellFormed > 1_000 && IllFormed == 0 && Utf8.IsValid(bytes)))
        {
            return;
        }

        Examine(bytes, bytes.Length, atEnd: false);
    }

    /// <summary>Counts what the last piece left unfinished.</summary>
    public void Finish()
    {
        Examine(_carried.AsSpan(0, _carriedCount), _carriedCount, atEnd: true);
        _carriedCount = 0;
    }

    /// <summary>The encoding that fits, and why; null when UTF-8 and a single-byte encoding both explain a part of the file.</summary>
    public (StatementEncoding? Encoding, string Because) Decide()
    {
        if (IllFormed == 0)
        {
            return (StatementEncoding.Utf8, IsAscii ? "Every byte is ASCII." : "Every byte sequence is well-formed UTF-8.");
        }

        if (WellFormed >= 10 * IllFormed)
        {
            var damage = $"{WellFormed} characters are well-formed UTF-8; {IllFormed} damaged bytes are shown as U+FFFD.";
            return (StatementEncoding.Utf8, damage);
        }

        if (WellFormed * 10 > IllFormed)
        {
            return (null, $"{WellFormed} characters are well-formed UTF-8, {IllFormed} bytes are not.");
        }

        var best = SingleByte.MinBy(Misfits)!;
        var misfits = Misfits(StatementEncoding.Windows1252);
        return (best, best == StatementEncoding.Windows1252
            ? "The bytes are not UTF-8 and read as Windows-1252."
            : $"As Windows-1252 {misfits} bytes would be symbols inside words, as {best.Name} {Misfits(best)}.");
    }

    /// <summary>How many bytes would be control characters, or symbols inside words, in this encoding.</summary>
    public long Misfits(StatementEncoding encoding)
    {
        long misfits = 0;
        Span<byte> one = stackalloc byte[1];
        Span<char> character = stackalloc char[2];
        for (var value = 0; value < _seen.Length; value++)
        {
            if (_seen[value] > 0)
            {
                one[0] = (byte)(value + 128);
                encoding.Encoding.GetChars(one, character);
                misfits += IsNeverText(character[0]) ? _seen[value] : IsNeverInWords(character[0]) ? _inWord[value] : 0;
            }
        }

        return misfits;
    }

    // A truncated character at the end of a piece may be completed by the next one.
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            var lead = bytes[^length];
            if (lead >= 0xC0)
            {
                var needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return needed > length ? length : 0;
            }

            if (lead < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Counts the characters that begin before <paramref name="stopAt"/>; answers where the next one begins.</summary>
    private int Examine(ReadOnlySpan<byte> bytes, int stopAt, bool atEnd)
    {
        var at = 0;
        while (at < stopAt)
        {
            var skip = bytes[at..stopAt].IndexOfAnyExceptInRange((byte)0, (byte)127);
            if (skip < 0)
            {
                return stopAt;
            }

            at += skip;
            var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var length);
            if (status == System.Buffers.OperationStatus.Done)
            {
                WellFormed++;
            }
            else
            {
                IllFormed += length;
            }

            for (var end = at + length; at < end; at++)
            {
                Count(bytes, at, atEnd);
            }
        }

        return at;
    }

    private void Count(ReadOnlySpan<byte> bytes, int at, bool atEnd)
    {
        var value = bytes[at] - 128;
        _seen[value]++;
        if (!atEnd && at > 0 && at + 1 < bytes.Length && char.IsAsciiLetter((char)bytes[at - 1]) && char.IsAsciiLetter((char)bytes[at + 1]))
        {
            _inWord[value]++;
        }
    }

    private static bool IsNeverText(char character) => char.IsControl(character) || character is '\uFFFD' or '¤';

    private static bool IsNeverInWords(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherNumber => true,
        UnicodeCategory.CurrencySymbol => character != '€',
        UnicodeCategory.ModifierSymbol => character is not ('´' or '`'),
        _ => character is '¿' or '¡' or '¶' or '§',
    };
}
