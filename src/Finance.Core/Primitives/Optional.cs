namespace Finance.Core;

/// <summary>A field of an update: absent leaves the thing as it is, present sets it, to null where the field may be empty.</summary>
public readonly record struct Optional<T>
{
    private readonly T? _value;

    private Optional(T? value) => (_value, IsPresent) = (value, true);

    public static Optional<T> Absent => default;

    public bool IsPresent { get; }

    public static implicit operator Optional<T>(T? value) => new(value);

    public static Optional<T> Of(T? value) => new(value);

    /// <summary>What the field holds after the update of something that held <paramref name="current"/>.</summary>
    public T? Or(T? current) => IsPresent ? _value : current;
}
