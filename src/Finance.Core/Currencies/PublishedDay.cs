namespace Finance.Core.Currencies;

/// <summary>Who says what a rate is.</summary>
public enum RateOrigin
{
    /// <summary>The European Central Bank, in its reference rates.</summary>
    Ecb,

    /// <summary>The user.</summary>
    Manual,
}

/// <summary>The reference rates of one day.</summary>
/// <param name="Rates">Units of each currency for one euro, as published; a currency without a rate is not there.</param>
public sealed record PublishedDay(DateOnly Day, IReadOnlyDictionary<Currency, decimal> Rates);

/// <summary>A currency's rate on a day on which it was published.</summary>
/// <param name="PerEuro">Units of the currency for one euro.</param>
public readonly record struct PublishedRate(DateOnly Day, decimal PerEuro);
