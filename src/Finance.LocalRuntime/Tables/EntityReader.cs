using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Reads the rows of an answer in <c>odata=minimalmetadata</c>, where annotations give the types JSON does not have.</summary>
internal sealed class EntityReader
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly PropertyNames _names = new();
    private int _capacity = 16;

    /// <summary>Reads the answer to a point read.</summary>
    public static T ReadEntity<T>(ReadOnlySpan<byte> body)
        where T : class, ITableEntity
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        return To<T>(new EntityReader().ReadRow(ref json));
    }

    /// <summary>Reads the answer to a query: <c>{"odata.metadata":"…","value":[…]}</c>.</summary>
    public static List<T> ReadPage<T>(ReadOnlySpan<byte> body)
        where T : class, ITableEntity
    {
        var rows = new List<T>();
        var reader = new EntityReader();
        var json = new Utf8JsonReader(body);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = json.ValueTextEquals("value"u8);
            json.Read();
            if (!isRows)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                rows.Add(To<T>(reader.ReadRow(ref json)));
        }

        return rows;
    }

    private static T To<T>(TableEntity row)
        where T : class, ITableEntity => row as T ?? (T)EntityShape.Of(typeof(T)).Create(row);

    private TableEntity ReadRow(ref Utf8JsonReader json)
    {
        var row = new TableEntity(_capacity);
        _names.StartRow();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = _names.Read(ref json);
            json.Read();
            if (name.Annotated is { } property)
                ReadAnnotation(ref json, row.Properties, property);
            else if (name.Text is TableEntity.TimestampName)
                row.Properties[name.Text] = ReadValue(ref json, "Edm.DateTime");
            else if (name.Text is not "odata.metadata")
                row.Properties[name.Text] = ReadValue(ref json, name.TypeIn(_names.Row));
        }

        _capacity = row.Properties.Count;
        return row;
    }

    // The service writes a type before its value; JSON does not promise an order, so a late one converts what was read.
    private void ReadAnnotation(ref Utf8JsonReader json, Dictionary<string, object?> properties, PropertyName property)
    {
        var type = json.ValueTextEquals("Edm.Int64"u8) ? "Edm.Int64"
            : json.ValueTextEquals("Edm.DateTime"u8) ? "Edm.DateTime"
            : json.GetString()!;
        property.SetType(type, _names.Row);
        if (properties.TryGetValue(property.Text, out var value) && value is not null)
            properties[property.Text] = FromText(Convert.ToString(value, CultureInfo.InvariantCulture)!, type);
    }

    private static object? ReadValue(ref Utf8JsonReader json, string? type) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        JsonTokenType.Number => ReadNumber(ref json, type),
        JsonTokenType.String => ReadText(ref json, type),
        _ => throw new JsonException("A row of the table service holds an object or array."),
    };

    private static object ReadNumber(ref Utf8JsonReader json, string? type)
    {
        if (type == "Edm.Double")
            return json.GetDouble();
        if (type == "Edm.Int64")
            return json.GetInt64();
        return json.TryGetInt32(out var integer) ? (object)integer : json.GetDouble();
    }

    private static object ReadText(ref Utf8JsonReader json, string? type)
    {
        switch (type)
        {
            case null:
                return json.GetString()!;
            case "Edm.Int64" when Utf8Parser.TryParse(json.ValueSpan, out long number, out var used) && used == json.ValueSpan.Length:
                return number;
            case "Edm.DateTime" when json.TryGetDateTimeOffset(out var instant):
                return instant.ToUniversalTime();
            case "Edm.Guid" when json.TryGetGuid(out var id):
                return id;
            case "Edm.Binary" when json.TryGetBytesFromBase64(out var bytes):
                return bytes;
            default:
                return FromText(json.GetString()!, type);
        }
    }

    private static object FromText(string text, string type) => type switch
    {
        "Edm.String" => text,
        "Edm.Int64" => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "Edm.Int32" => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "Edm.DateTime" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
        "Edm.Guid" => Guid.Parse(text),
        "Edm.Binary" => Convert.FromBase64String(text),
        "Edm.Double" => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        "Edm.Boolean" => bool.Parse(text),
        _ => throw new NotSupportedException($"The table service answered with the unknown type {type}."),
    };
}
