using System.Globalization;
using System.Text;
using System.Xml;

namespace Azure.Data.Tables;

/// <summary>
/// Turns the arguments of an interpolated filter into OData literals
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#constructing-filter-strings"/>).
/// </summary>
internal static class TableFilter
{
    public static string Create(FormattableString filter)
    {
        var literals = new object[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
            literals[i] = Literal(filter.GetArgument(i), i);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? argument, int index) => argument switch
    {
        null => "null",
        bool value => value ? "true" : "false",
        string value => Quote(value),
        char value => Quote(value.ToString()),
        StringBuilder value => Quote(value.ToString()),
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"{argument}L"),
        sbyte or byte or short or ushort or int or uint or decimal or float or double =>
            string.Create(CultureInfo.InvariantCulture, $"{argument}"),
        Guid value => $"guid'{value}'",
        DateTimeOffset value => Instant(value.UtcDateTime),
        DateTime value => Instant(value.ToUniversalTime()),
        byte[] value => $"X'{Convert.ToHexString(value)}'",
        BinaryData value => $"X'{Convert.ToHexString(value.ToMemory().Span)}'",
        _ => throw new ArgumentException($"Unable to convert argument {index} from type {argument.GetType()} to an OData literal."),
    };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Instant(DateTime utc) => $"datetime'{XmlConvert.ToString(utc, XmlDateTimeSerializationMode.RoundtripKind)}'";
}
