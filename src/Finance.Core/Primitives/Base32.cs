using System.Security.Cryptography;

namespace Finance.Core;

/// <summary>
/// Numbers and hashes as text whose ordinal order is the order of the numbers: digits and small letters without i, l, o, u
/// (Crockford's alphabet, https://www.crockford.com/base32.html). Safe in keys, URLs and file names.
/// </summary>
public static class Base32
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Writes the lowest 5 × <c>destination.Length</c> bits, highest first.</summary>
    public static void Write(ulong value, Span<char> destination)
    {
        for (var at = destination.Length - 1; at >= 0; at--)
        {
            destination[at] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }
    }

    public static string Write(ulong value, int length) =>
        string.Create(length, value, static (destination, number) => Write(number, destination));

    public static bool TryRead(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        return true;
    }

    public static bool IsValid(ReadOnlySpan<char> text, int length) => text.Length == length && TryRead(text, out _);

    /// <summary>Unguessable text of at most 12 characters, five random bits each.</summary>
    public static string Random(int length)
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return Write(BitConverter.ToUInt64(bytes), length);
    }
}
