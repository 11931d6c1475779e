namespace Finance.Core.Transactions.Listing;

/// <summary>
/// Running balances of transactions that are read without a gap, newest first: each is the one before less what that transaction did. It is
/// enough to know all balances at one place, be it the top or, where the reading begins in the middle of a day, that day's end.
/// </summary>
internal sealed class BalanceChain(ListingContext context)
{
    private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);
    private Dictionary<string, long> _sumsAtAnchor = [];
    private Func<string, long>? _balanceAtAnchor;

    /// <summary>Says what the balances are at this place of the reading.</summary>
    internal void Anchor(Func<string, long> balanceOf) =>
        (_sumsAtAnchor, _balanceAtAnchor) = (new Dictionary<string, long>(_sums, StringComparer.Ordinal), balanceOf);

    /// <summary>An entry with the sums at its place, to be settled once the chain is anchored.</summary>
    internal ListingEntry Enter(Transaction transaction)
    {
        var entry = new ListingEntry(transaction, context.Scope);
        entry.Balance = _sums.GetValueOrDefault(entry.Account.Id);
        entry.ToBalance = entry.ToAccount is null ? 0 : _sums.GetValueOrDefault(entry.ToAccount.Id);
        return entry;
    }

    internal void Pass(Transaction transaction)
    {
        foreach (var effect in BalanceEffect.Of(transaction))
        {
            Pass(effect);
        }
    }

    /// <summary>Turns the sums of an entry into balances.</summary>
    internal void Settle(ListingEntry entry)
    {
        entry.Balance = checked(entry.Balance + Offset(entry.Account.Id));
        entry.ToBalance = entry.ToAccount is null ? 0 : checked(entry.ToBalance + Offset(entry.ToAccount.Id));
    }

    /// <summary>The sums at this place, from which <see cref="BalanceAt"/> tells the balances once the chain is anchored.</summary>
    internal IReadOnlyDictionary<string, long> Sums() => new Dictionary<string, long>(_sums, StringComparer.Ordinal);

    internal long BalanceAt(IReadOnlyDictionary<string, long> sums, string accountId) =>
        checked(sums.GetValueOrDefault(accountId) + Offset(accountId));

    private void Pass(BalanceEffect effect)
    {
        var account = context.Chart.AccountNow(effect.AccountId).Id;
        _sums[account] = checked(_sums.GetValueOrDefault(account) - effect.Minor);
    }

    private long Offset(string accountId) => _balanceAtAnchor is { } balanceOf
        ? checked(balanceOf(accountId) - _sumsAtAnchor.GetValueOrDefault(accountId))
        : throw new InvalidOperationException("No balance of the chain is known yet.");
}
