using Finance.Core;
using Finance.Core.Currencies;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Currencies;

/// <summary>What clients send about currencies and rates.</summary>
internal static class CurrencyRequests
{
    internal static (DateOnly? Date, Currency? Base) Rates(RequestInput input) => (
        input.Query.Optional("date", Read.Date),
        input.Query.Optional("base", BaseField));

    internal static NewManualRate NewRate(RequestInput input) => new(
        input.Body.Required("date", Read.Date),
        input.Body.Required("base", BaseField),
        input.Body.Required("currency", CurrencyField),
        input.Body.Required("rate", Read.Decimal.Says("What one unit of `base` is in `currency`.").Like(1.0834m)));

    internal static ManualRateName RateName(RequestInput input) => new(
        input.Query.Required("date", Read.Date),
        input.Query.Required("base", BaseField),
        input.Query.Required("currency", CurrencyField));

    internal static ConversionRequest Conversion(RequestInput input) => new(
        input.Body.Required("amount", Read.Amount),
        input.Body.Required("from", Read.Currency.Says("The currency of the amount.").Like("USD")),
        input.Body.Required("to", Read.Currency.Says("The currency that is wanted.").Like("EUR")),
        input.Body.Optional("date", Read.Date));

    internal static TransactionConversion OfTransaction(RequestInput input) => new(
        input.Body.Required("transaction_id", Read.Id),
        input.Body.Optional("currency", CurrencyField));

    private static ValueReader<Currency> BaseField { get; } = Read.Currency
        .Says("The currency of which one unit is meant.")
        .Like("EUR");

    private static ValueReader<Currency> CurrencyField { get; } = Read.Currency
        .Says("The currency in which it is told.")
        .Like("USD");
}
