using System.Buffers;
using System.Text;

namespace Finance.Core.Storage;

/// <summary>
/// What may stand in a partition or row key: 1 to 512 characters, no <c>/ \ # ?</c>, no control characters and no half
/// of a surrogate pair, which UTF-8 cannot carry
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#characters-disallowed-in-key-fields).
/// </summary>
public static class KeyText
{
    private const int MaxLength = 512;

    /// <exception cref="BatchRefusedException">The text cannot be a key.</exception>
    public static void Check(string key)
    {
        if (key.Length is 0 or > MaxLength)
        {
            throw new BatchRefusedException("A key has 1 to 512 characters.");
        }

        for (var at = 0; at < key.Length; at++)
        {
            var character = key[at];
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
            {
                throw new BatchRefusedException("A key has no '/', '\\', '#', '?' and no control characters.");
            }

            if (char.IsSurrogate(character) && !char.IsSurrogatePair(key, at++))
            {
                throw new BatchRefusedException("A key has no half of a surrogate pair.");
            }
        }
    }

    /// <summary>The lowest text above every key that begins with <paramref name="prefix"/>.</summary>
    /// <exception cref="ArgumentException">The prefix is empty or no well-formed text: nothing is above every key.</exception>
    public static string After(string prefix)
    {
        if (Rune.DecodeLastFromUtf16(prefix, out var last, out var length) != OperationStatus.Done)
        {
            throw new ArgumentException("A prefix has at least one whole character.", nameof(prefix));
        }

        // Keys are ordered by UTF-16 code unit, so the pairs (U+10000 and up) stand between U+D7FF and U+E000.
        var head = prefix[..^length];
        return last.Value switch
        {
            0xFFFF => After(head),
            0xD7FF => head + new Rune(0x10000),
            0x10FFFF => head + '\uE000',
            _ => head + new Rune(last.Value + 1),
        };
    }
}
