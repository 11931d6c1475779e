using System.Numerics;
using Finance.Core.Storage;

namespace Finance.Core.Currencies;

/// <summary>A decimal as whole digits and how many of them stand after the point, without zeros at the end: 1.0930 is 1093 and 3.</summary>
internal static class ExactDecimal
{
    /// <summary>The digits that a published or entered rate may have: they fit a long.</summary>
    internal const int MaxDigits = 15;

    internal static bool Fits(decimal value) => BigInteger.Abs(Split(value).Unscaled) < BigInteger.Pow(10, MaxDigits);

    internal static (BigInteger Unscaled, int Scale) Split(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var unscaled = ((BigInteger)(uint)parts[2] << 64) | ((BigInteger)(uint)parts[1] << 32) | (uint)parts[0];
        var scale = (int)value.Scale;
        for (; scale > 0 && unscaled % 10 == 0; scale--)
        {
            unscaled /= 10;
        }

        return (value < 0 ? -unscaled : unscaled, scale);
    }

    internal static decimal Join(BigInteger unscaled, int scale)
    {
        for (; scale > 0 && unscaled % 10 == 0; scale--)
        {
            unscaled /= 10;
        }

        var magnitude = BigInteger.Abs(unscaled);
        const uint Low = uint.MaxValue;
        return new decimal(
            (int)(uint)(magnitude & Low),
            (int)(uint)((magnitude >> 32) & Low),
            checked((int)(uint)(magnitude >> 64)),
            unscaled.Sign < 0,
            (byte)scale);
    }

    /// <summary>Writes what is not below zero and has at most <see cref="MaxDigits"/> digits.</summary>
    internal static void Write(PackedWriter writer, decimal value)
    {
        var (unscaled, scale) = Split(value);
        writer.Count(scale).Unsigned((ulong)unscaled);
    }

    internal static decimal Read(ref PackedReader reader)
    {
        var (scale, unscaled) = ((byte)reader.Count(), reader.Unsigned());
        return new decimal((int)(uint)unscaled, (int)(uint)(unscaled >> 32), 0, false, scale);
    }
}
