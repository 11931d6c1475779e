using Finance.Core.Transactions;

namespace Finance.Core.Currencies;

/// <summary>A currency, and where its rates come from.</summary>
/// <param name="Published">The first and the last day on which it was published; null where it never was.</param>
/// <param name="HasManual">Whether the user has entered a rate of it.</param>
public sealed record CurrencyInfo(Currency Currency, DateRange? Published, bool HasManual)
{
    public bool HasRates => Published is not null || HasManual || Currency == Converter.Hub;
}

/// <summary>What a currency is worth on a day in all others that have a rate then.</summary>
/// <param name="Quotes">By code.</param>
public sealed record RateList(Currency Base, DateOnly Date, IReadOnlyList<Quote> Quotes);

/// <summary>An amount to be converted.</summary>
/// <param name="Date">Null for today in the user's zone.</param>
public sealed record ConversionRequest(AmountText Amount, Currency From, Currency To, DateOnly? Date);

/// <summary>A transaction to be converted at the rate of its day.</summary>
/// <param name="Id">As it was sent.</param>
/// <param name="To">Null for the user's own currency.</param>
public sealed record TransactionConversion(string Id, Currency? To);

/// <summary>An amount in another currency.</summary>
/// <param name="Quote">The rate; null where the currency is the same.</param>
public sealed record Conversion(Money Amount, Money Converted, DateOnly Date, Quote? Quote)
{
    /// <summary>Whose amount it is; null where the amount was given by itself.</summary>
    public TransactionId? Transaction { get; init; }
}

/// <summary>A rate to be kept: on a day, one unit of the base in another currency.</summary>
/// <param name="Rate">Above zero, as it was sent.</param>
public sealed record NewManualRate(DateOnly Date, Currency Base, Currency Currency, decimal Rate);

/// <summary>Names a rate of the user's own; either currency may be the base.</summary>
public sealed record ManualRateName(DateOnly Date, Currency Base, Currency Currency);
