using System.Globalization;
using System.Text;
using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>
/// A <see cref="RowQuery"/> as the filter text of the table service
/// (https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#supported-query-options). The one place that quotes
/// values; the client encodes the whole for the address.
/// </summary>
/// <remarks>
/// To the service the order of terms is all the same. Azurite tries them from left to right on every row of its table, and compares a text of
/// up to 12 characters several times faster than a longer one: in its engine (V8), longer parts of a text are views that only slow code
/// compares. So the bounds of the key come first, shortened where they are longer, and let only few rows through to the exact terms.
/// </remarks>
internal static class ODataFilter
{
    private const int ShortLength = 12;

    /// <returns>Null where the query is the whole table.</returns>
    public static string? Of(RowQuery query)
    {
        var filter = new StringBuilder(256);
        var isShort = (From: query.From is null or { Length: <= ShortLength }, To: query.To is null or { Length: <= ShortLength });
        // Most rows are transactions, and most queries are for their newest, which lie below the others.
        Text(filter, "RowKey", "lt", isShort.To ? query.To : KeyText.After(Short(query.To!)));
        Text(filter, "RowKey", "ge", isShort.From ? query.From : Short(query.From!));
        Text(filter, "RowKey", "lt", isShort.To ? null : query.To);
        Text(filter, "RowKey", "ge", isShort.From ? null : query.From);
        if (query.Partition is not null)
        {
            Text(filter, "PartitionKey", "eq", query.Partition);
        }
        else
        {
            Text(filter, "PartitionKey", "ge", query.FromPartition);
            Text(filter, "PartitionKey", "lt", query.ToPartition);
        }

        foreach (var (name, value) in query.Where)
        {
            Condition(filter, name, "eq").Append(Literal(value));
        }

        return filter.Length == 0 ? null : filter.ToString();
    }

    // Half a surrogate pair is no text.
    private static string Short(string key) => key[..(char.IsHighSurrogate(key[ShortLength - 1]) ? ShortLength - 1 : ShortLength)];

    private static void Text(StringBuilder filter, string name, string comparison, string? value)
    {
        if (value is not null)
        {
            Condition(filter, name, comparison).Append(Quoted(value));
        }
    }

    private static StringBuilder Condition(StringBuilder filter, string name, string comparison) =>
        filter.Append(filter.Length == 0 ? "" : " and ").Append(name).Append(' ').Append(comparison).Append(' ');

    private static string Literal(object value) => value switch
    {
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        DateTimeOffset instant => $"datetime'{instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)}'",
        _ => throw new ArgumentException($"A row holds no {value.GetType().Name}.", nameof(value)),
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
