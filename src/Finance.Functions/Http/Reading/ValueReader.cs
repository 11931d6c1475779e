namespace Finance.Functions.Http.Reading;

/// <summary>
/// Turns what a client wrote into a value, or notes why it cannot and answers the type's default; and says what it takes.
/// </summary>
/// <param name="describe">What is taken; asked for only where the interface is described.</param>
/// <param name="read">Must take whatever the schema says, and may refuse some of it for reasons that no schema can express.</param>
public sealed class ValueReader<T>(Func<Schema> describe, Func<FieldValue, T> read)
{
    public ValueReader(Schema schema, Func<FieldValue, T> read)
        : this(() => schema, read)
    {
    }

    public Schema Schema => describe();

    public T Read(FieldValue value) => read(value);

    /// <summary>The same, with what the value means here.</summary>
    /// <param name="description">Whole sentences, for what the name of the field does not tell.</param>
    public ValueReader<T> Says(string description) => new(() => describe() with { Description = description }, read);

    /// <summary>The same, with an example that fits its place, and that the example of a whole request shows.</summary>
    /// <param name="example">As in <see cref="Schema.Example"/>.</param>
    public ValueReader<T> Like(object example) => new(() => describe() with { Example = example, IsTypical = true }, read);

    /// <summary>
    /// Makes something else of the value, or refuses it for another reason; the value is the type's default where it was refused before.
    /// </summary>
    public ValueReader<TOther> Then<TOther>(Func<FieldValue, T, TOther> next) => new(describe, value => next(value, read(value)));
}
