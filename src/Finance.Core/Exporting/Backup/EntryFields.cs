using System.Text.Json;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Exporting.Backup;

/// <summary>Parts of an entry by category.</summary>
internal sealed class SplitsField() : RowField("Splits", "splits")
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value)
    {
        var currency = Currency.Of(row.Text("Currency"));
        json.WriteStartArray();
        foreach (var split in JsonSerializer.Deserialize((string)value, TransactionJson.Default.StoredSplitArray)!)
        {
            json.WriteStartObject();
            json.WriteString("category_id", split.Category);
            json.WritePropertyName("amount");
            MoneyField.Write(json, split.Minor, currency);
            json.WriteString("notes", split.Notes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    protected override object ReadValue(JsonElement item, Row row, JsonElement value)
    {
        var currency = Currency.Of(row.Text("Currency"));
        row.Set(TransactionRow.SplitProperty, true);
        return JsonSerializer.Serialize(
            [.. value.EnumerateArray().Select(split => new StoredSplit(
                split.GetProperty("category_id").GetString(),
                MoneyField.Read(split.GetProperty("amount"), currency),
                split.GetProperty("notes").GetString()))],
            TransactionJson.Default.StoredSplitArray);
    }
}

/// <summary>What an entry gives to goals.</summary>
internal sealed class LinksField() : RowField("Goals", "goals")
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value)
    {
        var currency = Currency.Of(row.Text("Currency"));
        json.WriteStartArray();
        foreach (var link in JsonSerializer.Deserialize((string)value, TransactionJson.Default.StoredLinkArray)!)
        {
            json.WriteStartObject();
            json.WriteString("goal_id", link.Goal);
            json.WriteString("contribution_id", link.Contribution);
            json.WritePropertyName("amount");
            MoneyField.Write(json, link.Minor, currency);
            json.WriteBoolean("is_whole", link.Whole == true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    protected override object ReadValue(JsonElement item, Row row, JsonElement value)
    {
        var currency = Currency.Of(row.Text("Currency"));
        return JsonSerializer.Serialize(
            [.. value.EnumerateArray().Select(link => new StoredLink(
                link.GetProperty("goal_id").GetString()!,
                link.GetProperty("contribution_id").GetString()!,
                MoneyField.Read(link.GetProperty("amount"), currency),
                link.GetProperty("is_whole").GetBoolean() ? true : null))],
            TransactionJson.Default.StoredLinkArray);
    }
}

/// <summary>Fields of the user's own: each with its kind and its text.</summary>
internal sealed class CustomField() : RowField("Custom", "custom_fields")
{
    protected override void WriteValue(Utf8JsonWriter json, Row row, object value)
    {
        json.WriteStartObject();
        foreach (var (name, custom) in JsonSerializer.Deserialize((string)value, TransactionJson.Default.DictionaryStringCustomValue)!)
        {
            json.WriteStartObject(name);
            json.WriteString("type", SnakeCase.Of(custom.Kind));
            json.WriteString("value", custom.Text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    protected override object ReadValue(JsonElement item, Row row, JsonElement value)
    {
        var fields = value.EnumerateObject().ToDictionary(
            field => field.Name,
            field => new CustomValue(
                SnakeCase.Parse<CustomKind>(field.Value.GetProperty("type").GetString()!), field.Value.GetProperty("value").GetString()!));
        return JsonSerializer.Serialize(fields, TransactionJson.Default.DictionaryStringCustomValue);
    }
}
