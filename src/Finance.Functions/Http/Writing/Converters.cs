using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Transactions;

namespace Finance.Functions.Http.Writing;

/// <summary>A converter for values that are only written: requests are read by <see cref="Reading.RequestInput"/>.</summary>
internal abstract class WriteOnlyConverter<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is only written.");
}

/// <summary>An amount as a JSON number with its currency's own decimals: <c>45.50</c>.</summary>
internal sealed class MoneyConverter : WriteOnlyConverter<Money>
{
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<char> digits = stackalloc char[32];
        writer.WriteRawValue(digits[..MoneyText.Format(value.Minor, value.Currency.Exponent, digits)], skipInputValidation: true);
    }
}

internal sealed class MonthConverter : WriteOnlyConverter<Month>
{
    public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class CurrencyConverter : WriteOnlyConverter<Currency>
{
    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}

/// <summary>An instant in UTC, to the millisecond: <c>2026-02-03T04:05:06.789Z</c>.</summary>
internal sealed class InstantConverter : WriteOnlyConverter<DateTimeOffset>
{
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}

internal sealed class UserIdConverter : WriteOnlyConverter<UserId>
{
    public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class TransactionIdConverter : WriteOnlyConverter<TransactionId>
{
    public override void Write(Utf8JsonWriter writer, TransactionId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>A custom field as it can be sent again: text, number and boolean as JSON has them, a date with its type.</summary>
internal sealed class CustomValueConverter : WriteOnlyConverter<CustomValue>
{
    public override void Write(Utf8JsonWriter writer, CustomValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case CustomKind.Number:
                writer.WriteRawValue(value.Text, skipInputValidation: true);
                break;
            case CustomKind.Boolean:
                writer.WriteBooleanValue(value.Text == "true");
                break;
            case CustomKind.Date:
                writer.WriteStartObject();
                writer.WriteString("type", SnakeCase.Of(value.Kind));
                writer.WriteString("value", value.Text);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(value.Text);
                break;
        }
    }
}

/// <summary>Members of enumerations by the names that requests use for them.</summary>
internal sealed class SnakeCaseEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : WriteOnlyConverter<T>
        where T : struct, Enum
    {
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(SnakeCase.Of(value));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(SnakeCase.Of(value));
    }
}
