using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// Lists the transactions of a ledger page by page, at a cost that does not grow with its history: sums tell which days hold the page, and
/// one bounded query reads it. One for a whole process: it remembers where pages ended.
/// </summary>
public sealed class TransactionLister
{
    private const int MaxReadings = 3;
    private readonly LedgerStore _ledgers;
    private readonly ListingLimits _limits;
    private readonly BalanceHints _hints = new();

    public TransactionLister(LedgerStore ledgers)
        : this(ledgers, new ListingLimits())
    {
    }

    internal TransactionLister(LedgerStore ledgers, ListingLimits limits) => (_ledgers, _limits) = (ledgers, limits);

    /// <param name="page">Its place must come from a page of the same filter and order.</param>
    /// <returns>Errors: <c>validation_failed</c>, <c>invalid_cursor</c>, <c>range_too_wide</c>.</returns>
    public async Task<Result<TransactionPage>> ListAsync(
        Caller caller,
        TransactionFilter filter,
        TransactionSort sort,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page.Limit, 1, nameof(page));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(page.Limit, PageRequest.MaxLimit, nameof(page));
        for (var reading = 1; ; reading++)
        {
            var ledger = await _ledgers.OpenAsync(caller, LedgerPart.Entries, cancellationToken);
            var scope = ledger.Then(snapshot => ListingScope.Of(snapshot, filter));
            if (!scope.IsOk)
            {
                return scope.Error;
            }

            // A place belongs to what is shown: of another grant it means nothing.
            var mark = scope.Value.Shown.Mark;
            ListingPosition? after = null;
            if (page.After is { } place
                && (!place.StartsWith(mark, StringComparison.Ordinal) || !ListingPosition.TryParse(place[mark.Length..], out after)))
            {
                return Errors.InvalidCursor();
            }

            var context = new ListingContext(scope.Value, _ledgers.Reader, _limits, _hints);
            var result = await ReadAsync(context, sort, new ListingRequest(page.Limit, after), cancellationToken);
            if (!context.HasMoved || reading == MaxReadings)
            {
                return result;
            }
        }
    }

    private static async Task<Result<TransactionPage>> ReadAsync(
        ListingContext context,
        TransactionSort sort,
        ListingRequest request,
        CancellationToken cancellationToken)
    {
        if (context.Scope.IsEmpty)
        {
            return new TransactionPage([], null, 0, context.Ledger.Head.Version);
        }

        if (context.Scope.NeedsWholeRows && !context.Scope.IsOfTagOnly && request.After is null)
        {
            return await ReadThenCountAsync(context, sort, request, cancellationToken);
        }

        var counting = KnownTotal(context, sort, request.After) is { } known
            ? Task.FromResult(known.Total)
            : new ListingCounter(context).CountAsync(cancellationToken);
        var reading = PartAsync(context, sort, request, cancellationToken);
        await Task.WhenAll(reading, counting);
        var total = await counting;
        return (await reading).Map(found => ToPage(context, found with { Total = found.Total ?? total }));
    }

    /// <summary>Where counting means reading too: a first page that is all there is tells how many there are.</summary>
    private static async Task<Result<TransactionPage>> ReadThenCountAsync(
        ListingContext context,
        TransactionSort sort,
        ListingRequest request,
        CancellationToken cancellationToken)
    {
        var part = await PartAsync(context, sort, request, cancellationToken);
        if (!part.IsOk)
        {
            return part.Error;
        }

        var found = part.Value;
        var total = found.Total
            ?? (found.Next is null ? found.Entries.Count : await new ListingCounter(context).CountAsync(cancellationToken));
        return ToPage(context, found with { Total = total });
    }

    private static TransactionPage ToPage(ListingContext context, ListingPart part) => new(
        [.. part.Entries.Select(entry => entry.ToListed())],
        part.Next is null
            ? null
            : context.Scope.Shown.Mark + (part.Next with { Commit = context.Ledger.Head.LastCommit, Total = part.Total }),
        part.Total,
        context.Ledger.Head.Version);

    private static async Task<Result<ListingPart>> PartAsync(
        ListingContext context,
        TransactionSort sort,
        ListingRequest request,
        CancellationToken cancellationToken) => sort switch
        {
            TransactionSort.NewestFirst => await new NewestFirst(context, request).ReadAsync(cancellationToken),
            TransactionSort.OldestFirst => await new OldestFirst(context, request).ReadAsync(cancellationToken),
            _ => await new RankedFirst(context, request, new Ranking(sort, context.Chart)).ReadAsync(cancellationToken),
        };

    /// <summary>
    /// The total that the page before told, where the ledger has not changed since or where counting again would mean reading everything
    /// again. An order other than by date reads everything anyway.
    /// </summary>
    private static ListingPosition? KnownTotal(ListingContext context, TransactionSort sort, ListingPosition? after)
    {
        if (sort is not (TransactionSort.NewestFirst or TransactionSort.OldestFirst))
        {
            return after ?? new ListingPosition("");
        }

        return after is not null && (after.Commit == context.Ledger.Head.LastCommit || context.Scope.IsBeyondSummaries) ? after : null;
    }
}
