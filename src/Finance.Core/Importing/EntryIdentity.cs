using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Finance.Core.Importing;

/// <summary>
/// What an imported entry is, in three hashes of 40 bits that make the tail of its id: the bank's id, the money (day and amount under that id),
/// and the content (day, amount and text). Importing an entry again finds it by them, whatever else was edited since.
/// </summary>
/// <param name="Bank">Hash of account and bank id; 0 where the bank gave none.</param>
/// <param name="Money">Hash of account, bank id, day, amount and which variant of these it is in the file.</param>
/// <param name="Content">Hash of account, day, amount, normalised text and which of equal ones it is in the file.</param>
internal readonly record struct EntryIdentity(ulong Bank, ulong Money, ulong Content)
{
    private const int PartLength = 8;
    private const ulong PartMask = (1UL << (5 * PartLength)) - 1;
    private const int MaxStackBytes = 1024;

    internal string Tail => string.Create(3 * PartLength, this, static (text, identity) =>
    {
        Base32.Write(identity.Bank, text[..PartLength]);
        Base32.Write(identity.Money, text[PartLength..(2 * PartLength)]);
        Base32.Write(identity.Content, text[(2 * PartLength)..]);
    });

    /// <summary>Reads the tail of an id; of an entry made by hand it yields random parts, which equal nothing.</summary>
    internal static EntryIdentity OfTail(ReadOnlySpan<char> tail)
    {
        _ = Base32.TryRead(tail[..PartLength], out var bank);
        _ = Base32.TryRead(tail[PartLength..(2 * PartLength)], out var money);
        _ = Base32.TryRead(tail[(2 * PartLength)..], out var content);
        return new EntryIdentity(bank, money, content);
    }

    internal static ulong BankHash(string accountId, string bankId) => Math.Max(1, Hash($"b\n{accountId}\n{bankId}"));

    internal static ulong MoneyHash(string accountId, string? bankId, DateOnly day, long minor, int variant) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"m\n{accountId}\n{bankId}\n{day.DayNumber}\n{minor}\n{variant}"));

    internal static ulong ContentHash(string accountId, DateOnly day, long minor, string text, int ordinal) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"c\n{accountId}\n{day.DayNumber}\n{minor}\n{ordinal}\n{text}"));

    /// <summary>A bank's id that names the entry; null for the placeholders that banks put where they have none.</summary>
    internal static string? MeaningfulBankId(string? bankId)
    {
        var trimmed = bankId?.Trim();
        return string.IsNullOrEmpty(trimmed) || trimmed.All(character => character is '0' or '-' or '.') || trimmed is "NONREF" or "N/A" or "null"
            ? null
            : trimmed;
    }

    /// <summary>Letters and digits of payee and memo in capitals: what stays the same when banks change spacing and punctuation.</summary>
    internal static string NormalisedText(string? payee, string? memo)
    {
        var length = (payee?.Length ?? 0) + (memo?.Length ?? 0);
        Span<char> text = length <= MaxStackBytes ? stackalloc char[length] : new char[length];
        var at = Append(payee, text, 0);
        // A memo that only repeats the payee, as many banks write it, says nothing more.
        if (!string.Equals(payee, memo, StringComparison.OrdinalIgnoreCase))
        {
            at = Append(memo, text, at);
        }

        return text[..at].ToString();
    }

    private static int Append(string? part, Span<char> text, int at)
    {
        foreach (var character in part ?? string.Empty)
        {
            if (char.IsLetterOrDigit(character))
            {
                text[at++] = char.ToUpperInvariant(character);
            }
        }

        return at;
    }

    private static ulong Hash(string text)
    {
        var bytes = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = bytes <= MaxStackBytes ? stackalloc byte[bytes] : new byte[bytes];
        var length = Encoding.UTF8.GetBytes(text, buffer);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..length], hash);
        return MemoryMarshal.Read<ulong>(hash) & PartMask;
    }
}
