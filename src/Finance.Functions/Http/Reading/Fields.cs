using Finance.Core;

namespace Finance.Functions.Http.Reading;

/// <summary>
/// The named values of a request: the members of a JSON object, or the query's parameters. Whatever is not asked for by name is refused at
/// the end, and everything that is wrong is gathered, so that one answer names all of it.
/// </summary>
/// <remarks>
/// Fields that describe themselves have no values: they note what they are asked for, and answer defaults as if it had been wrong.
/// </remarks>
public abstract class Fields
{
    private const int MaxUnknown = 20;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<DescribedField>? _described;

    private protected Fields(FieldErrors errors) => Errors = errors;

    private protected Fields(List<DescribedField> described)
        : this(new FieldErrors()) => _described = described;

    internal FieldErrors Errors { get; }

    private protected abstract IEnumerable<string> Names { get; }

    public T Required<T>(string name, ValueReader<T> read)
    {
        Describe(name, read, isRequired: true, isNullable: false);
        if (TryGiven(name, out var value))
        {
            return read.Read(value);
        }

        Errors.Add(PathOf(name), "is required.");
        return default!;
    }

    /// <summary>A field that may be left out, or be null, where <paramref name="fallback"/> is meant.</summary>
    public T Optional<T>(string name, ValueReader<T> read, T fallback)
    {
        Describe(name, read, isRequired: false, isNullable: true, fallback);
        return TryGiven(name, out var value) ? read.Read(value) : fallback;
    }

    /// <summary>A field of an update that cannot be emptied: null is refused.</summary>
    public Core.Optional<T> Change<T>(string name, ValueReader<T> read)
    {
        Describe(name, read, isRequired: false, isNullable: false);
        if (!TryTake(name, out var value))
        {
            return Core.Optional<T>.Absent;
        }

        return value.IsNull
            ? value.Refuse<Core.Optional<T>>("must not be null; leave it out to keep it as it is.")
            : Core.Optional<T>.Of(read.Read(value));
    }

    /// <summary>Notes what is asked for, where that is all that is wanted.</summary>
    internal void Describe<T>(string name, ValueReader<T> read, bool isRequired, bool isNullable, object? fallback = null) =>
        _described?.Add(new DescribedField(name, isRequired, isNullable, read.Schema, fallback));

    internal bool TryTake(string name, out FieldValue value)
    {
        _known.Add(name);
        return TryFind(name, out value);
    }

    internal bool TryGiven(string name, out FieldValue value) => TryTake(name, out value) && !value.IsNull;

    internal void RefuseUnknown()
    {
        foreach (var name in Names.Where(name => !_known.Contains(name)).Take(MaxUnknown))
        {
            var hint = Nearest.To(name, _known) is { } near ? $" Did you mean '{near}'?" : null;
            Errors.Add(PathOf(Shorten(name)), $"is not known here.{hint}");
        }
    }

    private protected abstract bool TryFind(string name, out FieldValue value);

    private protected abstract string PathOf(string name);

    private static string Shorten(string name) => name.Length <= 64 ? name : string.Concat(name.AsSpan(0, 60), "…");
}

/// <summary>Fields whose absence is null. Two classes, because C# writes "or null" in two ways.</summary>
public static class ReferenceFields
{
    /// <summary>A field that may be left out or be null.</summary>
    public static T? Optional<T>(this Fields fields, string name, ValueReader<T> read)
        where T : class
    {
        fields.Describe(name, read, isRequired: false, isNullable: true);
        return fields.TryGiven(name, out var value) ? read.Read(value) : null;
    }

    /// <summary>A field of an update that null empties.</summary>
    public static Optional<T> ChangeOrClear<T>(this Fields fields, string name, ValueReader<T> read)
        where T : class
    {
        fields.Describe(name, read, isRequired: false, isNullable: true);
        return fields.TryTake(name, out var value) ? Core.Optional<T>.Of(value.IsNull ? null : read.Read(value)) : default;
    }
}

/// <inheritdoc cref="ReferenceFields"/>
public static class ValueFields
{
    /// <inheritdoc cref="ReferenceFields.Optional"/>
    public static T? Optional<T>(this Fields fields, string name, ValueReader<T> read)
        where T : struct
    {
        fields.Describe(name, read, isRequired: false, isNullable: true);
        return fields.TryGiven(name, out var value) ? read.Read(value) : null;
    }

    /// <summary>As above, for a word that may stand for nothing.</summary>
    public static T? Optional<T>(this Fields fields, string name, ValueReader<T?> read)
        where T : struct
    {
        fields.Describe(name, read, isRequired: false, isNullable: true);
        return fields.TryGiven(name, out var value) ? read.Read(value) : null;
    }

    /// <inheritdoc cref="ReferenceFields.ChangeOrClear"/>
    public static Optional<T?> ChangeOrClear<T>(this Fields fields, string name, ValueReader<T> read)
        where T : struct
    {
        fields.Describe(name, read, isRequired: false, isNullable: true);
        return fields.TryTake(name, out var value) ? Core.Optional<T?>.Of(value.IsNull ? null : read.Read(value)) : default;
    }
}
