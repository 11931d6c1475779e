using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Transactions.Listing;

/// <summary>Reads a page in the order of the keys, window by window until it is full.</summary>
internal sealed class NewestFirst(ListingContext context, ListingRequest request)
{
    private readonly EntryCalendar _calendar = new(context);
    private readonly BalanceBook _book = new(context);
    private readonly BalanceChain _chain = new(context);
    private readonly List<ListingEntry> _entries = [];
    private RowPlan? _plan;

    // In the middle of which day the reading begins, while the balances there are not known; its end is a place where they are.
    private DateOnly? _dayToFinish;

    // Where the page ended, and the sums there.
    private string? _last;
    private IReadOnlyDictionary<string, long>? _lastSums;

    private ListingScope Scope => context.Scope;

    internal async Task<ListingPart> ReadAsync(CancellationToken cancellationToken)
    {
        var days = Scope.Days;
        var start = request.After is null ? days.To : TransactionId.DayOf(request.After.Key);
        if (start < days.From)
        {
            return ListingPart.Empty;
        }

        var isPartial = request.After is not null && start <= days.To;
        var top = isPartial ? start : days.To;
        var from = isPartial ? KeyText.After(LedgerKeys.TransactionPrefix + request.After!.Key) : LedgerKeys.TransactionsOf(days).From;

        // Where only the rows tell, nobody knows how far they have to be read: one query goes on until the page is full.
        for (long wanted = Scope.NeedsWholeRows ? context.Limits.RowsPerRequest : request.Wanted; ; wanted *= 4)
        {
            var window = await _calendar.FindAsync(top, isPartial, days.From, wanted, cancellationToken);
            if (_plan is null)
            {
                _plan = ListingPlans.Choose(context, window);
                await AnchorAsync(top, isPartial, cancellationToken);
            }

            var to = LedgerKeys.TransactionsOf(new DateRange(window.Edge, top)).To;
            if (!await ReadAsync(from, to, window, cancellationToken) || window.Edge == days.From)
            {
                break;
            }

            (from, top, isPartial) = (to, window.Edge.AddDays(-1), false);
        }

        await SettleAsync(cancellationToken);
        return new ListingPart(_entries, _lastSums is null ? null : Next());
    }

    /// <summary>Says what the balances are where the reading begins, or where they will be known.</summary>
    private async Task AnchorAsync(DateOnly top, bool isPartial, CancellationToken cancellationToken)
    {
        if (!_plan!.Chains)
        {
            return;
        }

        if (!isPartial)
        {
            await _book.PrepareAsync(top, cancellationToken);
            _chain.Anchor(account => _book.EndOfDay(account, top));
        }
        else if (context.Hints.Find(PlaceOf(request.After!.Key)) is { } balances && Accounts().All(balances.ContainsKey))
        {
            _chain.Anchor(account => balances[account]);
        }
        else
        {
            _dayToFinish = top;
            await context.DaysAsync(Month.Of(top), cancellationToken);
        }
    }

    /// <summary>Reads a window; false when the page is full or enough has been read.</summary>
    private async Task<bool> ReadAsync(string from, string to, Window window, CancellationToken cancellationToken)
    {
        await foreach (var row in _plan!.ReadAsync(context, new RowRange(from, to, null, PageSize(window)), cancellationToken))
        {
            var transaction = TransactionRow.Read(row);
            FinishDay(transaction.Date);
            var isMeant = Scope.Includes(transaction);
            if (_lastSums is null && ((isMeant && _entries.Count == request.Limit) || context.Passed >= context.Limits.RowsPerRequest))
            {
                _lastSums = _chain.Sums();
            }

            if (_lastSums is null)
            {
                context.Passed++;
                if (isMeant)
                {
                    _entries.Add(_chain.Enter(transaction));
                }

                _last = row.Key;
            }
            else if (_dayToFinish is null)
            {
                return false;
            }

            _chain.Pass(transaction);
        }

        FinishDay(window.Edge.AddDays(-1));
        return _lastSums is null;
    }

    /// <summary>What the page needs and, where no more than the middle of a day might come of it, what is left of the day.</summary>
    private int PageSize(Window window)
    {
        var size = ListingPlans.PageSize(_plan!, Scope, window, request.Wanted - _entries.Count);
        var rest = _dayToFinish is { } day ? context.FindDays(Month.Of(day))?.EntriesOn(day.Day) ?? 0 : 0;
        return rest < request.Wanted ? size : (int)Math.Clamp(rest, size, ListingPlans.MaxPageSize);
    }

    /// <summary>Anchors the chain once the reading is past the day in whose middle it began.</summary>
    private void FinishDay(DateOnly next)
    {
        if (_dayToFinish is { } day && next < day)
        {
            _chain.Anchor(account => _book.EndOfDay(account, day.AddDays(-1)));
            _dayToFinish = null;
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_plan!.Chains)
        {
            _entries.ForEach(_chain.Settle);
        }
        else
        {
            await ScatteredBalances.SettleAsync(context, _calendar, _entries, cancellationToken);
        }
    }

    private ListingPosition Next()
    {
        var position = _last![LedgerKeys.TransactionPrefix.Length..];
        if (_plan!.Chains)
        {
            var balances = Accounts().ToDictionary(id => id, id => _chain.BalanceAt(_lastSums!, id), StringComparer.Ordinal);
            context.Hints.Remember(PlaceOf(position), balances);
        }

        return new ListingPosition(position);
    }

    private BalanceHints.Place PlaceOf(string position) => new(context.Ledger.Owner, context.Ledger.Head.LastCommit, position);

    /// <summary>The accounts whose balances the listing may tell.</summary>
    private IEnumerable<string> Accounts() => Scope.Account is { } one ? [one.Id] : context.Chart.Accounts.Select(account => account.Id);
}
