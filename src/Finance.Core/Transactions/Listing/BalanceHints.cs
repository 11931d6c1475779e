namespace Finance.Core.Transactions.Listing;

/// <summary>
/// The balances at which pages ended, kept in this process so that the next page need not find them again while the ledger stays as it is.
/// Only ever a shortcut: without one, the day in whose middle a page begins is read to its end.
/// </summary>
internal sealed class BalanceHints(int capacity = 4096)
{
    private readonly Lock _lock = new();
    private Dictionary<Place, IReadOnlyDictionary<string, long>> _young = [];
    private Dictionary<Place, IReadOnlyDictionary<string, long>> _old = [];

    internal void Remember(Place place, IReadOnlyDictionary<string, long> balances)
    {
        lock (_lock)
        {
            if (_young.Count >= capacity / 2)
            {
                (_old, _young) = (_young, []);
            }

            _young[place] = balances;
        }
    }

    internal IReadOnlyDictionary<string, long>? Find(Place place)
    {
        lock (_lock)
        {
            return _young.GetValueOrDefault(place) ?? _old.GetValueOrDefault(place);
        }
    }

    /// <param name="Commit">The last commit of the ledger, which says that nothing has changed since.</param>
    /// <param name="Position">The balances are those of all that is older.</param>
    internal readonly record struct Place(UserId Owner, string Commit, string Position);
}
