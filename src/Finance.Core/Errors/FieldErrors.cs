namespace Finance.Core;

/// <summary>Gathers what is wrong with the fields of a request, so that one answer names all of it.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool IsEmpty => _errors.Count == 0;

    public FieldErrors Add(string field, string why)
    {
        if (!_errors.TryGetValue(field, out var reasons))
        {
            _errors.Add(field, reasons = []);
        }

        reasons.Add(why);
        return this;
    }

    /// <summary>The value of a result, or its field errors gathered here and the type's default.</summary>
    public T? Take<T>(Result<T> result)
    {
        if (result.IsOk)
        {
            return result.Value;
        }

        foreach (var (field, reasons) in result.Error.Fields ?? throw new InvalidOperationException("Only field errors can be gathered."))
        {
            foreach (var why in reasons)
            {
                Add(field, why);
            }
        }

        return default;
    }

    /// <summary>The value, unless something was gathered.</summary>
    public Result<T> Or<T>(Func<T> value) => IsEmpty ? value() : ToError();

    public Error ToError() =>
        Errors.Validation(_errors.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value, StringComparer.Ordinal));
}
