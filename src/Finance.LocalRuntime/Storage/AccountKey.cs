using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Finance.LocalRuntime.Storage;

/// <summary>The name of a storage account and its shared key, which can be rotated while clients use it.</summary>
internal sealed class AccountKey
{
    private byte[] _key;

    /// <param name="accountName">The account's name as it stands in the canonicalized resource.</param>
    /// <param name="base64Key">The key as the portal shows it.</param>
    /// <exception cref="FormatException">The key is not Base64.</exception>
    public AccountKey(string accountName, string base64Key)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        ArgumentNullException.ThrowIfNull(base64Key);
        AccountName = accountName;
        _key = Convert.FromBase64String(base64Key);
    }

    public string AccountName { get; }

    public void Rotate(string base64Key)
    {
        ArgumentNullException.ThrowIfNull(base64Key);
        Volatile.Write(ref _key, Convert.FromBase64String(base64Key));
    }

    /// <returns>The Base64 of the HMAC-SHA256 of the text's UTF-8 bytes.</returns>
    public string Sign(ReadOnlySpan<char> stringToSign) => Sign(Volatile.Read(ref _key), stringToSign);

    /// <inheritdoc cref="Sign(ReadOnlySpan{char})"/>
    public static string Sign(ReadOnlySpan<byte> key, ReadOnlySpan<char> stringToSign)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(stringToSign.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(stringToSign, rented);
            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(key, rented.AsSpan(0, length), hash);
            return Convert.ToBase64String(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
