using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Audits;

/// <summary>
/// Holds the rows that tell where transactions went, and which a statement's row was found to be, against where they stand. Both come in
/// the order of ids, so that only what was re-dated or matched and has not met its other half yet is kept in memory.
/// </summary>
internal sealed class MovedTrail(IAsyncEnumerator<Row> pointers) : IAsyncDisposable
{
    private readonly Dictionary<TransactionId, string> _pointers = [];
    private readonly Dictionary<TransactionId, string> _moved = [];
    private readonly List<(TransactionId Id, string? Target)> _contradictions = [];
    private bool _isOpen;

    /// <summary>Rows that tell where a transaction went or that it was deleted.</summary>
    internal long Count { get; private set; }

    /// <summary>Ids whose pointer leads nowhere, and where it leads.</summary>
    internal IReadOnlyDictionary<TransactionId, string> LeadNowhere => _pointers;

    /// <summary>Ids that lead to re-dated or matched transactions and lack the pointer, and the keys of these.</summary>
    internal IReadOnlyDictionary<TransactionId, string> WithoutPointer => _moved;

    /// <summary>
    /// Ids of transactions that stand where they were entered and are said to have moved (to a key) or been deleted (null).
    /// </summary>
    internal IReadOnlyList<(TransactionId Id, string? Target)> Contradictions => _contradictions;

    /// <summary>Keys that are none, or ids that stand twice.</summary>
    internal List<string> Malformed { get; } = [];

    internal async Task BeginAsync() => _isOpen = await pointers.MoveNextAsync();

    /// <summary>Takes the next transaction, in the order of rows.</summary>
    /// <param name="alias">Another id that leads to it; null for none.</param>
    internal async Task PassAsync(TransactionId id, string key, TransactionId? alias)
    {
        var isAtHome = key == LedgerKeys.ById(id);
        var position = string.Concat(LedgerKeys.MovedPrefix, key.AsSpan(LedgerKeys.TransactionPrefix.Length));
        while (_isOpen && string.CompareOrdinal(pointers.Current.Key, position) < 0)
        {
            await TakeAsync(null);
        }

        if (_isOpen && isAtHome && pointers.Current.Key == position)
        {
            await TakeAsync(id);
        }
        else if (!isAtHome)
        {
            Expect(id, key);
        }

        if (alias is { } leads)
        {
            Expect(leads, key);
        }
    }

    internal async Task EndAsync()
    {
        while (_isOpen)
        {
            await TakeAsync(null);
        }
    }

    public ValueTask DisposeAsync() => pointers.DisposeAsync();

    private void Expect(TransactionId id, string key)
    {
        if (!MeetsPointer(id, key) && !_moved.TryAdd(id, key))
        {
            Malformed.Add(key);
        }
    }

    private bool MeetsPointer(TransactionId id, string key) =>
        _pointers.TryGetValue(id, out var target) && target == key && _pointers.Remove(id);

    private async Task TakeAsync(TransactionId? standsHere)
    {
        var row = pointers.Current;
        _isOpen = await pointers.MoveNextAsync();
        Count++;
        if (!TransactionId.TryParse(row.Key[LedgerKeys.MovedPrefix.Length..], out var id))
        {
            Malformed.Add(row.Key);
            return;
        }

        var target = MovedRow.Target(row);
        if (standsHere is not null)
        {
            _contradictions.Add((id, target));
        }
        else if (target is not null && !(_moved.TryGetValue(id, out var key) && key == target && _moved.Remove(id)))
        {
            _pointers.Add(id, target);
        }
    }
}
