using System.Globalization;
using System.Text.Json;
using Finance.Core.Audit;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Exporting.Backup;

/// <summary>
/// The rows that a commit was about, before and after it, as they were stored: each an object with the row's key and its properties. A
/// <c>long</c> and an instant are objects that name their type, because JSON does not tell them from other numbers and texts.
/// </summary>
internal sealed class AuditedRowsField() : RowField($"{AuditRow.RowsProperty}0", "rows")
{
    private const string KeyName = "key";
    private const string Before = "before";
    private const string After = "after";
    private const string LongName = "long";
    private const string InstantName = "instant";

    protected override void WriteValue(Utf8JsonWriter json, Row row, object value)
    {
        json.WriteStartArray();
        foreach (var (before, after) in AuditedRows.Read(row.Partition, PackedCells.Gather(row, AuditRow.RowsProperty)))
        {
            json.WriteStartObject();
            Write(json, Before, before);
            Write(json, After, after);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    protected override object ReadValue(JsonElement item, Row row, JsonElement value)
    {
        var rows = value.EnumerateArray().Select(pair => new AuditedRow(Read(row, pair, Before), Read(row, pair, After)));
        PackedCells.Spread(row, AuditedRows.Write(rows), AuditRow.RowsProperty);
        return row.FindBytes(Property)!;
    }

    private static void Write(Utf8JsonWriter json, string name, Row? row)
    {
        if (row is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString(KeyName, row.Key);
        foreach (var (property, value) in row.Properties)
        {
            json.WritePropertyName(property);
            WriteTyped(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteTyped(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteStartObject();
                json.WriteNumber(LongName, number);
                json.WriteEndObject();
                break;
            case DateTimeOffset instant:
                json.WriteStartObject();
                json.WriteString(InstantName, instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"No audited row holds a {value.GetType().Name}.", nameof(value));
        }
    }

    private static Row? Read(Row owner, JsonElement pair, string name)
    {
        if (!pair.TryGetProperty(name, out var item))
        {
            return null;
        }

        var row = new Row(owner.Partition, item.GetProperty(KeyName).GetString()!);
        foreach (var member in item.EnumerateObject().Where(member => !member.NameEquals(KeyName)))
        {
            row.SetObject(member.Name, ReadTyped(member.Value));
        }

        return row;
    }

    private static object ReadTyped(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetInt32(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object when value.TryGetProperty(LongName, out var number) => number.GetInt64(),
        JsonValueKind.Object => DateTimeOffset.ParseExact(
            value.GetProperty(InstantName).GetString()!, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => throw new FormatException($"A row holds no {value.ValueKind}."),
    };
}
