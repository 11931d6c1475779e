namespace Finance.Functions.OpenApi;

/// <summary>
/// An answer in JSON that the call chain of the function does not tell: of a function that sends it by itself, or that answers in several
/// ways.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute<TJson>(int status = 200) : AnswersAttribute(status, typeof(TJson));

/// <inheritdoc cref="AnswersAttribute{TJson}"/>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class AnswersAttribute(int status, Type json) : Attribute
{
    public int Status => status;

    public Type Json => json;
}

/// <summary>An answer that is no JSON: a file, a page, a stream of events.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersFileAttribute(params string[] mediaTypes) : Attribute
{
    public IReadOnlyList<string> MediaTypes => mediaTypes;

    /// <summary>Whether it is answered with an <c>ETag</c>, and with 304 to whoever has it already.</summary>
    public bool HasETag { get; init; }
}

/// <summary>A body that is no JSON object.</summary>
/// <param name="mediaTypes">
/// What it may be; <c>multipart/form-data</c> stands for one with the file as its part <c>file</c>.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesFileAttribute(params string[] mediaTypes) : Attribute
{
    public IReadOnlyList<string> MediaTypes => mediaTypes;
}

/// <summary>
/// Codes of <c>docs/errors.md</c> with which the function may refuse, besides those that go with how it is called
/// (<see cref="CommonRefusals"/>). The tests over HTTP fail on a code that is not declared.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RefusesAttribute(params string[] codes) : Attribute
{
    public IReadOnlyList<string> Codes => codes;
}

/// <summary>For a member whose type is open: the types of which it is one.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class OneOfAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types => types;
}
