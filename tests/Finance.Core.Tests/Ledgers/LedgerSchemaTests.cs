using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Ledgers;

/// <summary>A ledger written by an earlier version of the code, and one by a later.</summary>
public sealed class LedgerSchemaTests
{
    private readonly InMemoryTableStore _store = new();

    private UserProcess NewProcess() => new(_store, UserProcess.NewClock());

    [Fact]
    public async Task Open_OlderHead_IsUpgradedInMemoryAndWrittenBackWithTheNextCommit()
    {
        var caller = await NewProcess().RegisteredAsync("alice");
        var process = NewProcess();
        LedgerSchema.Try(new LedgerSchema(4, [new NameInCapitals(2), new NameWithDash(3)]));

        var opened = await process.Ledgers.OpenAsync(caller, default);
        var stored = await HeadAsync(caller);
        Assert.Equal(("ALICE-", 2), (opened.Value.Profile.Username, stored.Int("Schema")));

        await process.Users.SignInAsync(new Change(caller), default);
        stored = await HeadAsync(caller);

        Assert.Equal(("ALICE-", 4), (stored.Text("Username"), stored.Int("Schema")));
        Assert.Equal("ALICE-", (await NewProcess().Ledgers.OpenAsync(caller, default)).Value.Profile.Username);
    }

    [Fact]
    public async Task Open_NewerHead_IsRefusedAndLeftAsItIs()
    {
        var caller = await NewProcess().RegisteredAsync("alice");
        var head = await HeadAsync(caller);
        var newer = new RowChange(RowChangeKind.Replace, head.Set("Schema", LedgerSchema.Now.Current + 1).Set("Later", "kept"), head.ETag);
        await _store.CommitAsync(Tables.Ledger, new Batch(head.Partition).Add(newer), default);
        var process = NewProcess();

        await Assert.ThrowsAsync<LedgerTooNewException>(() => process.Ledgers.OpenAsync(caller, default));
        await Assert.ThrowsAsync<LedgerTooNewException>(() => process.Users.SignInAsync(new Change(caller), default));
        await Assert.ThrowsAsync<LedgerTooNewException>(() => process.Erasure.EraseAsync(new Change(caller), "alice", default));

        Assert.Equal("kept", (await HeadAsync(caller)).Text("Later"));
    }

    [Fact]
    public async Task Open_RememberedLedgerThatBecameNewer_IsRefusedToo()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        var head = await HeadAsync(caller);
        var newer = new RowChange(RowChangeKind.Replace, head.Set("Schema", LedgerSchema.Now.Current + 1), head.ETag);
        await _store.CommitAsync(Tables.Ledger, new Batch(head.Partition).Add(newer), default);

        await Assert.ThrowsAsync<LedgerTooNewException>(() => process.Users.SignInAsync(new Change(caller), default));
    }

    [Fact]
    public void Upgrade_NoStepLeadsOn_IsNoGuess() => Assert.Throws<InvalidRowException>(
        () => new LedgerSchema(4, [new NameWithDash(3)]).Upgrade(new Row("p", LedgerKeys.Head, 1).Set("Schema", 2)));

    private async Task<Row> HeadAsync(Caller caller) =>
        (await _store.FindAsync(Tables.Ledger, caller.User.ToString(), LedgerKeys.Head, default))!;

    private sealed record NameInCapitals(int From) : ISchemaUpgrade
    {
        public void Upgrade(Row head) => head.Set("Username", head.Text("Username").ToUpperInvariant());
    }

    private sealed record NameWithDash(int From) : ISchemaUpgrade
    {
        public void Upgrade(Row head) => head.Set("Username", head.Text("Username") + "-");
    }
}
