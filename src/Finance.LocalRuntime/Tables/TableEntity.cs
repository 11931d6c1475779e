using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>
/// A row as a dictionary of its properties, keys included. A value may be string, bool, int, long, double, Guid, DateTime (UTC),
/// DateTimeOffset, byte[] or BinaryData; a null is not stored.
/// </summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object?>
{
    internal const string PartitionKeyName = "PartitionKey";
    internal const string RowKeyName = "RowKey";
    internal const string TimestampName = "Timestamp";
    internal const string ETagName = "odata.etag";

    public TableEntity() => Properties = [];

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object?> values) => Properties = new Dictionary<string, object?>(values);

    internal TableEntity(int capacity) => Properties = new Dictionary<string, object?>(capacity);

    // Read-back rows without their keys ($select) have null ones, as with the real client.
    public string PartitionKey
    {
        get => GetString(PartitionKeyName)!;
        set => Properties[PartitionKeyName] = value;
    }

    public string RowKey
    {
        get => GetString(RowKeyName)!;
        set => Properties[RowKeyName] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(TimestampName);
        set => Properties[TimestampName] = value;
    }

    public ETag ETag
    {
        get => GetString(ETagName) is { } etag ? new ETag(etag) : default;
        set => Properties[ETagName] = value.ToString();
    }

    public ICollection<string> Keys => Properties.Keys;

    public int Count => Properties.Count;

    ICollection<object?> IDictionary<string, object?>.Values => Properties.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    internal Dictionary<string, object?> Properties { get; }

    /// <summary>The value, or null when there is none.</summary>
    /// <exception cref="InvalidOperationException">A set value has another type than the one it replaces.</exception>
    public object? this[string key]
    {
        get
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            return Properties.GetValueOrDefault(key);
        }
        set => Set(key, value);
    }

    public string? GetString(string key) => Get<string>(key);

    public BinaryData? GetBinaryData(string key) => this[key] switch
    {
        byte[] bytes => BinaryData.FromBytes(bytes),
        _ => Get<BinaryData>(key),
    };

    public byte[]? GetBinary(string key) => this[key] switch
    {
        BinaryData data => data.ToArray(),
        _ => Get<byte[]>(key),
    };

    public bool? GetBoolean(string key) => GetValue<bool>(key);

    public DateTime? GetDateTime(string key) => this[key] switch
    {
        DateTimeOffset instant => instant.UtcDateTime,
        _ => GetValue<DateTime>(key),
    };

    public DateTimeOffset? GetDateTimeOffset(string key) => this[key] switch
    {
        DateTime instant => new DateTimeOffset(instant),
        _ => GetValue<DateTimeOffset>(key),
    };

    public double? GetDouble(string key) => GetValue<double>(key);

    public Guid? GetGuid(string key) => GetValue<Guid>(key);

    public int? GetInt32(string key) => GetValue<int>(key);

    public long? GetInt64(string key) => GetValue<long>(key);

    public void Add(string key, object? value) => Set(key, value);

    public bool ContainsKey(string key) => Properties.ContainsKey(key);

    public bool Remove(string key) => Properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => Properties.TryGetValue(key, out value);

    public void Clear() => Properties.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Set(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => Properties.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)Properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)Properties).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => Properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Properties.GetEnumerator();

    private T? Get<T>(string key)
        where T : class => this[key] switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(typeof(T), other),
        };

    private T? GetValue<T>(string key)
        where T : struct => this[key] switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(typeof(T), other),
        };

    private void Set(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Properties[key] = value is not null && Properties.GetValueOrDefault(key) is { } old ? KeepType(old, value) : value;
    }

    // A number keeps the width it was first given: 5 put where 5L stood stays an Int64.
    private static object KeepType(object old, object value) => (old, value) switch
    {
        (int, double or long) => value,
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        _ when old.GetType().IsInstanceOfType(value) => value,
        _ => throw new InvalidOperationException($"A value of type {value.GetType()} cannot replace one of type {old.GetType()}."),
    };

    private static InvalidOperationException WrongType(Type wanted, object value) =>
        new($"Cannot return {wanted} type for a {value.GetType()} typed property.");
}
