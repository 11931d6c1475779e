using Finance.Core;
using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http;

/// <summary>Lists that a client can keep a copy of: with <c>since</c> they answer only what changed after a version.</summary>
public partial class ApiCall
{
    /// <summary>Answers a page of a list that the service answers whole, or of its changes.</summary>
    /// <param name="idOf">Tells the items apart.</param>
    /// <param name="feed">Tells what changed.</param>
    /// <param name="kind">What the items are.</param>
    public Task<IResult> SyncedListAsync<TInput, TItem, TShown>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, CancellationToken, Task<Result<IReadOnlyList<TItem>>>> call,
        Func<TItem, string> idOf,
        Func<TItem, TShown> show,
        ChangeFeed feed,
        ThingKind kind)
        where TItem : class
        where TShown : class => SyncedListAsync(
            read,
            async (who, asked, page, token) => (await call(who, asked, token)).Map(items => WholeList.PageOf(items, page, idOf)),
            page => (page.Items.Select(show), page.Next, page.TotalCount),
            (who, asked, since, page, token) => feed.ListAsync(
                who,
                kind,
                null,
                since,
                page,
                async (_, _, _) => (await call(who, asked, token)).Map<IReadOnlyDictionary<string, TItem>>(
                    items => items.ToDictionary(idOf, StringComparer.Ordinal)),
                token),
            show,
            static (_, envelope) => envelope);

    /// <summary>Answers a page of a list that the service answers whole and that has no filters, or of its changes.</summary>
    public Task<IResult> SyncedListAsync<TItem, TShown>(
        Func<Caller, CancellationToken, Task<Result<IReadOnlyList<TItem>>>> call,
        Func<TItem, string> idOf,
        Func<TItem, TShown> show,
        ChangeFeed feed,
        ThingKind kind)
        where TItem : class
        where TShown : class => SyncedListAsync(ReadNothing, (who, _, token) => call(who, token), idOf, show, feed, kind);

    /// <summary>Answers a page of a list whose service has pages, or of its changes.</summary>
    /// <param name="show">What a page holds, where the next begins, and how many there are if known.</param>
    /// <param name="changes">A page of what changed since a version.</param>
    /// <param name="showItem">An item that changed and is there.</param>
    /// <param name="extend">The envelope with what else a page says; the page is null for one of changes.</param>
    public Task<IResult> SyncedListAsync<TInput, TPage, TItem, TShown, TEnvelope>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, PageRequest, CancellationToken, Task<Result<TPage>>> call,
        Func<TPage, (IEnumerable<TShown> Items, string? Next, long? TotalCount)> show,
        Func<Caller, TInput, LedgerMark, PageRequest, CancellationToken, Task<Result<DeltaPage<TItem>>>> changes,
        Func<TItem, TShown> showItem,
        Func<TPage?, ListEnvelope<Listed<TShown>>, TEnvelope> extend)
        where TPage : class
        where TItem : class
        where TShown : class
        where TEnvelope : notnull => AnswerAsync(
            input => (Page: input.Page(), Since: input.Since(), Asked: read(input)),
            async (who, input, token) => input.Since is { } since
                ? (await changes(who, input.Asked, since, input.Page, token)).Map(delta => extend(null, Envelope(delta, showItem)))
                : (await call(who, input.Asked, input.Page, token)).Map(page =>
                {
                    var (items, next, total) = show(page);
                    return extend(page, Envelope([.. items.Select(Listed<TShown>.There)], next, total));
                }),
            envelope => Answer.Ok(envelope));

    private ListEnvelope<Listed<TShown>> Envelope<TItem, TShown>(DeltaPage<TItem> delta, Func<TItem, TShown> show)
        where TItem : class
        where TShown : class => new(
            [.. delta.Items.Select(item => item.Value is { } there ? Listed<TShown>.There(show(there)) : Listed<TShown>.NotThere(item.Key))],
            delta.Next is null ? null : Cursor().Seal(delta.Next),
            delta.TotalCount,
            delta.Through.Version,
            delta.Through.ToString());
}
