using Finance.Core;
using Finance.Core.Transactions;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Transactions;

public sealed class TransactionFunctions(TransactionService transactions)
{
    /// <summary>Enters an income, an expense, or a transfer between own accounts. The balances follow in the same commit.</summary>
    [Function("CreateTransaction")]
    [Refuses("future_date", "too_many_tags")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "transactions")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(TransactionRequests.New, transactions.CreateAsync, TransactionAnswers.Created);

    /// <summary>A transaction with its account and category.</summary>
    [Function("GetTransaction")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transactions/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync(
            (caller, stop) => WithAsync(id, known => transactions.GetAsync(caller, known, stop)),
            TransactionAnswers.Found);

    /// <summary>Changes what the body names; balances and summaries follow.</summary>
    [Function("UpdateTransaction")]
    [Refuses("future_date", "too_many_tags", "transfer_entry")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "transactions/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            input => TransactionRequests.Patch(input.Body),
            (change, patch, stop) => WithAsync(id, known => transactions.UpdateAsync(change, known, patch, stop)),
            TransactionAnswers.Found);

    /// <summary>Deletes a transaction; balances and summaries follow.</summary>
    [Function("DeleteTransaction")]
    [Refuses("transfer_entry")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "transactions/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            (change, stop) => WithAsync(id, known => transactions.DeleteAsync(change, known, stop)),
            TransactionAnswers.Deleted);

    // What cannot be an id names nothing, here as in any ledger.
    private static Task<Result<T>> WithAsync<T>(string id, Func<TransactionId, Task<Result<T>>> call) =>
        TransactionId.TryParse(id, out var known) ? call(known) : Task.FromResult<Result<T>>(Errors.NotFound("transaction"));
}
