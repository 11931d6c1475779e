using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Users;

internal static class Names
{
    /// <summary>Whether a user's names are theirs in the table of names, and no second ledger has any of them.</summary>
    internal static async Task AssertHeldAsync(InMemoryTableStore store, UserProcess process, Caller caller)
    {
        var profile = (await process.Users.GetAsync(caller, default)).Value.Profile;
        foreach (var name in NameKeys.Of(profile))
        {
            var row = await store.FindAsync(Tables.Names, name, NameKeys.Row, default);
            Assert.Equal(caller.User.ToString(), row?.Text("Owner"));
        }

        var all = store.Everything(Tables.Ledger)
            .Where(row => row.Key == LedgerKeys.Head)
            .SelectMany(row => NameKeys.Of(LedgerHeadRow.Read(row).Profile))
            .ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }
}

/// <summary>Holds one kind of commit back until it is told to go on.</summary>
internal sealed class PausingTableStore(ITableStore inner, Func<Batch, bool> isHeldBack) : ITableStore
{
    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Paused => _paused.Task;

    internal void Resume() => _resumed.TrySetResult();

    public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken) =>
        inner.FindAsync(table, partition, key, cancellationToken);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(table, query, cancellationToken);

    public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
    {
        if (isHeldBack(batch))
        {
            _paused.TrySetResult();
            await _resumed.Task;
        }

        return await inner.CommitAsync(table, batch, cancellationToken);
    }
}
