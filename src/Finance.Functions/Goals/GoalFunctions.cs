using Finance.Core.Audit;
using Finance.Core.Goals;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Goals;

/// <summary>Goals. Every read answers as of <c>on</c>, today if left out.</summary>
public sealed class GoalFunctions(GoalService goals, ChangeFeed feed)
{
    /// <summary>Goals with their progress.</summary>
    [Function("ListGoals")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "goals")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            GoalRequests.Filter, goals.ListAsync, found => found.Goal.Id, GoalJson.Of, feed, ThingKind.Goal);

    /// <summary>Creates a goal.</summary>
    [Function("CreateGoal")]
    [Refuses("too_many_goals")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "goals")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(GoalRequests.New, goals.CreateAsync, GoalAnswers.Created);

    /// <summary>A goal with its progress.</summary>
    [Function("GetGoal")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "goals/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync(
            GoalRequests.On,
            (caller, on, stop) => goals.GetAsync(caller, id, on, stop),
            GoalAnswers.Found);

    /// <summary>Changes what the body names.</summary>
    [Function("UpdateGoal")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "goals/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            GoalRequests.Patch,
            (change, patch, stop) => goals.UpdateAsync(change, id, patch, stop),
            GoalAnswers.Found);

    /// <summary>Deletes a goal and its contributions. Linked transactions stay.</summary>
    [Function("DeleteGoal")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "goals/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => goals.DeleteAsync(change, id, stop), GoalAnswers.Deleted);
}
