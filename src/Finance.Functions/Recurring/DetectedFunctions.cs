using Finance.Core.Recurring.Detection;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Recurring;

/// <summary>What recurs in the history and could be a template.</summary>
public sealed class DetectedFunctions(DetectionService detection)
{
    /// <summary>What recurs in the history and could be a template.</summary>
    [Function("ListDetected")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recurring/detected")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            RecurringRequests.Detected,
            (caller, asked, stop) => detection.ListAsync(caller, asked.On, asked.Dismissed, stop),
            detected => detected.Id,
            DetectedJson.Of);

    /// <summary>Makes the template that is offered.</summary>
    [Function("AcceptDetected")]
    [Refuses("recurring_blocked", "too_many_recurring")]
    public Task<IResult> Accept(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recurring/detected/{id}/accept")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => detection.AcceptAsync(change, id, stop), RecurringAnswers.Created);

    /// <summary>Stops offering something that recurs.</summary>
    [Function("DismissDetected")]
    public Task<IResult> Dismiss(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recurring/detected/{id}/dismiss")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => detection.DismissAsync(change, id, stop), DetectedAnswers.Dismissed);

    /// <summary>Offers something that recurs again.</summary>
    [Function("RestoreDetected")]
    public Task<IResult> Restore(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "recurring/detected/{id}/dismiss")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync((change, stop) => detection.RestoreAsync(change, id, stop), DetectedAnswers.Restored);
}
