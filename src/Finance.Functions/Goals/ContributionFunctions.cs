using Finance.Core.Audit;
using Finance.Core.Goals;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Goals;

/// <summary>What is put into goals.</summary>
public sealed class ContributionFunctions(ContributionService contributions, ChangeFeed feed)
{
    /// <summary>Puts an amount into a goal, or links a transaction to it.</summary>
    [Function("Contribute")]
    [Refuses("already_linked", "future_date", "goal_closed", "too_many_contributions")]
    public Task<IResult> Contribute(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "goals/{id}/contribute")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            GoalRequests.Contribution,
            (change, asked, stop) => contributions.ContributeAsync(change, id, asked, stop),
            GoalAnswers.Contributed);

    /// <summary>What was put into a goal, the latest first.</summary>
    [Function("ListContributions")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "goals/{id}/contributions")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).SyncedListAsync(
            GoalRequests.On,
            (caller, on, page, stop) => contributions.ListAsync(caller, id, on, page, stop),
            page => (page.Items.Select(ContributionJson.Of), page.Next, page.TotalCount),
            (caller, on, since, page, stop) => feed.ListAsync(
                caller, ThingKind.Contribution, id, since, page, (who, ids, token) => contributions.FindAsync(who, id, on, ids, token), stop),
            ContributionJson.Of,
            static (_, envelope) => envelope);

    /// <summary>A contribution to a goal.</summary>
    [Function("GetContribution")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "goals/{id}/contributions/{contributionId}")] HttpRequest request,
        string id,
        string contributionId) =>
        ApiCall.Of(request).AnswerAsync(
            (caller, stop) => contributions.GetAsync(caller, id, contributionId, stop),
            found => Answer.Ok(ContributionJson.Of(found), found.Version));

    /// <summary>Takes a contribution back.</summary>
    [Function("UndoContribution")]
    public Task<IResult> Undo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "goals/{id}/contributions/{contributionId}")] HttpRequest request,
        string id,
        string contributionId) =>
        ApiCall.Of(request).ChangeAsync(
            (change, stop) => contributions.UndoAsync(change, id, contributionId, stop),
            GoalAnswers.Undone);
}
