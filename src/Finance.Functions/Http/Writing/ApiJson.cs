using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Finance.Functions.Accounts;

namespace Finance.Functions.Http.Writing;

/// <summary>How answers are written: snake_case names and enumerations, amounts by their digits, instants in UTC.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Build();

    /// <summary>An answer as JSON in UTF-8.</summary>
    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,

            // Text stays readable; what this leaves unescaped matters inside HTML only, and answers are never taken for HTML (nosniff).
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJsonContext.Default, new DefaultJsonTypeInfoResolver()),
            Converters =
            {
                new MoneyConverter(),
                new MonthConverter(),
                new CurrencyConverter(),
                new InstantConverter(),
                new UserIdConverter(),
                new TransactionIdConverter(),
                new CustomValueConverter(),
                new SnakeCaseEnumConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>Types whose shape is known at build time, so that the first answers of a cold start need no reflection.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(AccountJson))]
[JsonSerializable(typeof(DeletedAccountJson))]
[JsonSerializable(typeof(ListEnvelope<Listed<AccountJson>>))]
[JsonSerializable(typeof(ReconciliationJson))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
