using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Audits;

/// <summary>
/// The goals of a ledger with their contributions: as they are stored, and as they should be. A contribution by itself is what it is; one out
/// of a transaction is what that transaction says.
/// </summary>
internal sealed class GoalScan
{
    private readonly Dictionary<string, GoalContribution> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GoalContribution> _computed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GoalContribution> _byId = new(StringComparer.Ordinal);

    private GoalScan(UserId owner) => Owner = owner;

    internal UserId Owner { get; }

    /// <summary>Goals by id; one whose history cannot be read has none.</summary>
    internal Dictionary<string, Goal> Goals { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of goals whose history cannot be read.</summary>
    internal HashSet<string> WithoutHistory { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of goals of which no sum can be told: a contribution of theirs cannot be read, or the goal itself.</summary>
    internal HashSet<string> Unclear { get; } = new(StringComparer.Ordinal);

    /// <summary>Contributions by the keys of their rows.</summary>
    internal IReadOnlyDictionary<string, GoalContribution> Stored => _stored;

    /// <inheritdoc cref="Stored"/>
    internal IReadOnlyDictionary<string, GoalContribution> Computed => _computed;

    /// <summary>What nothing but its owner can settle.</summary>
    internal List<LedgerDifference> Faults { get; } = [];

    /// <summary>The highest entry number of a contribution.</summary>
    internal long LastEntry { get; private set; }

    internal static async Task<GoalScan> ReadAsync(LedgerReader reader, UserId owner, CancellationToken cancellationToken)
    {
        var scan = new GoalScan(owner);
        var (from, to) = (LedgerKeys.GoalPrefix, KeyText.After(LedgerKeys.GoalPrefix));
        await foreach (var row in reader.RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            scan.ReadGoal(row);
        }

        (from, to) = (LedgerKeys.ContributionPrefix, KeyText.After(LedgerKeys.ContributionPrefix));
        await foreach (var row in reader.RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            scan.ReadContribution(row);
        }

        return scan;
    }

    /// <summary>Takes what a transaction gives to goals.</summary>
    internal void Take(Transaction transaction)
    {
        foreach (var link in transaction.Goals)
        {
            if (!Exists(link.GoalId))
            {
                Faults.Add(new LedgerDifference(
                    DifferenceKind.Transaction, LedgerKeys.Transaction(transaction.Id, transaction.Date), "gives to no goal of this ledger", null));
                continue;
            }

            var stored = _byId.GetValueOrDefault(link.ContributionId) ?? new GoalContribution
            {
                Id = link.ContributionId,
                GoalId = link.GoalId,
                Date = transaction.Date,
                Amount = link.Amount,
                CreatedAt = transaction.UpdatedAt,
                Version = transaction.Version,
            };
            Add(_computed, stored with
            {
                GoalId = link.GoalId,
                Date = transaction.Date,
                Amount = link.Amount,
                TransactionId = transaction.Id,
            });
        }
    }

    private static void Add(Dictionary<string, GoalContribution> contributions, GoalContribution contribution) =>
        contributions[LedgerKeys.Contribution(contribution.GoalId, contribution.Place)] = contribution;

    private bool Exists(string goalId) => Goals.ContainsKey(goalId) || Unclear.Contains(goalId);

    private void ReadGoal(Row row)
    {
        if (TryRead(row, GoalRow.Read) is { } goal)
        {
            Goals.Add(goal.Id, goal);
        }
        else if (TryRead(row, GoalRow.ReadTerms) is { } terms)
        {
            Goals.Add(terms.Id, terms);
            WithoutHistory.Add(terms.Id);
        }
        else
        {
            Unclear.Add(row.Key[LedgerKeys.GoalPrefix.Length..]);
            Faults.Add(new LedgerDifference(DifferenceKind.GoalAmount, row.Key, "unreadable", null));
        }
    }

    private void ReadContribution(Row row)
    {
        if (TryRead(row, ContributionRow.Read) is not { } contribution)
        {
            Unclear.Add(LedgerKeys.ContributionOf(row.Key).GoalId);
            Faults.Add(new LedgerDifference(DifferenceKind.GoalContribution, row.Key, "unreadable", null));
            return;
        }

        LastEntry = Math.Max(LastEntry, TransactionId.EntryOf(contribution.Id));
        Add(_stored, contribution);
        _byId[contribution.Id] = contribution;
        if (contribution.TransactionId is null && Exists(contribution.GoalId))
        {
            Add(_computed, contribution);
        }
    }

    private static T? TryRead<T>(Row row, Func<Row, T> read)
        where T : class
    {
        try
        {
            return read(row);
        }
        catch (Exception damage) when (RowDamage.Is(damage))
        {
            return null;
        }
    }
}
