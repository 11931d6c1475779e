using System.Runtime.CompilerServices;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// All of a listing in one go, for whoever passes each transaction on as it comes. It reads every row of the days, or of the account, asked
/// for, so that each balance follows from the one before, and holds the sums against the ledger's own at the end: what was read is the
/// ledger as it was opened, or the reading breaks off.
/// </summary>
/// <remarks>
/// By date it holds a page of rows, or, oldest first, a stretch of days with about as many; in any other order all that is meant.
/// </remarks>
internal sealed class WholeListing(ListingContext context, TransactionSort sort)
{
    /// <summary>Transactions that are sorted by anything but their date: all of them are held.</summary>
    internal const int MaxRanked = 20_000;

    private const int RowsHeld = 1000;
    private static readonly Dictionary<string, long> NoSums = [];
    private readonly BalanceBook _book = new(context);
    private readonly EntryCalendar _calendar = new(context, stopsWhenFull: false);

    private ListingScope Scope => context.Scope;

    /// <summary>Reads the sums that the reading begins and ends with; they must be of the ledger as it was opened.</summary>
    /// <returns>Errors: <c>range_too_wide</c>.</returns>
    internal async Task<Result<Done>> PrepareAsync(CancellationToken cancellationToken)
    {
        if (Scope.IsEmpty)
        {
            return Done.Value;
        }

        var isRanked = sort is not (TransactionSort.NewestFirst or TransactionSort.OldestFirst);
        if (isRanked && (await _calendar.CountAsync(Scope.Days, cancellationToken)).Rows > MaxRanked)
        {
            return Errors.RangeTooWide(MaxRanked);
        }

        await _book.PrepareAsync(Scope.Days.To, cancellationToken);
        await _book.PrepareAsync(Scope.Days.From.AddDays(-1), cancellationToken);
        return Done.Value;
    }

    /// <exception cref="LedgerMovedException">The ledger changed, and what is left of it does not tell any more what it was.</exception>
    internal IAsyncEnumerable<ListedTransaction> ReadAsync(CancellationToken cancellationToken) => sort switch
    {
        _ when Scope.IsEmpty => AsyncEnumerable.Empty<ListedTransaction>(),
        TransactionSort.NewestFirst => NewestFirstAsync(cancellationToken),
        TransactionSort.OldestFirst => OldestFirstAsync(cancellationToken),
        _ => RankedAsync(cancellationToken),
    };

    private async IAsyncEnumerable<ListedTransaction> NewestFirstAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chain = new BalanceChain(context);
        chain.Anchor(account => _book.EndOfDay(account, Scope.Days.To));
        await foreach (var entry in EntriesAsync(chain, Scope.Days, cancellationToken))
        {
            chain.Settle(entry);
            yield return entry.ToListed();
        }

        var sums = chain.Sums();
        Prove(id => chain.BalanceAt(sums, id), Scope.Days.From.AddDays(-1));
    }

    /// <summary>
    /// Stretches of days, the oldest first; each is read newest first, and begins with the balances that the last one ended with.
    /// </summary>
    private async IAsyncEnumerable<ListedTransaction> OldestFirstAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, end) = (Scope.Days.From, Scope.Days.To);
        var balances = Accounts().ToDictionary(id => id, id => _book.EndOfDay(id, from.AddDays(-1)), StringComparer.Ordinal);
        while (from <= end)
        {
            var edge = (await _calendar.FindAsync(from, isPartial: false, end, RowsHeld, cancellationToken)).Edge;
            var chain = new BalanceChain(context);
            var stretch = new Stack<ListingEntry>();
            await foreach (var entry in EntriesAsync(chain, new DateRange(from, edge), cancellationToken))
            {
                stretch.Push(entry);
            }

            var before = balances;
            chain.Anchor(account => before[account]);
            foreach (var entry in stretch)
            {
                chain.Settle(entry);
                yield return entry.ToListed();
            }

            balances = before.Keys.ToDictionary(id => id, id => chain.BalanceAt(NoSums, id), StringComparer.Ordinal);
            from = edge.AddDays(1);
        }

        Prove(id => balances[id], end);
    }

    private async IAsyncEnumerable<ListedTransaction> RankedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ranking = new Ranking(sort, context.Chart);
        var entries = new List<(Rank Rank, ListedTransaction Entry)>();
        await foreach (var entry in NewestFirstAsync(cancellationToken))
        {
            entries.Add((ranking.Of(entry.Entry.Transaction), entry));
        }

        entries.Sort((x, y) => ranking.Compare(x.Rank, y.Rank));
        foreach (var (_, entry) in entries)
        {
            yield return entry;
        }
    }

    /// <summary>What is meant of some days, newest first; the chain is passed everything.</summary>
    private async IAsyncEnumerable<ListingEntry> EntriesAsync(
        BalanceChain chain,
        DateRange days,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transaction in AllAsync(days, cancellationToken))
        {
            ThrowIf(context.HasMoved);
            if (Scope.Includes(transaction))
            {
                yield return chain.Enter(transaction);
            }

            chain.Pass(transaction);
        }

        ThrowIf(context.HasMoved);
    }

    private void Prove(Func<string, long> balanceOf, DateOnly day) =>
        ThrowIf(Accounts().Any(id => balanceOf(id) != _book.EndOfDay(id, day)));

    /// <summary>Everything, or of an account all that the store says is of it, where nothing else is asked for.</summary>
    private IAsyncEnumerable<Transaction> AllAsync(DateRange days, CancellationToken cancellationToken)
    {
        var (from, to) = LedgerKeys.TransactionsOf(days);
        return Scope.Account is not null && RowPlan.Picked(Scope) is { Chains: true } picked
            ? picked.ReadAsync(context, new RowRange(from, to, null, ListingPlans.MaxPageSize), cancellationToken).Select(TransactionRow.Read)
            : context.AllAsync(days, cancellationToken);
    }

    private IEnumerable<string> Accounts() => Scope.Account is { } one ? [one.Id] : context.Chart.Accounts.Select(account => account.Id);

    private static void ThrowIf(bool hasMoved)
    {
        if (hasMoved)
        {
            throw new LedgerMovedException();
        }
    }
}
