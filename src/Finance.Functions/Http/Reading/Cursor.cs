using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Finance.Core;
using Finance.Core.Ledgers;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Reading;

/// <summary>
/// The place in a list as a client carries it from page to page: opaque, and good for the same user, ledger, route and filters only.
/// </summary>
/// <remarks>
/// Base64url of a version byte, the place in UTF-8, and a keyed hash over these and the scope. The key is no secret and need not be one:
/// the hash tells a cursor that was altered or belongs elsewhere, while what a place may reach is decided by the ledger that is opened,
/// whatever it says.
/// </remarks>
/// <param name="scope">User, ledger, route and filters.</param>
internal sealed class Cursor(string scope)
{
    private const byte Version = 1;
    private const int HashLength = 12;
    private const int MaxLength = 2048;
    private static readonly byte[] Key = SHA256.HashData("Finance Functions: place in a list"u8);

    internal static Cursor For(Caller caller, HttpRequest request) =>
        new($"{caller.User}\n{caller.Ledger}\n{request.Path.Value?.TrimEnd('/').ToLowerInvariant()}\n{FilterOf(request.Query)}");

    /// <param name="place">The list's own words for where the next page begins.</param>
    internal string Seal(string place)
    {
        var text = Encoding.UTF8.GetBytes(place);
        Span<byte> bytes = [Version, .. text, .. Hash(text)];
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>The place. Errors: <c>invalid_cursor</c>.</returns>
    internal Result<string> Open(string cursor)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            return Errors.InvalidCursor();
        }

        // Base64 has several spellings of some bytes; only the one that was given out is taken.
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= HashLength || bytes[0] != Version || Base64Url.EncodeToString(bytes) != cursor)
        {
            return Errors.InvalidCursor();
        }

        var place = bytes[1..^HashLength];
        return CryptographicOperations.FixedTimeEquals(bytes[^HashLength..], Hash(place))
            ? Encoding.UTF8.GetString(place)
            : Errors.InvalidCursor();
    }

    /// <summary>What a query asks for but for the place in the list, written one way whatever the order of its parameters.</summary>
    private static string FilterOf(IQueryCollection query)
    {
        var filter = new StringBuilder();
        foreach (var (name, value) in query.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            if (name is not (PageFields.Cursor or PageFields.Limit))
            {
                filter.Append(name).Append('\n').Append(value).Append('\n');
            }
        }

        return filter.ToString();
    }

    private ReadOnlySpan<byte> Hash(ReadOnlySpan<byte> place)
    {
        var scopeBytes = Encoding.UTF8.GetBytes(scope);
        byte[] hashed = [Version, .. BitConverter.GetBytes(scopeBytes.Length), .. scopeBytes, .. place];
        return HMACSHA256.HashData(Key, hashed).AsSpan(0, HashLength);
    }
}
