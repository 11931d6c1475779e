namespace Finance.Functions.Http.Reading;

/// <summary>
/// What a value may be, in the terms of JSON Schema (https://json-schema.org/draft/2020-12). Stands beside the code that reads the value,
/// and becomes its part of the OpenAPI document.
/// </summary>
/// <param name="Types">
/// <c>string</c>, <c>number</c>, <c>integer</c>, <c>boolean</c>, <c>array</c>, <c>object</c>; several where a value is taken in several ways.
/// </param>
public sealed record Schema(params IReadOnlyList<string> Types)
{
    public string? Format { get; init; }

    /// <summary>A regular expression in the common ground of .NET and ECMAScript.</summary>
    public string? Pattern { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>The only values that are taken.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The enumeration that has the words as its members; null where they are no enumeration's.</summary>
    public Type? Enumeration { get; init; }

    /// <summary>What each entry of an array is.</summary>
    public Schema? Items { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    /// <summary>The members of an object; no others are taken unless <see cref="Values"/> says what they are.</summary>
    public IReadOnlyList<DescribedField>? Members { get; init; }

    /// <summary>What the members are whose names the client chooses.</summary>
    public Schema? Values { get; init; }

    /// <summary>The shapes of which one fits.</summary>
    public IReadOnlyList<Schema>? AnyOf { get; init; }

    /// <summary>Whole sentences: what the value means, its unit and form.</summary>
    public string? Description { get; init; }

    /// <summary>A value that is taken: a text, a number, a list, or a dictionary.</summary>
    public object? Example { get; init; }

    /// <summary>The example of a whole request names the value, though it may be left out.</summary>
    public bool IsTypical { get; init; }

    public static Schema Text(int maxLength) => new("string") { MaxLength = maxLength };

    public static Schema OneOf(params IReadOnlyList<string> words) => new("string") { Words = words };
}

/// <summary>A value that a request may name.</summary>
/// <param name="IsNullable">JSON <c>null</c> is taken too.</param>
/// <param name="Fallback">What is meant where it is left out; null where nothing is.</param>
public sealed record DescribedField(string Name, bool IsRequired, bool IsNullable, Schema Schema, object? Fallback);
