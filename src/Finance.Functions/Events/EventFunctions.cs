using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Functions.Features;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Events;

/// <summary>What happens to a ledger, while it happens.</summary>
[PartOf(Feature.LiveEvents)]
public sealed class EventFunctions(EventFeed events, EventStreams streams)
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Every commit of the ledger as an event, from now on or behind the one that <c>Last-Event-ID</c> names.</summary>
    [Function("FollowEvents")]
    [Refuses("too_many_streams")]
    [AnswersFile("text/event-stream")]
    public async Task<IResult> Follow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "events")] HttpRequest request)
    {
        var call = ApiCall.Of(request);
        var last = call.ReadQuery(input => input.Query.Optional("last_event_id", Mark));
        if (!last.IsOk)
        {
            return call.Refuse(last.Error);
        }

        var refusal = await events.RefusalAsync(call.Caller, call.Stop);
        return refusal is null
            ? new EventStreamResult(events, streams, call, Known(request) ?? last.Value)
            : call.Refuse(refusal);
    }

    private static ValueReader<LedgerMark> Mark { get; } = new(
        new Schema("string")
        {
            Pattern = "^[0-9]{1,18}(-[0-9a-z]{6})?$",
            Description = "The id of the last event that was seen, for clients that cannot send Last-Event-ID.",
        },
        value => value.TryGetText(out var text) && LedgerMark.TryParse(text, out var mark)
            ? mark
            : value.Refuse<LedgerMark>("must be the id of an event."));

    // An id that this interface never gave is that of something else: a reset says so, as it does of what is too old.
    private static LedgerMark? Known(HttpRequest request) => request.Headers[LastEventId].ToString() is { Length: > 0 } text
        ? LedgerMark.TryParse(text, out var mark) ? mark : LedgerMark.OfNoLedger
        : null;
}
