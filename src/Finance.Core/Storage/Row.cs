namespace Finance.Core.Storage;

/// <summary>
/// One row of a table as the storage port sees it: string, int, long, bool, byte[] and DateTimeOffset properties by name.
/// There is no decimal and no double: money is whole minor units.
/// </summary>
public sealed class Row
{
    private readonly Dictionary<string, object> _properties;

    public Row(string partition, string key, int capacity = 8)
    {
        Partition = partition;
        Key = key;
        _properties = new Dictionary<string, object>(capacity, StringComparer.Ordinal);
    }

    public string Partition { get; }

    public string Key { get; }

    /// <summary>The store's version of the row; null on a row that was not read from it.</summary>
    public string? ETag { get; init; }

    public IReadOnlyDictionary<string, object> Properties => _properties;

    /// <summary>Sets a property; null leaves it out.</summary>
    public Row Set(string name, string? value) => SetObject(name, value);

    public Row Set(string name, long value) => SetObject(name, value);

    public Row Set(string name, int value) => SetObject(name, value);

    public Row Set(string name, bool value) => SetObject(name, value);

    public Row Set(string name, byte[]? value) => SetObject(name, value);

    public Row Set(string name, DateTimeOffset? value) => SetObject(name, value);

    public string? FindText(string name) => Find<string>(name);

    /// <exception cref="InvalidRowException">The property is missing or of another type.</exception>
    public string Text(string name) => FindText(name) ?? throw Missing(name);

    /// <inheritdoc cref="Text"/>
    public long Long(string name) => _properties.TryGetValue(name, out var value) ? value as long? ?? throw Mistyped(name) : throw Missing(name);

    public long Long(string name, long absent) => _properties.ContainsKey(name) ? Long(name) : absent;

    /// <inheritdoc cref="Text"/>
    public int Int(string name) => _properties.TryGetValue(name, out var value) ? value as int? ?? throw Mistyped(name) : throw Missing(name);

    public int Int(string name, int absent) => _properties.ContainsKey(name) ? Int(name) : absent;

    public bool Flag(string name) => _properties.TryGetValue(name, out var value) && (value as bool? ?? throw Mistyped(name));

    public byte[]? FindBytes(string name) => Find<byte[]>(name);

    public DateTimeOffset? FindInstant(string name) =>
        _properties.TryGetValue(name, out var value) ? value as DateTimeOffset? ?? throw Mistyped(name) : null;

    /// <inheritdoc cref="Text"/>
    public DateTimeOffset Instant(string name) => FindInstant(name) ?? throw Missing(name);

    /// <summary>Sets a property of one of the types a row can hold; for adapters that copy what the store returned.</summary>
    /// <exception cref="ArgumentException">The type is not one a row can hold.</exception>
    public Row SetObject(string name, object? value)
    {
        switch (value)
        {
            case null:
                _properties.Remove(name);
                break;
            case string or long or int or bool or byte[] or DateTimeOffset:
                _properties[name] = value;
                break;
            default:
                throw new ArgumentException($"A row holds no {value.GetType().Name} ({name}).", nameof(value));
        }

        return this;
    }

    /// <summary>Whether two rows without binary properties have the same key and the same properties.</summary>
    public bool SaysTheSameAs(Row other) => Key == other.Key
        && Properties.Count == other.Properties.Count
        && Properties.All(property => other.Properties.TryGetValue(property.Key, out var value) && property.Value.Equals(value));

    private T? Find<T>(string name)
        where T : class => _properties.TryGetValue(name, out var value) ? value as T ?? throw Mistyped(name) : null;

    private InvalidRowException Missing(string name) => new($"Row '{Key}' lacks '{name}'.");

    private InvalidRowException Mistyped(string name) => new($"Row '{Key}' has '{name}' of another type.");
}

/// <summary>A stored row is not of the shape that this version of the code writes or can upgrade.</summary>
public sealed class InvalidRowException : Exception
{
    public InvalidRowException()
    {
    }

    public InvalidRowException(string message)
        : base(message)
    {
    }

    public InvalidRowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
