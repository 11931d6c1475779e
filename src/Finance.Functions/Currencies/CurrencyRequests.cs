using Finance.Core;
using Finance.Core.Currencies;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Currencies;

/// <summary>What clients send about currencies and rates.</summary>
internal static class CurrencyRequests
{
    internal static (DateOnly? Date, Currency? Base) Rates(RequestInput input) => (
        input.Query.Optional("date", Read.Date),
        input.Query.Optional("base", Read.Currency));

    internal static NewManualRate NewRate(RequestInput input) => new(
        input.Body.Required("date", Read.Date),
        input.Body.Required("base", Read.Currency),
        input.Body.Required("currency", Read.Currency),
        input.Body.Required("rate", Read.Decimal));

    internal static ManualRateName RateName(RequestInput input) => new(
        input.Query.Required("date", Read.Date),
        input.Query.Required("base", Read.Currency),
        input.Query.Required("currency", Read.Currency));

    internal static ConversionRequest Conversion(RequestInput input) => new(
        input.Body.Required("amount", Read.Amount),
        input.Body.Required("from", Read.Currency),
        input.Body.Required("to", Read.Currency),
        input.Body.Optional("date", Read.Date));

    internal static TransactionConversion OfTransaction(RequestInput input) => new(
        input.Body.Required("transaction_id", Read.Id),
        input.Body.Optional("currency", Read.Currency));
}
