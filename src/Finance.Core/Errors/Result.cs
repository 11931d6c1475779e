using System.Diagnostics.CodeAnalysis;

namespace Finance.Core;

/// <summary>A value, or the expected error that stands in its way. Bugs throw; refusals are results.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Error? error)
    {
        _value = value;
        Error = error;
    }

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <exception cref="InvalidOperationException">The result is an error.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"There is no value: {Error.Code}.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);

    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => Error is null ? next(_value!) : Error;

    public Result<TNext> Map<TNext>(Func<T, TNext> map) => Error is null ? map(_value!) : Error;
}

/// <summary>The value of a result that has none.</summary>
public readonly record struct Done
{
    public static Done Value => default;
}
