using Finance.Core;
using Finance.Core.Exporting;
using Finance.Core.Ledgers;
using Finance.Core.Transactions.Listing;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Finance.Functions.Identity;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http;

/// <summary>
/// A request of a known caller, from its input to its answer. A function names three things: how the input is read, which service method is
/// called, and how its value is answered; refusals of any of them become problem documents here.
/// </summary>
public partial class ApiCall
{
    private const int MaxFileReads = 4;

    private static readonly Func<RequestInput, Done> ReadNothing = static _ => Done.Value;

    private readonly FunctionPolicy _policy;
    private readonly IdentityOptions _identity;

    internal ApiCall(HttpRequest request, Caller caller, FunctionPolicy policy, IdentityOptions identity, CancellationToken stop)
    {
        (Request, Caller, Stop) = (request, caller, stop);
        (_policy, _identity) = (policy, identity);
    }

    public HttpRequest Request { get; }

    public Caller Caller { get; }

    /// <summary>Fires when the client is gone or the request has taken too long.</summary>
    public CancellationToken Stop { get; }

    /// <exception cref="InvalidOperationException">The function is open to anyone, so that there is no caller.</exception>
    public static ApiCall Of(HttpRequest request) => request.HttpContext.Items[typeof(ApiCall)] as ApiCall
        ?? throw new InvalidOperationException("No caller was authenticated for this request.");

    /// <summary>Answers what a service finds.</summary>
    public Task<IResult> AnswerAsync<TValue, TJson>(
        Func<Caller, CancellationToken, Task<Result<TValue>>> call,
        Func<TValue, Answer<TJson>> answer)
        where TJson : notnull =>
        AnswerAsync(ReadNothing, (who, _, token) => call(who, token), answer);

    /// <inheritdoc cref="AnswerAsync{TValue, TJson}(Func{Caller, CancellationToken, Task{Result{TValue}}}, Func{TValue, Answer{TJson}})"/>
    public virtual async Task<IResult> AnswerAsync<TInput, TValue, TJson>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, CancellationToken, Task<Result<TValue>>> call,
        Func<TValue, Answer<TJson>> answer)
        where TJson : notnull
    {
        var body = await ReadBodyAsync();
        var input = body.Then(bytes => RequestInput.Read(Request.Query, bytes, Cursor(), read));
        if (!input.IsOk)
        {
            return Refuse(input.Error);
        }

        var value = await call(Caller, input.Value, Stop);
        return value.IsOk ? Send(answer(value.Value)) : Refuse(value.Error);
    }

    /// <summary>Answers a page of a list in its envelope; <c>limit</c> and <c>cursor</c> are read here.</summary>
    public Task<IResult> ListAsync<TInput, TItem, TShown>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, PageRequest, CancellationToken, Task<Result<Page<TItem>>>> call,
        Func<TItem, TShown> show) =>
        AnswerAsync(
            input => (Page: input.Page(), Filter: read(input)),
            (who, asked, token) => call(who, asked.Filter, asked.Page, token),
            page => Answer.Ok(Envelope(page.Map(show))));

    /// <summary>Answers a page of a list whose service has a page of its own.</summary>
    /// <param name="show">What the page holds, where the next begins (<see cref="Page{T}.Next"/>), and how many there are if known.</param>
    public Task<IResult> ListAsync<TInput, TPage, TShown>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, PageRequest, CancellationToken, Task<Result<TPage>>> call,
        Func<TPage, (IEnumerable<TShown> Items, string? Next, long? TotalCount)> show) =>
        ListAsync(read, call, show, static (_, envelope) => envelope);

    /// <summary>Answers a page of a list whose envelope says more.</summary>
    /// <param name="show">As above.</param>
    /// <param name="extend">The envelope with what else the page says.</param>
    public Task<IResult> ListAsync<TInput, TPage, TShown, TEnvelope>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, PageRequest, CancellationToken, Task<Result<TPage>>> call,
        Func<TPage, (IEnumerable<TShown> Items, string? Next, long? TotalCount)> show,
        Func<TPage, ListEnvelope<TShown>, TEnvelope> extend)
        where TEnvelope : notnull =>
        AnswerAsync(
            input => (Page: input.Page(), Filter: read(input)),
            (who, asked, token) => call(who, asked.Filter, asked.Page, token),
            page =>
            {
                var (items, next, total) = show(page);
                return Answer.Ok(extend(page, Envelope([.. items], next, total)));
            });

    /// <summary>Answers a page of a list that the service answers whole.</summary>
    /// <param name="idOf">Tells the items apart.</param>
    public Task<IResult> ListAsync<TInput, TItem, TShown>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, CancellationToken, Task<Result<IReadOnlyList<TItem>>>> call,
        Func<TItem, string> idOf,
        Func<TItem, TShown> show) =>
        AnswerAsync(
            input => (Page: input.Page(), Filter: read(input)),
            async (who, asked, token) => (await call(who, asked.Filter, token)).Map(items => WholeList.PageOf(items, asked.Page, idOf)),
            page => Answer.Ok(Envelope(page.Map(show))));

    /// <summary>Answers a page of a list that the service answers whole and that has no filters.</summary>
    /// <param name="idOf">Tells the items apart.</param>
    public Task<IResult> ListAsync<TItem, TShown>(
        Func<Caller, CancellationToken, Task<Result<IReadOnlyList<TItem>>>> call,
        Func<TItem, string> idOf,
        Func<TItem, TShown> show) => ListAsync(ReadNothing, (who, _, token) => call(who, token), idOf, show);

    /// <summary>Answers a file that is made while it is sent. A ledger that changes before the first piece is made is read again.</summary>
    public virtual async Task<IResult> FileAsync<TInput>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, CancellationToken, Task<Result<ExportFile>>> call)
    {
        var input = ReadQuery(read);
        for (var attempt = 0; input.IsOk && attempt < MaxFileReads; attempt++)
        {
            var file = await call(Caller, input.Value, Stop);
            if (!file.IsOk)
            {
                return Refuse(file.Error);
            }

            try
            {
                return await FileResult.OpenAsync(file.Value, Stop);
            }
            catch (LedgerMovedException)
            {
                // Nothing was sent yet.
            }
        }

        return Refuse(input.Error ?? Errors.LedgerBusy());
    }

    /// <summary>Answers as much of something as one request may work out; <c>cursor</c> asks for the rest and is read here.</summary>
    /// <param name="next">Where the rest begins, in the service's own words; null where there is none.</param>
    /// <param name="show">The answer, with the cursor for the rest.</param>
    public Task<IResult> PartAsync<TInput, TPart, TJson>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, string?, CancellationToken, Task<Result<TPart>>> call,
        Func<TPart, string?> next,
        Func<TPart, string?, TJson> show)
        where TJson : notnull =>
        AnswerAsync(
            input => (Place: input.Place(), Asked: read(input)),
            (who, input, token) => call(who, input.Asked, input.Place, token),
            part => Answer.Ok(show(part, next(part) is { } place ? Cursor().Seal(place) : null)));

    /// <summary>Changes something; a route without query and body.</summary>
    public Task<IResult> ChangeAsync<TValue, TJson>(
        Func<Change, CancellationToken, Task<Result<TValue>>> call,
        Func<TValue, Answer<TJson>> answer)
        where TValue : notnull
        where TJson : notnull => ChangeAsync(ReadNothing, (change, _, token) => call(change, token), answer);

    /// <summary>
    /// Changes something. <c>If-Match</c> and, for a POST, <c>Idempotency-Key</c> travel with the change; a retry gets the recorded answer.
    /// </summary>
    /// <param name="answer">Must be a pure function: it also renders the answer that is recorded in the commit.</param>
    public virtual async Task<IResult> ChangeAsync<TInput, TValue, TJson>(
        Func<RequestInput, TInput> read,
        Func<Change, TInput, CancellationToken, Task<Result<TValue>>> call,
        Func<TValue, Answer<TJson>> answer)
        where TValue : notnull
        where TJson : notnull
    {
        var body = await ReadBodyAsync();
        var input = body.Then(bytes => RequestInput.Read(Request.Query, bytes, Cursor(), read));
        if (!input.IsOk)
        {
            return Refuse(input.Error);
        }

        var change = ChangeOf(body.Value.Span, answer);
        if (!change.IsOk)
        {
            return Refuse(change.Error);
        }

        var value = await call(change.Value, input.Value, Stop);
        return value.IsOk ? Send(answer(value.Value)) : Refuse(value.Error);
    }

    /// <summary>For routes that take no JSON: the change, with <c>If-Match</c> and <c>Idempotency-Key</c> of the request.</summary>
    /// <param name="content">What the request carries, or a hash of it, to tell it from another under the same key.</param>
    /// <returns>Errors: <c>validation_failed</c>.</returns>
    public Result<Change> ChangeOf<TValue>(ReadOnlySpan<byte> content, Func<TValue, Answer> answer)
    {
        var match = ETags.ReadIfMatch(Request);
        if (!match.IsOk)
        {
            return match.Error;
        }

        var key = HttpMethods.IsPost(Request.Method) ? IdempotencyKey.Read(Request) : (string?)null;
        if (!key.IsOk)
        {
            return key.Error;
        }

        var idempotency = key.Value is null
            ? null
            : new Idempotency(
                key.Value,
                IdempotencyKey.Fingerprint(Request, content),
                value => RenderedAnswer.Of(answer((TValue)value), isRead: false).ToRecorded());
        return new Change(Caller, idempotency) { IfMatch = match.Value };
    }

    /// <summary>For routes that take no JSON: what the query says.</summary>
    public virtual Result<TInput> ReadQuery<TInput>(Func<RequestInput, TInput> read) =>
        RequestInput.Read(Request.Query, default, Cursor(), read);

    public IResult Send(Answer answer) => answer.ToResult(Request);

    public virtual IResult Refuse(Error error) => error.Evidence is RecordedResponse recorded
        ? new AnswerResult(RenderedAnswer.Of(recorded), isReplay: true)
        : new ProblemResult(error, Caller.TraceId, Challenge.Of(error, _identity));

    private ListEnvelope<T> Envelope<T>(Page<T> page) => Envelope(page.Items, page.Next, page.TotalCount);

    private ListEnvelope<T> Envelope<T>(IReadOnlyList<T> items, string? next, long? total) =>
        new(items, next is null ? null : Cursor().Seal(next), total, Caller.Sighting.First?.Version, Caller.Sighting.First?.ToString());

    private Cursor Cursor() => Reading.Cursor.For(Caller, Request);

    // The body of a GET means nothing: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1
    private async Task<Result<ReadOnlyMemory<byte>>> ReadBodyAsync() =>
        HttpMethods.IsGet(Request.Method) ? ReadOnlyMemory<byte>.Empty : await JsonBody.ReadAsync(Request, _policy.BodyLimit, Stop);
}
