using Finance.Core.Currencies;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Currencies;

public sealed class CurrencyFunctions(CurrencyService currencies)
{
    /// <summary>Every currency of ISO 4217; a list that comes whole.</summary>
    [Function("ListCurrencies")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "currencies")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            currencies.ListAsync,
            all => Answer.Ok(new ListEnvelope<CurrencyJson>([.. all.Select(CurrencyJson.Of)], null, all.Count)));

    /// <summary>
    /// Exchange rates of a day against a base currency. The user's own rates come first; a day without rates answers with those of the
    /// last day before it.
    /// </summary>
    [Function("ListRates")]
    public Task<IResult> Rates([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "currencies/rates")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            CurrencyRequests.Rates,
            (caller, asked, stop) => currencies.RatesAsync(caller, asked.Date, asked.Base, stop),
            list => Answer.Ok(RateListJson.Of(list)));

    /// <summary>Enters a rate that the user knows better than the public source.</summary>
    [Function("PutRate")]
    [Refuses("too_many_rates")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "currencies/rates")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            CurrencyRequests.NewRate,
            currencies.PutAsync,
            rate => Answer.Ok(ManualRateJson.Of(rate), rate.Version));

    /// <summary>Removes a rate of the user's own, so that the public one counts again.</summary>
    [Function("DeleteRate")]
    [Refuses("not_found")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "currencies/rates")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            CurrencyRequests.RateName,
            currencies.DeleteAsync,
            rate => Answer.Ok(DeletedRateJson.Of(rate)));

    /// <summary>Converts an amount at the rate of a day.</summary>
    [Function("Convert")]
    [Refuses("rate_unavailable")]
    public Task<IResult> Convert([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "currencies/convert")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            CurrencyRequests.Conversion,
            currencies.ConvertAsync,
            conversion => Answer.Ok(ConversionJson.Of(conversion)));

    /// <summary>Converts the amount of a transaction at the rate of its day. Into the user's currency where none is named.</summary>
    [Function("ConvertTransaction")]
    [Refuses("not_found", "rate_unavailable")]
    public Task<IResult> ConvertTransaction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "transactions/convert")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            CurrencyRequests.OfTransaction,
            currencies.ConvertAsync,
            conversion => Answer.Ok(ConversionJson.Of(conversion)));
}
