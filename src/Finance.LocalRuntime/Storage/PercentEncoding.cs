using System.Buffers;
using System.Text;

namespace Finance.LocalRuntime.Storage;

/// <summary>
/// Percent-encodes text as UTF-8, everything but the unreserved characters of
/// <see href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986</see>.
/// </summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> UnreservedOrSlash =
        SearchValues.Create("/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Encodes a blob name: its slashes separate segments and stay.</summary>
    public static string Path(string name) => name.AsSpan().ContainsAnyExcept(UnreservedOrSlash)
        ? string.Join('/', name.Split('/').Select(Uri.EscapeDataString))
        : name;

    public static string Value(string value) => value.AsSpan().ContainsAnyExcept(Unreserved) ? Uri.EscapeDataString(value) : value;

    /// <summary>
    /// Encodes a key as it stands between the quotes of <c>(PartitionKey='…',RowKey='…')</c>: a quote is doubled
    /// (<see href="https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#query-string-encoding"/>).
    /// </summary>
    public static string Key(string key) => key.AsSpan().ContainsAnyExcept(Unreserved)
        ? Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal))
        : key;

    /// <summary>As <see cref="Key(string)"/>, straight into a buffer.</summary>
    public static void Key(string key, PooledBuffer target)
    {
        if (!key.AsSpan().ContainsAnyExcept(Unreserved))
        {
            var plain = target.GetSpan(key.Length);
            target.Advance(Encoding.ASCII.GetBytes(key, plain));
            return;
        }

        target.WriteAscii(Key(key));
    }
}
