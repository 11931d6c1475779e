using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Finds the bytes that give a row its shape, 64 at a time.</summary>
internal static class CsvMarks
{
    public const int Lane = 64;

    /// <summary>
    /// A bit for each delimiter, quote, line break and other control character up to \r among the next 64 bytes, of which the first
    /// <paramref name="count"/> belong to the file. The bytes behind them must be readable.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Find(ref byte bytes, int count, byte delimiter)
    {
        ulong marks;
        if (Vector512.IsHardwareAccelerated)
        {
            var lane = Vector512.LoadUnsafe(ref bytes);
            var found = Vector512.Equals(lane, Vector512.Create(delimiter))
                | Vector512.Equals(lane, Vector512.Create((byte)'"'))
                | Vector512.Equals(Vector512.Min(lane, Vector512.Create((byte)'\r')), lane);
            marks = found.ExtractMostSignificantBits();
        }
        else
        {
            marks = Half(ref bytes, delimiter) | ((ulong)Half(ref Unsafe.Add(ref bytes, 32), delimiter) << 32);
        }

        return count >= Lane ? marks : marks & ((1UL << count) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(ref byte bytes, byte delimiter)
    {
        var lane = Vector256.LoadUnsafe(ref bytes);
        var found = Vector256.Equals(lane, Vector256.Create(delimiter))
            | Vector256.Equals(lane, Vector256.Create((byte)'"'))
            | Vector256.Equals(Vector256.Min(lane, Vector256.Create((byte)'\r')), lane);
        return found.ExtractMostSignificantBits();
    }
}
