using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Ledgers;

public sealed class LedgerRowsTests
{
    [Fact]
    public async Task OpenAsync_NothingIsRemembered_OnePointRead()
    {
        var store = new InMemoryTableStore();
        var ledger = await FilledAsync(store);

        var reopened = ledger.Reopen();
        var (finds, queries) = (store.Calls.Finds, store.Calls.Queries);
        await reopened.OpenAsync();

        Assert.Equal((1, 0), (store.Calls.Finds - finds, store.Calls.Queries - queries));
    }

    [Fact]
    public async Task OpenAsync_MoreCategoriesThanTheHeadHolds_ASecondPointRead()
    {
        var store = new InMemoryTableStore();
        var ledger = await FilledAsync(store);
        await AddManyAsync(ledger);

        var reopened = ledger.Reopen();
        var (finds, queries) = (store.Calls.Finds, store.Calls.Queries);
        var seen = await reopened.OpenAsync();

        Assert.Equal((2, 0), (store.Calls.Finds - finds, store.Calls.Queries - queries));
        Assert.Equal(301, seen.Chart.AllCategories.Count);
    }

    [Fact]
    public async Task ChangeAsync_CategoriesBecomeFewAgain_TheChartGoes()
    {
        var store = new InMemoryTableStore();
        var ledger = await FilledAsync(store);
        await AddManyAsync(ledger);

        await ledger.CommitAsync("categories.renamed", "many", draft =>
        {
            foreach (var category in draft.Chart.AllCategories.Values)
            {
                draft.Put(category with { Name = "Same", Icon = null });
            }
        });

        Assert.DoesNotContain(store.Everything(Tables.Ledger), row => row.Key == LedgerKeys.Chart);
        Assert.Equal(301, (await ledger.Reopen().OpenAsync()).Chart.AllCategories.Count);
    }

    [Fact]
    public async Task OpenAsync_OnlyBalancesChanged_TheHeadAloneIsRead()
    {
        var store = new InMemoryTableStore();
        var ledger = await FilledAsync(store);
        await AddManyAsync(ledger);
        var other = ledger.Reopen();
        await other.OpenAsync();
        await ledger.AddAsync(TransactionType.Expense, "5", "2026-06-14");

        var finds = store.Calls.Finds;
        var seen = await other.OpenAsync();

        Assert.Equal(1, store.Calls.Finds - finds);
        Assert.Equal(-1500, seen.Chart.AllAccounts[ledger.Checking].Balance.Minor);
    }

    [Fact]
    public async Task OpenAsync_AnotherProcessChangedACategory_ItIsSeen()
    {
        var ledger = await FilledAsync(new InMemoryTableStore());
        var other = ledger.Reopen();
        await other.OpenAsync();

        var id = await ledger.AddCategoryAsync("Pets", CategoryType.Expense);

        Assert.Equal("Pets", (await other.OpenAsync()).Chart.FindCategory(id)?.Name);
    }

    [Fact]
    public async Task OpenAsync_CommitsComeInBetweenTheTwoReads_BothAreOfOneVersion()
    {
        var store = new InMemoryTableStore();
        var ledger = await FilledAsync(store);
        await AddManyAsync(ledger);
        var changes = 3;
        var between = new InterruptedTableStore(store, async key =>
        {
            if (key == LedgerKeys.Chart && changes-- > 0)
            {
                await ledger.AddCategoryAsync($"Late {changes}", CategoryType.Expense);
            }
        });

        var seen = await ledger.Reopen(between).OpenAsync();

        var there = await ledger.OpenAsync();
        Assert.Equal(there.Head.Version, seen.Head.Version);
        Assert.Equal(there.Chart.Categories.Select(category => category.Name), seen.Chart.Categories.Select(category => category.Name));
    }

    [Fact]
    public async Task OpenAsync_SoManyAccountsThatTheHeadCannotHoldThem_SaysTheSame()
    {
        var ledger = await FilledAsync(new InMemoryTableStore());
        await ledger.CommitAsync("accounts.created", "many", draft =>
        {
            for (var number = 0; number < 190; number++)
            {
                draft.Put(draft.Chart.AllAccounts[ledger.Checking] with
                {
                    Id = LedgerKeys.NewId(),
                    Name = LedgerKeys.NewId() + LedgerKeys.NewId() + LedgerKeys.NewId() + LedgerKeys.NewId() + LedgerKeys.NewId(),
                    Number = string.Concat(Enumerable.Range(0, 10).Select(_ => LedgerKeys.NewId())),
                });
            }
        });
        var entry = await ledger.AddAsync(TransactionType.Income, "7", "2026-06-14");

        var head = await ledger.Ledgers.Reader.FindAsync(ledger.Caller.User, LedgerKeys.Head, default);
        var seen = await ledger.Reopen().OpenAsync();

        Assert.Empty(LedgerRows.Unpack(head!));
        Assert.Equal(191, seen.Chart.AllAccounts.Count);
        Assert.Equal(-300, seen.Chart.AllAccounts[ledger.Checking].Balance.Minor);
        Assert.NotNull(await ledger.Reopen().Ledgers.Reader.FindTransactionAsync(ledger.Caller.User, entry.Id, default));
    }

    [Fact]
    public async Task OpenAsync_RowsByThemselves_AreReadAndPackedByTheNextCommit()
    {
        var store = new InMemoryTableStore();
        var ledger = await FilledAsync(store);
        await SpreadAsync(store, ledger.Caller.User);

        var before = await ledger.Reopen().OpenAsync();
        var old = ledger.Reopen();
        await old.AddAsync(TransactionType.Expense, "5", "2026-06-14");
        var after = await ledger.Reopen().OpenAsync();

        Assert.Equal((null, true), (before.Packed, after.Packed is not null));
        Assert.Equal(-1000, before.Chart.AllAccounts[ledger.Checking].Balance.Minor);
        Assert.Equal(-1500, after.Chart.AllAccounts[ledger.Checking].Balance.Minor);
        Assert.Equal(before.Chart.AllCategories.Keys.Order(), after.Chart.AllCategories.Keys.Order());
        Assert.Equal(before.Plans.AllTemplates.Keys, after.Plans.AllTemplates.Keys);
    }

    [Fact]
    public async Task ChangeAsync_MoreThanALedgerHolds_RefusedAndNothingChanges()
    {
        var ledger = await RecurringLedger.CreateAsync();
        var refused = default(Error);
        for (var number = 0; refused is null && number < 100; number++)
        {
            var asked = Rent(Daily("2027-01-01"));
            var notes = string.Concat(Enumerable.Range(0, 2_500).Select(_ => LedgerKeys.NewId()));
            refused = (await ledger.Service.CreateAsync(
                ledger.Ledger.Change, asked with { Transaction = asked.Transaction with { Notes = notes } }, default)).Error;
        }

        Assert.Equal("ledger_full", refused?.Code);
        await ledger.Ledger.AddAsync(TransactionType.Expense, "5", "2026-06-14");
        Assert.InRange((await ledger.Ledger.Reopen().OpenAsync()).Plans.AllTemplates.Count, 10, 99);
    }

    private static async Task<TestLedger> FilledAsync(InMemoryTableStore store)
    {
        var ledger = await RecurringLedger.CreateAsync(store: store);
        await ledger.Ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await ledger.AddAsync(Daily("2027-01-01"));
        await ledger.Ledger.AddAsync(TransactionType.Expense, "10", "2026-06-13");
        return ledger.Ledger;
    }

    private static Task AddManyAsync(TestLedger ledger) => ledger.CommitAsync("categories.created", "many", draft =>
    {
        for (var number = 0; number < 300; number++)
        {
            draft.Put(draft.Chart.Categories.First() with
            {
                Id = LedgerKeys.NewId(),
                Name = string.Concat(Enumerable.Range(0, 6).Select(_ => LedgerKeys.NewId())),
            });
        }
    });

    /// <summary>Stores every account, category and plan as a row by itself.</summary>
    private static async Task SpreadAsync(InMemoryTableStore store, UserId owner)
    {
        var rows = store.Everything(Tables.Ledger).Where(row => row.Partition == owner.ToString()).ToList();
        var batch = new Batch(owner.ToString());
        foreach (var row in rows.SelectMany(LedgerRows.Unpack))
        {
            batch.Add(new RowChange(RowChangeKind.Put, row));
        }

        var head = rows.Single(row => row.Key == LedgerKeys.Head).SetObject("Accounts0", null).SetObject("Plans0", null);
        batch.Add(new RowChange(RowChangeKind.Put, head));
        Assert.Equal(CommitStatus.Committed, (await store.CommitAsync(Tables.Ledger, batch, default)).Status);
    }

    /// <summary>Does something before each point read.</summary>
    private sealed class InterruptedTableStore(ITableStore inner, Func<string, Task> before) : ITableStore
    {
        public async Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
        {
            await before(key);
            return await inner.FindAsync(table, partition, key, cancellationToken);
        }

        public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken) =>
            inner.QueryAsync(table, query, cancellationToken);

        public Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken) =>
            inner.CommitAsync(table, batch, cancellationToken);
    }
}
