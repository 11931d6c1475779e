using Finance.Core.Storage;
using Finance.Testing;

namespace Finance.Storage.Tests;

public sealed class FaultyTableStoreTests
{
    private readonly InMemoryTableStore _inner = new();

    [Fact]
    public async Task Commit_UnavailableBefore_WritesNothing()
    {
        var store = new FaultyTableStore(_inner, new Faults { UnavailableBeforeCommit = 1 }, seed: 1);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Add(store, "k"));

        Assert.Empty(_inner.Everything(Tables.Ledger));
        Assert.Equal(1, store.Injected);
    }

    [Fact]
    public async Task Commit_UnavailableAfter_HasWritten()
    {
        var store = new FaultyTableStore(_inner, new Faults { UnavailableAfterCommit = 1 }, seed: 1);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Add(store, "k"));

        Assert.Single(_inner.Everything(Tables.Ledger));
    }

    [Fact]
    public async Task Commit_Conflict_IsTrueUntilTheRowIsReadAgain()
    {
        await Add(_inner, "k");
        var read = await Find(_inner, "k");
        var store = new FaultyTableStore(_inner, new Faults { Conflict = 1 }, seed: 1);

        var first = await Replace(store, read!);
        store.Enabled = false;
        var unread = await Replace(store, read!);
        var reread = await Replace(store, (await Find(_inner, "k"))!);

        Assert.Equal(CommitStatus.VersionChanged, first.Status);
        Assert.Equal(CommitStatus.VersionChanged, unread.Status);
        Assert.Equal(CommitStatus.Committed, reread.Status);
    }

    [Fact]
    public async Task AnyCall_ReadFault_IsUnavailable()
    {
        var store = new FaultyTableStore(_inner, new Faults { UnavailableRead = 1 }, seed: 1);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Find(store, "k"));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.QueryAsync(Tables.Ledger, new RowQuery("p", null, null), CancellationToken.None));
    }

    [Fact]
    public async Task AnyCall_SameSeed_SameFaults()
    {
        var shares = new Faults { UnavailableBeforeCommit = 0.3, UnavailableAfterCommit = 0.3 };

        async Task<string> Run()
        {
            var store = new FaultyTableStore(new InMemoryTableStore(), shares, seed: 7);
            var faults = "";
            for (var number = 0; number < 40; number++)
            {
                try
                {
                    await Add(store, $"k{number}");
                    faults += "-";
                }
                catch (StoreUnavailableException failure)
                {
                    faults += failure.Message.Contains("before", StringComparison.Ordinal) ? "b" : "a";
                }
            }

            return faults;
        }

        var first = await Run();

        Assert.Equal(first, await Run());
        Assert.Equal("-ab", string.Concat(first.Distinct().Order()));
    }

    [Fact]
    public async Task Counting_EveryCall_IsCountedByKindWithItsRows()
    {
        var store = new CountingTableStore(_inner, new StorageCalls(), TimeProvider.System);

        await Add(store, "a");
        await Add(store, "b");
        await Add(store, "b");
        await Find(store, "a");
        await Find(store, "none");
        await store.QueryAsync(Tables.Ledger, new RowQuery("p", null, null), CancellationToken.None);

        Assert.Equal((3, 2, 1, 6), (store.Calls.Commits, store.Calls.Finds, store.Calls.Queries, store.Calls.Total));
        Assert.Equal((3L, 2L), (store.Calls.RowsRead, store.Calls.RowsWritten));
        Assert.Equal((3, 2, 1), (_inner.Calls.Commits, _inner.Calls.Finds, _inner.Calls.Queries));
    }

    private static Task<CommitOutcome> Add(ITableStore store, string key) => store.CommitAsync(
        Tables.Ledger, new Batch("p").Add(new RowChange(RowChangeKind.Add, new Row("p", key))), CancellationToken.None);

    private static Task<CommitOutcome> Replace(ITableStore store, Row read) => store.CommitAsync(
        Tables.Ledger, new Batch("p").Add(new RowChange(RowChangeKind.Replace, new Row("p", read.Key), read.ETag)), CancellationToken.None);

    private static Task<Row?> Find(ITableStore store, string key) => store.FindAsync(Tables.Ledger, "p", key, CancellationToken.None);
}
