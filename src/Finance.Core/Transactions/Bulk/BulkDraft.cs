using Finance.Core.Goals;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Bulk;

/// <summary>
/// Operations of a bulk request that one commit takes. They are decided one after the other on what those before them leave, and then each
/// transaction is written once, as the last of them leaves it.
/// </summary>
/// <param name="rows">The rows that the commit can take for them.</param>
internal sealed class BulkDraft(LedgerDraft draft, IReadOnlyList<BulkRow> operations, int rows)
{
    private const int ReadAtOnce = 100;

    private readonly Dictionary<TransactionId, Entry> _entries = [];

    // The id of a statement's row that was found to be an entry names it too.
    private readonly Dictionary<TransactionId, TransactionId?> _named = [];
    private readonly BulkRoom _room = new(rows);
    private int _readUpTo;

    /// <summary>Rows that are left to what follows from the commit.</summary>
    internal int Left => _room.Left;

    /// <summary>Decides operations, as many as the commit has room for.</summary>
    /// <param name="to">Excluded.</param>
    internal async Task<IReadOnlyList<BulkOutcome>> DecideAsync(int from, int to, CancellationToken cancellationToken)
    {
        var outcomes = new List<BulkOutcome>(to - from);
        while (from + outcomes.Count < to && await DecideAsync(from + outcomes.Count, cancellationToken) is { } outcome)
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    /// <returns>Null where the commit has no room for the operation; later ones have to wait as well.</returns>
    private async Task<BulkOutcome?> DecideAsync(int index, CancellationToken cancellationToken)
    {
        var (id, operation) = operations[index];
        if (!operation.IsOk)
        {
            return Failed(index, id, operation.Error);
        }

        await ReadAsync(index, cancellationToken);
        return operation.Value switch
        {
            BulkOperation.Create create => Create(index, create),
            BulkOperation.OnExisting existing => OnExisting(index, existing),
            _ => throw new InvalidOperationException("A bulk operation of no known kind."),
        };
    }

    /// <summary>Stages what the operations make of the transactions.</summary>
    /// <returns>What changed, in the order in which it was first touched.</returns>
    internal async Task<IReadOnlyList<EntryChange>> StageAsync(CancellationToken cancellationToken)
    {
        await draft.LoadAsync(_room.Months, cancellationToken);
        var changes = new List<EntryChange>(_entries.Count);
        foreach (var (stored, now) in Touched())
        {
            switch (stored, now)
            {
                case (null, { } created):
                    draft.Add(created);
                    changes.Add(new EntryChange(null, created));
                    break;
                case ({ } deleted, null):
                    await draft.RemoveAsync(deleted, TransactionEdits.LeavesTombstone(deleted), cancellationToken);
                    changes.Add(new EntryChange(deleted, null));
                    break;
                case ({ } old, { } changed) when !TransactionEdits.SaysTheSame(draft.Owner, old, changed):
                    changes.Add(new EntryChange(old, await draft.ReplaceAsync(old, changed, cancellationToken)));
                    break;
            }
        }

        return changes;
    }

    private IEnumerable<(Transaction? Stored, Transaction? Now)> Touched() => _entries.Values
        .Where(entry => !ReferenceEquals(entry.Stored, entry.Now))
        .OrderBy(entry => entry.Touched)
        .Select(entry => (entry.Stored, entry.Now));

    private static BulkOutcome Failed(int index, string? id, Error error, string? inside = null) =>
        new(BulkStatus.Failed, id, Error: BulkErrors.At(index, inside, error));

    private BulkOutcome? Create(int index, BulkOperation.Create create)
    {
        var valid = TransactionRules.Check(draft, create.Transaction);
        if (!valid.IsOk)
        {
            return Failed(index, null, valid.Error, BulkErrors.InTransaction);
        }

        if (!_room.TryTake(null, null, valid.Value))
        {
            return null;
        }

        var created = TransactionEdits.Number(draft, valid.Value);
        _entries.Add(created.Id, new Entry(null) { Now = created, Touched = index });
        return new BulkOutcome(BulkStatus.Created, created.Id.ToString(), created.Version);
    }

    private BulkOutcome? OnExisting(int index, BulkOperation.OnExisting operation)
    {
        if (!TransactionId.TryParse(operation.Id, out var name) || _named[name] is not { } id || _entries[id].Now is not { } before)
        {
            return Failed(index, operation.Id, Errors.NotFound("transaction"));
        }

        if (operation.IfMatch?.Accepts(before.Version) == false)
        {
            return Failed(index, operation.Id, Errors.PreconditionFailed());
        }

        var after = After(before, operation);
        if (!after.IsOk)
        {
            return Failed(index, operation.Id, after.Error, operation is BulkOperation.Update ? BulkErrors.InTransaction : null);
        }

        if (!_room.TryTake(_entries[id].Stored, before, after.Value))
        {
            return null;
        }

        _entries[id] = _entries[id] with { Now = after.Value, Touched = Math.Min(_entries[id].Touched, index) };
        return after.Value is null
            ? new BulkOutcome(BulkStatus.Deleted, id.ToString())
            : new BulkOutcome(BulkStatus.Updated, id.ToString(), after.Value.Version);
    }

    /// <returns>The transaction as the operation leaves it: itself where nothing differs, null where it is gone.</returns>
    private Result<Transaction?> After(Transaction before, BulkOperation.OnExisting operation) => operation switch
    {
        BulkOperation.Delete => TransactionEdits.RefusalToDelete(before) is { } refusal ? refusal : (Transaction?)null,
        BulkOperation.Categorize when before.Splits.Count > 0 => Errors.Validation(
            "category_id", "is not for an entry that is split over categories; change its splits with an update."),
        BulkOperation.Categorize categorize => Changed(before, new TransactionPatch { CategoryId = categorize.CategoryId }),
        BulkOperation.Update update => Changed(before, update.Patch),
        _ => throw new InvalidOperationException("A bulk operation of no known kind."),
    };

    private Result<Transaction?> Changed(Transaction before, TransactionPatch patch) =>
        TransactionEdits.Change(draft, before, patch).Map<Transaction?>(changed =>
            TransactionEdits.SaysTheSame(draft.Owner, before, changed)
                ? before
                : changed with { Goals = GoalLinks.Fit(changed.Goals, changed.Amount) });

    /// <summary>Reads the transactions that the next operations name.</summary>
    private async Task ReadAsync(int index, CancellationToken cancellationToken)
    {
        if (index < _readUpTo)
        {
            return;
        }

        _readUpTo = index + ReadAtOnce;
        var ids = new HashSet<TransactionId>();
        foreach (var (_, operation) in operations.Skip(index).Take(ReadAtOnce))
        {
            if (operation.IsOk
                && operation.Value is BulkOperation.OnExisting existing
                && TransactionId.TryParse(existing.Id, out var id)
                && !_named.ContainsKey(id))
            {
                ids.Add(id);
            }
        }

        var found = await Task.WhenAll(ids.Select(async id => (id, await draft.FindTransactionAsync(id, cancellationToken))));
        foreach (var (id, transaction) in found)
        {
            _named.Add(id, transaction?.Id);
            if (transaction is not null)
            {
                _entries.TryAdd(transaction.Id, new Entry(transaction) { Now = transaction });
            }
        }
    }

    /// <param name="Stored">The transaction before the commit; null where there is none.</param>
    private sealed record Entry(Transaction? Stored)
    {
        internal Transaction? Now { get; init; }

        /// <summary>The operation that first changed it.</summary>
        internal int Touched { get; init; } = int.MaxValue;
    }
}
