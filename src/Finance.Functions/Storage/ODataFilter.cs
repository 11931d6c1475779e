using System.Globalization;
using System.Text;
using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>
/// A <see cref="RowQuery"/> as the filter text of the table service
/// (https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#supported-query-options). The one place that quotes
/// values; the client encodes the whole for the address.
/// </summary>
internal static class ODataFilter
{
    /// <returns>Null where the query is the whole table.</returns>
    public static string? Of(RowQuery query)
    {
        var filter = new StringBuilder(160);
        if (query.Partition is not null)
        {
            Text(filter, "PartitionKey", "eq", query.Partition);
        }
        else
        {
            Text(filter, "PartitionKey", "ge", query.FromPartition);
            Text(filter, "PartitionKey", "lt", query.ToPartition);
        }

        Text(filter, "RowKey", "ge", query.From);
        Text(filter, "RowKey", "lt", query.To);
        foreach (var (name, value) in query.Where)
        {
            Condition(filter, name, "eq").Append(Literal(value));
        }

        return filter.Length == 0 ? null : filter.ToString();
    }

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
