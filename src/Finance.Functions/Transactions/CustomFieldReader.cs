using System.Globalization;
using System.Text.Json;
using Finance.Core;
using Finance.Core.Transactions;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Transactions;

/// <summary>
/// Reads fields that the client names itself: a JSON string, number, true or false, or <c>{"type": …, "value": …}</c>, without which a date
/// would be a text.
/// </summary>
internal static class CustomFieldReader
{
    private const int MaxFields = 20;
    private const int MaxName = 50;
    private const int MaxText = 500;

    // All of them share one property of the row, which takes 64 KiB: a character may take 12 of its own there.
    private const int MaxCharacters = 2_000;

    private const string BadValue = "must be a string, a number, true, false, or {\"type\": \"date\", \"value\": \"YYYY-MM-DD\"}.";

    /// <summary>Reads all of them.</summary>
    internal static ValueReader<IReadOnlyDictionary<string, CustomValue>> All { get; } = new(
        () => new Schema("object")
        {
            Values = new Schema("string", "number", "boolean", "object"),
            Description = "Fields by names of the client's own: a text, a number, true, false, or {\"type\": \"date\", \"value\": \"YYYY-MM-DD\"}.",
        },
        ReadAll);

    private static Dictionary<string, CustomValue> ReadAll(FieldValue value)
    {
        var custom = new Dictionary<string, CustomValue>(StringComparer.Ordinal);
        Read.Object(fields => AddAll(value, fields, custom)).Read(value);
        if (custom.Sum(field => field.Key.Length + (field.Value?.Text.Length ?? 0)) > MaxCharacters)
        {
            value.Refuse<Done>(string.Create(CultureInfo.InvariantCulture, $"must have at most {MaxCharacters} characters in all."));
        }

        return custom;
    }

    private static Done AddAll(FieldValue parent, ObjectFields fields, Dictionary<string, CustomValue> custom)
    {
        foreach (var (key, value) in fields.All())
        {
            if (custom.Count == MaxFields)
            {
                return parent.Refuse<Done>(string.Create(CultureInfo.InvariantCulture, $"must have at most {MaxFields} fields."));
            }

            // A name that is no name is told where its field stands, unless it is too long to repeat.
            var where = key.Length <= 2 * MaxName ? value.Path : parent.Path;
            if (Read.Name(MaxName).Read(new FieldValue(where, key, parent.Errors)) is { } name && !custom.TryAdd(name, One(value)))
            {
                value.Refuse<Done>("appears twice.");
            }
        }

        return Done.Value;
    }

    private static CustomValue One(FieldValue value) => value.Json.ValueKind == JsonValueKind.Object
        ? Read.Object(Typed).Read(value)
        : value.Json.ValueKind switch
        {
            JsonValueKind.String => Of(CustomKind.Text, value),
            JsonValueKind.Number => Of(CustomKind.Number, value),
            JsonValueKind.True or JsonValueKind.False => Of(CustomKind.Boolean, value),
            _ => value.Refuse<CustomValue>(BadValue),
        };

    private static CustomValue Typed(ObjectFields fields)
    {
        var kind = fields.Required("type", Read.Enum<CustomKind>());
        return fields.Required("value", new ValueReader<CustomValue>(new Schema("string", "number", "boolean"), value => Of(kind, value)));
    }

    private static CustomValue Of(CustomKind kind, FieldValue value) => new(kind, kind switch
    {
        CustomKind.Number => Digits(value),
        CustomKind.Date => LedgerDates.Format(Read.Date.Read(value)),
        CustomKind.Boolean => Read.Bool.Read(value) ? "true" : "false",
        _ => Read.Notes(MaxText).Read(value) ?? "",
    });

    private static string Digits(FieldValue value)
    {
        Read.Decimal.Read(value);
        return value.TryGetNumber(out var digits) ? digits : "";
    }
}
