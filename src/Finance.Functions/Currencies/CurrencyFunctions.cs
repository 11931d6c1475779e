using Finance.Core.Currencies;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
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

    [Function("ListRates")]
    public Task<IResult> Rates([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "currencies/rates")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            CurrencyRequests.Rates,
            (caller, asked, stop) => currencies.RatesAsync(caller, asked.Date, asked.Base, stop),
            list => Answer.Ok(RateListJson.Of(list)));

    [Function("PutRate")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "currencies/rates")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            CurrencyRequests.NewRate,
            currencies.PutAsync,
            rate => Answer.Ok(ManualRateJson.Of(rate), rate.Version));

    [Function("DeleteRate")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "currencies/rates")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            CurrencyRequests.RateName,
            currencies.DeleteAsync,
            rate => Answer.Ok(DeletedRateJson.Of(rate)));

    [Function("Convert")]
    public Task<IResult> Convert([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "currencies/convert")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            CurrencyRequests.Conversion,
            currencies.ConvertAsync,
            conversion => Answer.Ok(ConversionJson.Of(conversion)));

    [Function("ConvertTransaction")]
    public Task<IResult> ConvertTransaction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "transactions/convert")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            CurrencyRequests.OfTransaction,
            currencies.ConvertAsync,
            conversion => Answer.Ok(ConversionJson.Of(conversion)));
}
