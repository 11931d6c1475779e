namespace Finance.Core;

/// <summary>Currency codes as clients write them.</summary>
public static class CurrencyCode
{
    public static Result<Currency> Read(string field, string? code) => Currency.TryFind(code, out var currency)
        ? currency
        : Errors.Validation(field, "must be a currency code of ISO 4217 in capital letters, such as EUR.");
}
