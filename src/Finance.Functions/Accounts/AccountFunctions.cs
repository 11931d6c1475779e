using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Accounts;

public sealed class AccountFunctions(AccountService accounts, ReconciliationService reconciliation, ChangeFeed feed)
{
    /// <summary>Accounts with their balances.</summary>
    [Function("ListAccounts")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            accounts.ListAsync, found => found.Account.Id, AccountAnswers.Show, feed, ThingKind.Account);

    /// <summary>Opens an account.</summary>
    [Function("CreateAccount")]
    [Refuses("account_name_taken", "account_number_taken", "too_many_accounts")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(AccountRequests.New, accounts.CreateAsync, AccountAnswers.Created);

    /// <summary>An account with its balance.</summary>
    [Function("GetAccount")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync((caller, stop) => accounts.GetAsync(caller, id, stop), AccountAnswers.Found);

    /// <summary>Changes what the body names; closes or opens the account again with `closed`.</summary>
    [Function("UpdateAccount")]
    [Refuses("account_name_taken", "account_number_taken", "last_account")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "accounts/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            AccountRequests.Patch,
            (change, patch, stop) => accounts.UpdateAsync(change, id, patch, stop),
            AccountAnswers.Found);

    /// <summary>Deletes an account. One that has transactions needs `move_to`, the account that takes them.</summary>
    [Function("DeleteAccount")]
    [Refuses("account_has_recurring", "account_has_transactions", "last_account")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "accounts/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            AccountRequests.MoveTo,
            (change, moveTo, stop) => accounts.DeleteAsync(change, id, moveTo, stop),
            AccountAnswers.Deleted);

    /// <summary>
    /// Holds an account against a statement of the bank. Where nothing differs, the entries up to that day are marked as cleared.
    /// </summary>
    [Function("ReconcileAccount")]
    public Task<IResult> Reconcile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/{id}/reconcile")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            AccountRequests.Statement,
            (change, statement, stop) => reconciliation.ReconcileAsync(change, id, statement, stop),
            AccountAnswers.Reconciled);
}
