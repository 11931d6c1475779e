using Finance.Core.Goals;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Ledgers;

/// <summary>Goals, and the transactions that give to them.</summary>
public sealed partial class LedgerDraft
{
    private readonly List<Transaction> _relinked = [];
    private readonly Dictionary<string, Goal?> _goals = new(StringComparer.Ordinal);

    /// <summary>A goal as the draft leaves it; null where there is none.</summary>
    internal async Task<Goal?> FindGoalAsync(string id, CancellationToken cancellationToken)
    {
        if (!_goals.TryGetValue(id, out var goal))
        {
            var row = LedgerKeys.IsId(id) ? await FindAsync(LedgerKeys.Goal(id), cancellationToken) : null;
            _goals[id] = goal = row is null ? null : GoalRow.Read(row);
        }

        return goal;
    }

    internal void Put(Goal goal)
    {
        _goals[goal.Id] = goal;
        Stage(new RowChange(RowChangeKind.Put, GoalRow.Write(Owner, goal)));
    }

    internal void Delete(Goal goal)
    {
        _goals[goal.Id] = null;
        Stage(new RowChange(RowChangeKind.Delete, GoalRow.Write(Owner, goal)));
    }

    /// <summary>Changes what a transaction gives to goals; no sum of the ledger has to follow.</summary>
    internal Transaction Relink(Transaction transaction, IReadOnlyList<GoalLink> links)
    {
        var changed = transaction with { Goals = links, UpdatedAt = Now, Version = Version };
        Stage(new RowChange(RowChangeKind.Replace, TransactionRow.Write(Owner, changed)));
        _posted.Add(changed.Id);
        _relinked.Add(changed);
        return changed;
    }
}
