using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// Reads a page against the order of the keys: windows of days, the oldest first, each read newest first and kept as far as the page needs.
/// </summary>
internal sealed class OldestFirst(ListingContext context, ListingRequest request)
{
    private readonly EntryCalendar _calendar = new(context, stopsWhenFull: false);
    private readonly BalanceBook _book = new(context);
    private readonly List<ListingEntry> _entries = [];
    private RowPlan? _plan;

    private ListingScope Scope => context.Scope;

    internal async Task<ListingPart> ReadAsync(CancellationToken cancellationToken)
    {
        var days = Scope.Days;
        var start = request.After is null ? days.From : TransactionId.DayOf(request.After.Key);
        if (start > days.To)
        {
            return ListingPart.Empty;
        }

        var isPartial = request.After is not null && start >= days.From;
        var bottom = isPartial ? start : days.From;
        var to = isPartial ? LedgerKeys.TransactionPrefix + request.After!.Key : LedgerKeys.TransactionsOf(days).To;
        ListingPosition? next = null;
        for (long wanted = request.Wanted; next is null; wanted *= 4)
        {
            var window = await _calendar.FindAsync(bottom, isPartial, days.To, wanted, cancellationToken);
            _plan ??= ListingPlans.Choose(context, window);
            var from = LedgerKeys.TransactionsOf(new DateRange(bottom, window.Edge)).From;
            _entries.AddRange(await ReadAsync(from, to, window, cancellationToken));
            if (_entries.Count == request.Wanted)
            {
                _entries.RemoveAt(request.Limit);
                next = new ListingPosition(_entries[^1].Position);
            }
            else if (window.Edge == days.To)
            {
                break;
            }
            else if (context.Passed >= context.Limits.RowsPerRequest)
            {
                next = new ListingPosition(ListingPosition.BeforeDay(window.Edge));
            }

            (to, bottom, isPartial) = (from, window.Edge.AddDays(1), false);
        }

        if (!_plan!.Chains)
        {
            await ScatteredBalances.SettleAsync(context, _calendar, _entries, cancellationToken);
        }

        return new ListingPart(_entries, next);
    }

    /// <summary>What the page still needs of a window, oldest first.</summary>
    private async Task<IEnumerable<ListingEntry>> ReadAsync(string from, string to, Window window, CancellationToken cancellationToken)
    {
        var chain = new BalanceChain(context);
        if (_plan!.Chains)
        {
            await _book.PrepareAsync(window.Edge, cancellationToken);
            chain.Anchor(account => _book.EndOfDay(account, window.Edge));
        }

        var missing = request.Wanted - _entries.Count;
        var kept = new Queue<ListingEntry>(missing);
        await foreach (var row in _plan.ReadAsync(context, new RowRange(from, to, null, ListingPlans.MaxPageSize), cancellationToken))
        {
            context.Passed++;
            var transaction = TransactionRow.Read(row);
            if (Scope.Includes(transaction))
            {
                if (kept.Count == missing)
                {
                    kept.Dequeue();
                }

                kept.Enqueue(chain.Enter(transaction));
            }

            chain.Pass(transaction);
        }

        if (_plan.Chains)
        {
            foreach (var entry in kept)
            {
                chain.Settle(entry);
            }
        }

        return kept.Reverse();
    }
}
