using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Audits;

/// <summary>
/// One reading of a whole ledger: what is stored beside what its transactions add up to. Takes memory for the sums, not for the
/// transactions.
/// </summary>
internal sealed class LedgerScan
{
    private LedgerScan(LedgerSnapshot ledger, StoredSums stored, GoalScan goals, MovedTrail moved)
    {
        (Ledger, Stored, Goals, Moved) = (ledger, stored, goals, moved);
        Computed = new Recount(ledger.Chart);
    }

    /// <summary>Head and chart as they are stored.</summary>
    internal LedgerSnapshot Ledger { get; }

    internal StoredSums Stored { get; }

    internal GoalScan Goals { get; }

    internal Recount Computed { get; }

    internal MovedTrail Moved { get; }

    internal long Checked { get; private set; }

    internal List<LedgerDifference> Faults { get; } = [];

    /// <summary>Whether a transaction is in no sum because it cannot be.</summary>
    internal bool HasUncounted { get; private set; }

    /// <summary>Cells whose stored largest expense is one of the month, of that amount.</summary>
    internal HashSet<(int Year, AccountCell Cell)> ConfirmedLargest { get; } = [];

    /// <returns>Null where the ledger was erased meanwhile.</returns>
    internal static async Task<LedgerScan?> ReadAsync(LedgerReader reader, UserId owner, Row head, CancellationToken cancellationToken)
    {
        var ledger = await reader.LoadAsync(owner, head, null, cancellationToken);
        if (ledger is null)
        {
            return null;
        }

        var stored = await StoredSums.ReadAsync(reader, owner, cancellationToken);
        var goals = await GoalScan.ReadAsync(reader, owner, cancellationToken);
        var pointers = reader.RangeAsync(
            owner, LedgerKeys.MovedPrefix, KeyText.After(LedgerKeys.MovedPrefix), cancellationToken: cancellationToken);
        await using var moved = new MovedTrail(pointers.GetAsyncEnumerator(cancellationToken));
        var scan = new LedgerScan(ledger, stored, goals, moved);
        await moved.BeginAsync();
        await foreach (var row in reader.RangeAsync(
            owner, LedgerKeys.TransactionPrefix, KeyText.After(LedgerKeys.TransactionPrefix), cancellationToken: cancellationToken))
        {
            await scan.TakeAsync(row);
        }

        await moved.EndAsync();
        scan.Faults.AddRange(goals.Faults);
        return scan;
    }

    private async Task TakeAsync(Row row)
    {
        Checked++;
        if (TransactionCheck.TryRead(row) is not { } transaction)
        {
            HasUncounted = true;
            Faults.Add(new LedgerDifference(DifferenceKind.Transaction, row.Key, "unreadable", null));
            return;
        }

        await Moved.PassAsync(transaction.Id, row.Key, transaction.MatchedAs);
        if (!TransactionCheck.CanBeCounted(transaction, Ledger.Chart))
        {
            HasUncounted = true;
            Faults.Add(new LedgerDifference(
                DifferenceKind.Transaction, row.Key, "names no account or category of this ledger, or one of another currency", null));
            return;
        }

        if (TransactionCheck.Fault(transaction) is { } fault)
        {
            Faults.Add(new LedgerDifference(DifferenceKind.Transaction, row.Key, fault.Stored, fault.Computed));
        }

        Computed.Add(transaction);
        Goals.Take(transaction);
        var cell = new AccountCell(transaction.Date.Month, transaction.AccountId);
        if (Stored.Years.TryGetValue(transaction.Date.Year, out var year)
            && year.Largest.TryGetValue(cell, out var largest)
            && largest.IsKnown
            && largest.Id == transaction.Id
            && largest.Minor == transaction.Amount.Minor)
        {
            ConfirmedLargest.Add((year.Year, cell));
        }
    }
}
