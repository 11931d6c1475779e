using System.Globalization;
using System.Text.Json;
using Finance.Core.Storage;

namespace Finance.Core.Exporting.Backup;

/// <summary>
/// A property of a row as a member of the row's object in a backup. What the row lacks, the object lacks too. Each is written in one way
/// only, so that reading and writing again tells whether a document says what this code says.
/// </summary>
internal abstract class RowField(string property, string name)
{
    internal string Property => property;

    internal string Name => name;

    internal void Write(Utf8JsonWriter json, Row row)
    {
        if (row.Properties.TryGetValue(property, out var value))
        {
            json.WritePropertyName(name);
            WriteValue(json, row, value);
        }
    }

    internal void Read(JsonElement item, Row row)
    {
        if (item.TryGetProperty(name, out var value))
        {
            row.SetObject(property, ReadValue(item, row, value));
        }
    }

    protected abstract void WriteValue(Utf8JsonWriter json, Row row, object value);

    /// <remarks>Throws what a JSON value of another kind makes <see cref="JsonElement"/> throw, and <see
    /// cref="FormatException"/>.</remarks>
    protected abstract object ReadValue(JsonElement item, Row row, JsonElement value);
}

internal sealed class TextField(string property, string name) : RowField(property, name)
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) => json.WriteStringValue((string)value);

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) => value.GetString()!;
}

internal sealed class IntField(string property, string name) : RowField(property, name)
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) => json.WriteNumberValue((int)value);

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) => value.GetInt32();
}

internal sealed class LongField(string property, string name) : RowField(property, name)
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) => json.WriteNumberValue((long)value);

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) => value.GetInt64();
}

internal sealed class FlagField(string property, string name) : RowField(property, name)
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) => json.WriteBooleanValue((bool)value);

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) => value.GetBoolean();
}

/// <summary>An instant in UTC with all digits that the store keeps.</summary>
internal sealed class InstantField(string property, string name) : RowField(property, name)
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) =>
        json.WriteStringValue(((DateTimeOffset)value).UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture));

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) =>
        DateTimeOffset.ParseExact(value.GetString()!, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>Minor units as an amount with its currency's decimals.</summary>
/// <param name="currency">The property with the code of the currency, which stands before it in the object.</param>
internal sealed class MoneyField(string property, string name, string currency) : RowField(property, name)
{
    internal static void Write(Utf8JsonWriter json, long minor, Currency currency) =>
        json.WriteRawValue(new Money(minor, currency).ToString(), skipInputValidation: true);

    internal static long Read(JsonElement value, Currency currency)
    {
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : throw new FormatException("An amount is a number.");
        return MoneyText.TryParse(text, currency, out var money) == MoneyFault.None
            ? money.Minor
            : throw new FormatException($"'{text}' is no amount of {currency.Code}.");
    }

    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) =>
        Write(json, (long)value, Currency.Of(row.Text(currency)));

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) => Read(value, Currency.Of(row.Text(currency)));
}

/// <summary>Words with spaces between as an array.</summary>
internal sealed class WordsField(string property, string name) : RowField(property, name)
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value)
    {
        json.WriteStartArray();
        foreach (var word in ((string)value).Split(' '))
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) =>
        string.Join(' ', value.EnumerateArray().Select(word => word.GetString()));
}

/// <summary>JSON text as the JSON it is.</summary>
internal sealed class JsonField(string property, string name) : RowField(property, name)
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) => json.WriteRawValue((string)value);

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) => value.GetRawText();
}

/// <summary>A member of an enumeration that is stored as its number, by its name.</summary>
internal sealed class ChoiceField<T>(string property, string name) : RowField(property, name)
    where T : struct, Enum
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) =>
        json.WriteStringValue(SnakeCase.Of((T)Enum.ToObject(typeof(T), (int)value)));

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) =>
        Convert.ToInt32(SnakeCase.Parse<T>(value.GetString()!), CultureInfo.InvariantCulture);
}

/// <summary>A user's id; the owner's own is not told, so that a ledger says the same whoever has it.</summary>
internal sealed class UserField(string property, string name) : RowField(property, name)
{
    internal const string Owner = "owner";

    protected override void WriteValue(Utf8JsonWriter json, Row row, object value) =>
        json.WriteStringValue((string)value == row.Partition ? Owner : (string)value);

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) =>
        value.GetString() is { } text && text != Owner ? text : row.Partition;
}

/// <summary>Days with a number each (<c>day=number</c>, with spaces between) as an array of objects.</summary>
/// <param name="currency">The property with the currency of the numbers, which are minor units; null where they are plain numbers.</param>
internal sealed class DaysField(string property, string name, string number, string? currency = null) : RowField(property, name)
{
    private const string Day = "from";

    protected override void WriteValue(Utf8JsonWriter json, Row row, object value)
    {
        json.WriteStartArray();
        foreach (var pair in ((string)value).Split(' '))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var count = long.Parse(pair.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            json.WriteStartObject();
            json.WriteString(Day, pair.AsSpan(0, at));
            json.WritePropertyName(number);
            if (currency is null)
            {
                json.WriteNumberValue(count);
            }
            else
            {
                MoneyField.Write(json, count, Currency.Of(row.Text(currency)));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    protected override object ReadValue(JsonElement item, Row row, JsonElement value) =>
        string.Join(' ', value.EnumerateArray().Select(pair => ReadPair(row, pair)));

    private string ReadPair(Row row, JsonElement pair)
    {
        var count = currency is null
            ? pair.GetProperty(number).GetInt64()
            : MoneyField.Read(pair.GetProperty(number), Currency.Of(row.Text(currency)));
        return string.Create(CultureInfo.InvariantCulture, $"{pair.GetProperty(Day).GetString()}={count}");
    }
}
