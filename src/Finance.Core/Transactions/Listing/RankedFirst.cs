using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>Reads all that is in the listing and keeps the page: memory for one page, whatever the number of rows.</summary>
internal sealed class RankedFirst(ListingContext context, ListingRequest request, Ranking ranking)
{
    private readonly BalanceBook _book = new(context);
    private readonly BalanceChain _chain = new(context);

    // The last of the page comes out first.
    private readonly PriorityQueue<ListingEntry, Rank> _kept = new(Comparer<Rank>.Create((x, y) => ranking.Compare(y, x)));
    private long _total;

    private ListingScope Scope => context.Scope;

    internal async Task<Result<ListingPart>> ReadAsync(CancellationToken cancellationToken)
    {
        Rank? after = null;
        if (request.After is not null && !Rank.TryRead(request.After, out after))
        {
            return Errors.InvalidCursor();
        }

        var days = Scope.Days;
        var calendar = new EntryCalendar(context);
        var window = await calendar.CountAsync(days, cancellationToken);
        var plan = ListingPlans.Choose(context, window);
        var rows = plan.RowsAtMost(context, window);
        if (rows > context.Limits.RankedTransactions)
        {
            return Errors.RangeTooWide(context.Limits.RankedTransactions);
        }

        if (plan.Chains)
        {
            await _book.PrepareAsync(days.To, cancellationToken);
            _chain.Anchor(account => _book.EndOfDay(account, days.To));
        }

        var isNarrow = rows > context.Limits.RowsSortedWhole;
        await KeepAsync(plan, isNarrow, after, cancellationToken);
        var entries = new LinkedList<ListingEntry>();
        while (_kept.TryDequeue(out var entry, out _))
        {
            entries.AddFirst(entry);
        }

        var isMore = entries.Count == request.Wanted;
        var page = entries.Take(request.Limit).ToList();
        var next = isMore ? new ListingPosition(page[^1].Position) { Rank = ranking.Of(page[^1].Transaction).Write() } : null;
        await SettleAsync(plan, calendar, page, cancellationToken);
        return new ListingPart(isNarrow ? await WholeAsync(page, cancellationToken) : page, next, _total);
    }

    private async Task KeepAsync(RowPlan plan, bool isNarrow, Rank? after, CancellationToken cancellationToken)
    {
        var (from, to) = LedgerKeys.TransactionsOf(Scope.Days);
        var select = isNarrow ? RowSelection.ToDecide(Scope, ranking.IsByCategory) : null;
        await foreach (var row in plan.ReadAsync(context, new RowRange(from, to, select, ListingPlans.MaxPageSize), cancellationToken))
        {
            var transaction = TransactionRow.Read(row);
            if (Scope.Includes(transaction))
            {
                _total++;
                var rank = ranking.Of(Scope.Shown.Show(transaction)!);
                if (after is null || ranking.Compare(rank, after.Value) > 0)
                {
                    Keep(transaction, rank);
                }
            }

            _chain.Pass(transaction);
        }
    }

    private void Keep(Transaction transaction, Rank rank)
    {
        if (_kept.Count < request.Wanted)
        {
            _kept.Enqueue(_chain.Enter(transaction), rank);
        }
        else if (_kept.TryPeek(out _, out var last) && ranking.Compare(rank, last) < 0)
        {
            _kept.DequeueEnqueue(_chain.Enter(transaction), rank);
        }
    }

    private async Task SettleAsync(RowPlan plan, EntryCalendar calendar, List<ListingEntry> page, CancellationToken cancellationToken)
    {
        if (plan.Chains)
        {
            page.ForEach(_chain.Settle);
        }
        else
        {
            await ScatteredBalances.SettleAsync(context, calendar, page, cancellationToken);
        }
    }

    /// <summary>The entries with their whole rows, less what has gone meanwhile.</summary>
    private async Task<IReadOnlyList<ListingEntry>> WholeAsync(List<ListingEntry> page, CancellationToken cancellationToken)
    {
        var rows = await context.RowsAsync([.. page.Select(entry => LedgerKeys.TransactionPrefix + entry.Position)], cancellationToken);
        for (var at = 0; at < page.Count; at++)
        {
            page[at].Transaction = rows[at] is { } row ? TransactionRow.Read(row) : page[at].Transaction;
        }

        return [.. page.Where((_, at) => rows[at] is not null)];
    }
}
