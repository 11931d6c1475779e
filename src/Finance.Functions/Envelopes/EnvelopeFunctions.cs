using Finance.Core.Envelopes;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Envelopes;

/// <summary>Money that is there, divided among the categories it is meant for.</summary>
public sealed class EnvelopeFunctions(EnvelopeService envelopes)
{
    /// <summary>Every envelope of a month, with what is still to assign.</summary>
    [Function("GetEnvelopes")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "envelopes")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(EnvelopeRequests.Query, envelopes.GetAsync, EnvelopeAnswers.Found);

    /// <summary>Assigns an amount to the envelope of a category in a month.</summary>
    [Function("SetEnvelope")]
    public Task<IResult> Set(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "envelopes/{categoryId}")] HttpRequest request,
        string categoryId) =>
        ApiCall.Of(request).ChangeAsync(
            EnvelopeRequests.Assigned,
            (change, asked, stop) => envelopes.AssignAsync(change, categoryId, asked.Month, asked.Assigned, stop),
            EnvelopeAnswers.Changed);

    /// <summary>Moves an assigned amount from one envelope to another within a month.</summary>
    [Function("MoveBetweenEnvelopes")]
    [Refuses("not_found")]
    public Task<IResult> Move([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "envelopes/move")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(EnvelopeRequests.Move, envelopes.MoveAsync, EnvelopeAnswers.Changed);

    /// <summary>Assigns all envelopes of a month by a rule.</summary>
    [Function("AssignEnvelopes")]
    public Task<IResult> Assign([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "envelopes/assign")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(EnvelopeRequests.Rule, envelopes.AssignByRuleAsync, EnvelopeAnswers.Changed);
}
