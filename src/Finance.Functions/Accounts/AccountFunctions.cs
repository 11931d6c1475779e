using Finance.Core.Accounts;
using Finance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Accounts;

public sealed class AccountFunctions(AccountService accounts, ReconciliationService reconciliation)
{
    [Function("ListAccounts")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(accounts.ListAsync, found => found.Account.Id, AccountAnswers.Show);

    [Function("CreateAccount")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(AccountRequests.New, accounts.CreateAsync, AccountAnswers.Created);

    [Function("GetAccount")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync((caller, stop) => accounts.GetAsync(caller, id, stop), AccountAnswers.Found);

    [Function("UpdateAccount")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "accounts/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            AccountRequests.Patch,
            (change, patch, stop) => accounts.UpdateAsync(change, id, patch, stop),
            AccountAnswers.Found);

    [Function("DeleteAccount")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "accounts/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            AccountRequests.MoveTo,
            (change, moveTo, stop) => accounts.DeleteAsync(change, id, moveTo, stop),
            AccountAnswers.Deleted);

    [Function("ReconcileAccount")]
    public Task<IResult> Reconcile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/{id}/reconcile")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            AccountRequests.Statement,
            (change, statement, stop) => reconciliation.ReconcileAsync(change, id, statement, stop),
            AccountAnswers.Reconciled);
}
