using System.Text;
using Finance.Core;
using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Finance.Functions.Events;

/// <summary>
/// Sends events as they come (https://html.spec.whatwg.org/multipage/server-sent-events.html). A client that reads slowly makes the reading
/// of the ledger wait; nothing is kept for it.
/// </summary>
internal sealed class EventStreamResult(EventFeed events, EventStreams streams, ApiCall call, LedgerMark? last) : IResult
{
    /// <summary>How long a client waits before it comes back, in milliseconds.</summary>
    private const int Retry = 2000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = streams.TryTake(call.Caller.User);
        if (place is null)
        {
            await call.Refuse(Errors.TooManyStreams(EventStreams.PerUser)).ExecuteAsync(httpContext);
            return;
        }

        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, call.Stop);
        try
        {
            await SendAsync(response, $"retry: {Retry}\n\n", stop.Token);
            await foreach (var told in events.FollowAsync(call.Caller, last, stop.Token))
            {
                await SendAsync(response, Text(told), stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client has gone, or the host stops: it comes back with the id of what it has seen.
        }
        catch (StoreUnavailableException)
        {
            // The storage is away. The client comes back likewise, and is refused until it is there again.
        }
    }

    private static string Text(LedgerEvent told) => told switch
    {
        // Without data nothing is dispatched, but the client knows from where to go on.
        EventsBegin begin => $"id: {begin.At}\n\n",
        LedgerChanged change => Event(change.At, "change", ChangeEventJson.Of(change.Commit)),
        EventsReset reset => Event(reset.At, "reset", new ResetEventJson(reset.At.Version)),
        EventsEnd end => $"event: end\ndata: {Json(new EndEventJson(end.Reason.Code, end.Reason.Detail))}\n\n",
        _ => $": nothing new\nid: {told.At}\n\n",
    };

    private static string Event(LedgerMark at, string name, object data) => $"id: {at}\nevent: {name}\ndata: {Json(data)}\n\n";

    private static string Json(object data) => Encoding.UTF8.GetString(ApiJson.Write(data));

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
