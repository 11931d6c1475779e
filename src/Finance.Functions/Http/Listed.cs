using System.Text.Json;
using System.Text.Json.Serialization;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Http;

/// <summary>An item of a list that can be asked for its changes: the item, or a note that it is not in the list any more.</summary>
/// <param name="Gone">The id of what is not there; null where there is an item.</param>
[JsonConverter(typeof(ListedConverterFactory))]
public sealed record Listed<T>(T? Item, string? Gone)
    where T : class
{
    internal static Listed<T> There(T item) => new(item, null);

    internal static Listed<T> NotThere(string id) => new(null, id);
}

/// <summary>What is not in a list any more.</summary>
public sealed record TombstoneJson(string Id, bool Deleted);

internal sealed class ListedConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Listed<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : WriteOnlyConverter<Listed<T>>
        where T : class
    {
        public override void Write(Utf8JsonWriter writer, Listed<T> value, JsonSerializerOptions options)
        {
            if (value.Item is { } item)
            {
                JsonSerializer.Serialize(writer, item, item.GetType(), options);
                return;
            }

            JsonSerializer.Serialize(writer, new TombstoneJson(value.Gone!, true), options);
        }
    }
}
