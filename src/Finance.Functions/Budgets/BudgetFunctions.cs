using Finance.Core;
using Finance.Core.Audit;
using Finance.Core.Budgets;
using Finance.Core.Ledgers;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Budgets;

/// <summary>Budgets. Every read answers as of <c>on</c>, today if left out.</summary>
public sealed class BudgetFunctions(BudgetService budgets, ChangeFeed feed)
{
    /// <summary>Budgets with their current period.</summary>
    [Function("ListBudgets")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "budgets")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            BudgetRequests.On, budgets.ListAsync, found => found.Budget.Id, BudgetJson.Of, feed, ThingKind.Budget);

    /// <summary>Creates a budget.</summary>
    [Function("CreateBudget")]
    [Refuses("too_many_budgets")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "budgets")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(BudgetRequests.New, budgets.CreateAsync, BudgetAnswers.Created);

    /// <summary>A budget with its current period, breakdown, history, variance and trend.</summary>
    [Function("GetBudget")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "budgets/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync(BudgetRequests.History, Reading(id), BudgetAnswers.Found);

    /// <summary>Changes what the body names. A new amount counts from the current period on, or from `effective_from`.</summary>
    [Function("UpdateBudget")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "budgets/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            BudgetRequests.Patch,
            (change, patch, stop) => budgets.UpdateAsync(change, id, patch, stop),
            BudgetAnswers.Changed);

    /// <summary>Deletes a budget. Its transactions stay.</summary>
    [Function("DeleteBudget")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "budgets/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => budgets.DeleteAsync(change, id, stop), BudgetAnswers.Deleted);

    /// <summary>The current period of a budget with its breakdown.</summary>
    [Function("BudgetProgress")]
    public Task<IResult> Progress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "budgets/{id}/progress")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync(
            BudgetRequests.On,
            (caller, on, stop) => budgets.GetAsync(caller, id, on, 1, stop),
            BudgetAnswers.Progress);

    /// <summary>The history of a budget, and what it says.</summary>
    [Function("BudgetAnalytics")]
    public Task<IResult> Analytics(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "budgets/{id}/analytics")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync(BudgetRequests.History, Reading(id), BudgetAnswers.Analytics);

    /// <summary>Every budget's status, alerts first; a list that comes whole.</summary>
    [Function("BudgetStatuses")]
    public Task<IResult> Statuses([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "budgets/status")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(BudgetRequests.On, budgets.StatusAsync, BudgetAnswers.Status);

    private Func<Caller, (DateOnly? On, int Periods), CancellationToken, Task<Result<BudgetDetails>>> Reading(string id) =>
        (caller, asked, stop) => budgets.GetAsync(caller, id, asked.On, asked.Periods, stop);
}
