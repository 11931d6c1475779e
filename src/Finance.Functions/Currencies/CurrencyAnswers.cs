using Finance.Core;
using Finance.Core.Currencies;
using Finance.Core.Transactions;

namespace Finance.Functions.Currencies;

/// <param name="PublishedFrom">The first day with a published rate; null where there is none.</param>
/// <param name="PublishedTo">The last such day.</param>
internal sealed record CurrencyJson(
    Currency Code,
    string Name,
    int Exponent,
    bool HasRates,
    DateOnly? PublishedFrom,
    DateOnly? PublishedTo,
    bool HasManualRates)
{
    internal static CurrencyJson Of(CurrencyInfo info) => new(
        info.Currency,
        info.Currency.Name,
        info.Currency.Exponent,
        info.HasRates,
        info.Published?.From,
        info.Published?.To,
        info.HasManual);
}

internal sealed record RateListJson(Currency Base, DateOnly Date, IReadOnlyList<QuoteJson> Rates)
{
    internal static RateListJson Of(RateList list) => new(list.Base, list.Date, [.. list.Quotes.Select(QuoteJson.Of)]);
}

/// <param name="Rate">Units of the currency for one unit of the base, to 12 significant digits.</param>
internal sealed record QuoteJson(Currency Currency, decimal Rate, DateOnly AsOf, RateOrigin Source, bool Stale)
{
    internal static QuoteJson Of(Quote quote) => new(quote.Rate.To, quote.Rate.ToDecimal(), quote.AsOf, quote.Source, quote.IsStale);
}

internal sealed record ManualRateJson(DateOnly Date, Currency Base, Currency Currency, decimal Rate, RateOrigin Source)
{
    internal static ManualRateJson Of(ManualRate rate) => new(rate.Date, rate.Base, rate.Currency, rate.Rate, RateOrigin.Manual);
}

internal sealed record DeletedRateJson(string Id, bool Deleted, DateOnly Date, Currency Base, Currency Currency, decimal Rate)
{
    internal static DeletedRateJson Of(ManualRate rate) => new(rate.Id, true, rate.Date, rate.Base, rate.Currency, rate.Rate);
}

/// <param name="TransactionId">The transaction that was converted; null where an amount was given.</param>
/// <param name="Rate">To 12 significant digits; the conversion takes the exact one. 1 within one currency.</param>
/// <param name="AsOf">The day that the rate is of.</param>
/// <param name="Source">Null within one currency.</param>
internal sealed record ConversionJson(
    TransactionId? TransactionId,
    Money Amount,
    Currency From,
    Money Converted,
    Currency To,
    DateOnly Date,
    decimal Rate,
    DateOnly AsOf,
    RateOrigin? Source,
    bool Stale)
{
    internal static ConversionJson Of(Conversion conversion) => new(
        conversion.Transaction,
        conversion.Amount,
        conversion.Amount.Currency,
        conversion.Converted,
        conversion.Converted.Currency,
        conversion.Date,
        conversion.Quote?.Rate.ToDecimal() ?? 1,
        conversion.Quote?.AsOf ?? conversion.Date,
        conversion.Quote?.Source,
        conversion.Quote?.IsStale ?? false);
}
