using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>An element's name of up to 16 letters, in any case, as two numbers. Longer names are all alike and name nothing.</summary>
internal readonly record struct OfxTagKey(ulong Low, ulong High)
{
    private const int Longest = 16;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:"u8);

    private static readonly byte[] Folded = Fold();

    public int Hash => (int)(((Low * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(High * 0xD6E8FEB86659FD93, 17)) >> 40);

    /// <summary>
    /// The name at a place up to its <c>&gt;</c>, when that comes within 16 bytes; what it is made of is not looked at.
    /// The 16 bytes must be readable.
    /// </summary>
    public static bool TryPeek(byte[] buffer, int from, out OfxTagKey key, out int length)
    {
        var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(buffer), (nuint)from);
        var ends = Vector128.Equals(bytes, Vector128.Create((byte)'>')).ExtractMostSignificantBits();
        length = BitOperations.TrailingZeroCount(ends | 0x10000);
        var folded = (bytes | Vector128.Create((byte)0x20)).AsUInt64();
        key = length >= 8
            ? new OfxTagKey(folded[0], length == 8 ? 0 : folded[1] & (ulong.MaxValue >> (128 - (length * 8))))
            : new OfxTagKey(length == 0 ? 0 : folded[0] & (ulong.MaxValue >> (64 - (length * 8))), 0);
        return length is > 0 and < Longest;
    }

    /// <summary>Reads the name at a place; answers where it ends, which is where it began when there is none.</summary>
    public static int Scan(byte[] buffer, int from, int end, out OfxTagKey key)
    {
        ulong low = 0, high = 0;
        var last = Math.Min(end, from + Longest);
        var at = from;
        var shift = 0;
        for (; at < last && Folded[buffer[at]] is var letter && letter != 0; at++, shift += 8)
        {
            if (shift < 64)
            {
                low |= (ulong)letter << shift;
            }
            else
            {
                high |= (ulong)letter << (shift - 64);
            }
        }

        key = new OfxTagKey(low, high);
        if (at == from || !char.IsAsciiLetter((char)buffer[from]))
        {
            return from;
        }

        if (at - from == Longest && at < end && Folded[buffer[at]] != 0)
        {
            key = default;
            var rest = buffer.AsSpan(at, end - at).IndexOfAnyExcept(NameBytes);
            return rest < 0 ? end : at + rest;
        }

        return at;
    }

    private static byte[] Fold()
    {
        var folded = new byte[256];
        for (var value = 0; value < folded.Length; value++)
        {
            folded[value] = NameBytes.Contains((byte)value) ? (byte)(value | 0x20) : (byte)0;
        }

        return folded;
    }
}
