using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Finance.Core;

/// <summary>
/// A currency of ISO 4217, with the number of decimals its minor unit has (0 to 4).
/// Source: ISO 4217 list one, https://www.six-group.com/en/products-services/financial-information/data-standards.html.
/// </summary>
public sealed record Currency
{
    private static readonly FrozenDictionary<string, Currency> ByCode = CurrencyTable.Rows
        .Select(row => new Currency(row.Code, row.Exponent, row.Name))
        .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private Currency(string code, int exponent, string name)
    {
        Code = code;
        Exponent = exponent;
        Name = name;
        MinorPerMajor = Exponent switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1_000, _ => 10_000 };
    }

    /// <summary>Every currency in use, by code.</summary>
    public static IEnumerable<Currency> All => ByCode.Values.OrderBy(currency => currency.Code, StringComparer.Ordinal);

    /// <summary>Three capital letters.</summary>
    public string Code { get; }

    /// <summary>Decimals of the minor unit: 2 for USD, 0 for JPY, 3 for KWD, 4 for CLF.</summary>
    public int Exponent { get; }

    public string Name { get; }

    /// <summary>Minor units in one major unit: 100 for USD.</summary>
    public long MinorPerMajor { get; }

    /// <summary>The currency of a code as ISO writes it; codes in small letters are not codes.</summary>
    public static bool TryFind([NotNullWhen(true)] string? code, [NotNullWhen(true)] out Currency? currency)
    {
        currency = null;
        return code is not null && ByCode.TryGetValue(code, out currency);
    }

    /// <summary>The currency of a code that our own rows hold.</summary>
    /// <exception cref="KeyNotFoundException">The code is not one of ISO 4217.</exception>
    public static Currency Of(string code) => ByCode[code];

    public bool Equals(Currency? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Code;
}
