using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Users;
using Finance.Core.Users;
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
        var caller = await OfLayoutTwoAsync();
        var process = NewProcess();

        var opened = await process.Ledgers.OpenAsync(caller, default);
        var stored = await HeadAsync(caller);
        Assert.Equal((2, 2), (opened.Value.Head.ChangesFrom, stored.Int("Schema")));

        await process.Users.SignInAsync(new Change(caller), default);
        stored = await HeadAsync(caller);

        Assert.Equal((3, 2), (stored.Int("Schema"), stored.Long("ChangesFrom")));
        Assert.Equal("alice", (await NewProcess().Ledgers.OpenAsync(caller, default)).Value.Profile.Username);
    }

    [Fact]
    public async Task Follow_OlderLedger_ChangesAreToldFromTheUpgradeOn()
    {
        var caller = await OfLayoutTwoAsync();
        var process = NewProcess();
        await process.UpdateAsync(caller, new UserPatch { TimeZone = "Asia/Tokyo" });
        var feed = new ChangeFeed(process.Ledgers);

        var before = await feed.ReadAsync(caller, ThingKind.User, null, new LedgerMark(0, null), null, default);
        var since = await feed.ReadAsync(caller, ThingKind.User, null, new LedgerMark(1, null), null, default);
        var everything = new AuditFilter(null, null, null, null, null, null, null);
        var audit = await new AuditService(process.Ledgers).ListAsync(caller, everything, new PageRequest(50, null), default);

        Assert.Equal("since_too_old", before.Error!.Code);
        Assert.Equal([caller.User.ToString()], since.Value.Ids);
        Assert.Equal(["user.updated", "user.registered"], audit.Value.Items.Select(item => item.Action));
        Assert.Null(audit.Value.Items[1].Changes);
    }

    [Fact]
    public void Upgrade_SeveralStepsBehind_TakesThemInOrder() => Assert.Equal(
        "ALICE-",
        new LedgerSchema(4, [new NameWithDash(3), new NameInCapitals(2)])
            .Upgrade(new Row("p", LedgerKeys.Head, 2).Set("Schema", 2).Set("Username", "alice"))
            .Text("Username"));

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

    /// <summary>A user whose ledger was written before audit rows told what changed.</summary>
    private async Task<Caller> OfLayoutTwoAsync()
    {
        var caller = await NewProcess().RegisteredAsync("alice");
        foreach (var row in _store.Everything(Tables.Ledger)
            .Where(row => row.Key == LedgerKeys.Head || row.Key.StartsWith(LedgerKeys.AuditPrefix, StringComparison.Ordinal)))
        {
            var older = new Row(row.Partition, row.Key);
            foreach (var (name, value) in row.Properties.Where(property => property.Key is not ("Changed0" or "Rows0" or "Schema")))
            {
                older.SetObject(name, value);
            }

            older = row.Key == LedgerKeys.Head ? older.Set("Schema", 2) : older;
            await _store.CommitAsync(Tables.Ledger, new Batch(row.Partition).Add(new RowChange(RowChangeKind.Put, older)), default);
        }

        return caller;
    }

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
