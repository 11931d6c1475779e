using Finance.Core.Categories;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Audits;

/// <summary>A ledger with a bit of everything, and the means to spoil its rows behind its back.</summary>
internal sealed class DamagedLedger
{
    private DamagedLedger(InMemoryTableStore store, TestLedger ledger) => (Store, Ledger) = (store, ledger);

    internal InMemoryTableStore Store { get; }

    internal TestLedger Ledger { get; }

    /// <summary>A transaction that stands where it was entered.</summary>
    internal required Transaction AtHome { get; init; }

    /// <summary>A transaction whose date was edited.</summary>
    internal required Transaction Redated { get; init; }

    /// <summary>A contribution to a goal by itself.</summary>
    internal required GoalContribution Alone { get; init; }

    /// <summary>A contribution of all of <see cref="AtHome"/>.</summary>
    internal required GoalContribution Linked { get; init; }

    internal static async Task<DamagedLedger> CreateAsync()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var savings = await ledger.AddAccountAsync("Savings");
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var home = await ledger.AddAsync(TransactionType.Expense, "12.50", "2026-01-05", food, tags: ["lunch"]);
        var later = await ledger.AddAsync(TransactionType.Income, "99", "2026-01-31");
        await ledger.AddAsync(TransactionType.Transfer, "20", "2025-12-31", to: savings);
        var patch = new TransactionPatch { Date = Optional<DateOnly>.Of(new DateOnly(2026, 2, 2)) };
        var redated = await ledger.Transactions.UpdateAsync(ledger.Change, later.Id, patch, default);
        var asked = new NewGoal { Name = "Goal", Target = new AmountText("target_amount", "100"), Type = GoalType.Savings };
        var goal = (await new GoalService(ledger.Ledgers, ledger.Clock).CreateAsync(ledger.Change, asked, default)).Value.Goal;
        var contributions = new ContributionService(ledger.Ledgers, ledger.Clock);
        var alone = await contributions.ContributeAsync(
            ledger.Change, goal.Id, new NewContribution { Amount = new AmountText("amount", "7") }, default);
        var linked = await contributions.ContributeAsync(
            ledger.Change, goal.Id, new NewContribution { TransactionId = home.Id.ToString() }, default);
        return new DamagedLedger(store, ledger)
        {
            AtHome = (await ledger.Transactions.GetAsync(ledger.Caller, home.Id, default)).Value.Transaction,
            Redated = redated.Value.Transaction,
            Alone = alone.Value.Contribution,
            Linked = linked.Value.Contribution,
        };
    }

    /// <summary>The row of a key.</summary>
    internal Row Row(string key) => PackedRows.Apart(Store.Everything(Tables.Ledger)).Single(row => row.Key == key);

    internal Task SpoilAsync(string key, Func<Row, Row> spoil)
    {
        var spoilt = spoil(Row(key));
        var holder = Store.Everything(Tables.Ledger).FirstOrDefault(row => LedgerRows.Unpack(row).Any(held => held.Key == key));
        return PutAsync(holder is null ? spoilt : PackedRows.Replace(holder, spoilt));
    }

    internal Task PutAsync(Row row) => CommitAsync(new RowChange(RowChangeKind.Put, row));

    internal Task DeleteAsync(string key) => CommitAsync(new RowChange(RowChangeKind.Delete, Row(key)));

    /// <summary>Every transaction as it is stored.</summary>
    internal IReadOnlyList<string> Transactions() =>
    [
        .. Store.Everything(Tables.Ledger)
            .Where(row => row.Key.StartsWith(LedgerKeys.TransactionPrefix, StringComparison.Ordinal))
            .Select(row => row.Key + string.Join(';', row.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))),
    ];

    private async Task CommitAsync(RowChange change)
    {
        var outcome = await Store.CommitAsync(Tables.Ledger, new Batch(change.Row.Partition).Add(change), default);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
    }
}
