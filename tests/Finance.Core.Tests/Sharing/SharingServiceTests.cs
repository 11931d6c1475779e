using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Sharing;

public sealed class SharingServiceTests
{
    [Fact]
    public async Task CreateAsync_Granted_BothSidesSeeIt()
    {
        var shared = await SharedLedger.CreateAsync();

        var given = await shared.ShareAsync(GrantAccess.Edit, GrantScope.Of(GrantKind.All), "BOB");

        Assert.Equal("bob", given.Value.Grantee);
        var listed = Assert.Single((await shared.Sharing.ListAsync(shared.Alice, default)).Value);
        Assert.Equal((given.Value.Grant.Id, "bob"), (listed.Grant.Id, listed.Grantee));
        var received = Assert.Single(await shared.ReceivedAsync());
        Assert.Equal((shared.Alice.User, "alice", GrantAccess.Edit), (received.Owner.Id, received.Owner.Profile.Username, received.Grant.Access));
    }

    [Theory]
    [InlineData("nobody", "grantee")]
    [InlineData("alice", "grantee")]
    [InlineData("", "grantee")]
    [InlineData("no such/name", "grantee")]
    public async Task CreateAsync_WhoCannotBeGranted_IsRefusedByField(string grantee, string field)
    {
        var shared = await SharedLedger.CreateAsync();

        var refused = await shared.ShareAsync(GrantAccess.Read, GrantScope.Of(GrantKind.All), grantee);

        Assert.Equal([field], refused.Error!.Fields!.Keys);
        Assert.Empty(shared.Index());
    }

    [Fact]
    public async Task CreateAsync_ScopeThatMeansNothing_IsRefusedByField()
    {
        var shared = await SharedLedger.CreateAsync();
        var category = (await shared.OwnersAsync()).Chart.Categories.First().Id;

        var unknown = await shared.ShareAsync(GrantAccess.Read, new GrantScope(GrantKind.Transactions, [category, LedgerKeys.NewId()], []));
        var pointless = await shared.ShareAsync(GrantAccess.Read, new GrantScope(GrantKind.Budgets, [category], [TransactionType.Expense]));

        Assert.Equal(["scope.category_ids[1]"], unknown.Error!.Fields!.Keys);
        Assert.Equal(["scope.category_ids", "scope.types"], pointless.Error!.Fields!.Keys.Order());
    }

    [Fact]
    public async Task CreateAsync_SameKindAgain_IsRefusedAndTheOtherKindIsNot()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Read, GrantKind.Budgets);

        var again = await shared.ShareAsync(GrantAccess.Edit, GrantScope.Of(GrantKind.Budgets));
        await shared.GrantAsync(GrantAccess.Read, GrantKind.All);

        Assert.Equal("already_shared", again.Error!.Code);
        Assert.Equal(2, shared.Index().Count());
    }

    [Fact]
    public async Task CreateAsync_SameRequestAgain_GivesTheSameAnswerAndLeavesOneRow()
    {
        var shared = await SharedLedger.CreateAsync();
        var once = new Idempotency("key", "print", _ => new RecordedResponse(201, "{}", null, null));
        var asked = new NewGrant("bob", GrantAccess.Read, GrantScope.Of(GrantKind.All));

        var first = await shared.Sharing.CreateAsync(new Change(shared.Alice, once), asked, default);
        var again = await shared.Sharing.CreateAsync(new Change(shared.Alice, once), asked, default);

        Assert.True(first.IsOk);
        Assert.Equal("idempotent_replay", again.Error!.Code);
        Assert.Single(shared.Index());
    }

    [Fact]
    public async Task CreateAsync_AsMuchAsThereCanBe_IsRefused()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.Process.Ledgers.ChangeAsync<Done>(
            new Change(shared.Alice),
            (draft, _) =>
            {
                for (var number = 0; number < SharingService.MaxGrants; number++)
                {
                    draft.Put(new Grant
                    {
                        Id = LedgerKeys.NewId(),
                        Grantee = UserId.FromObjectId(Guid.NewGuid()),
                        GranteeLedger = "gone",
                        Access = GrantAccess.Read,
                        Scope = GrantScope.Of(GrantKind.All),
                        CreatedAt = draft.Now,
                        Version = draft.Version,
                    });
                }

                draft.Record("grants", "many", null, null);
                return Task.FromResult<Result<Done>>(Done.Value);
            },
            default);

        var refused = await shared.ShareAsync(GrantAccess.Read, GrantScope.Of(GrantKind.All));

        Assert.Equal("too_many_grants", refused.Error!.Code);
    }

    [Fact]
    public async Task DeleteAsync_Revoked_TheVeryNextRequestIsRefused()
    {
        var shared = await SharedLedger.CreateAsync();
        var grant = await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        Assert.Null(await shared.OpenAsync(LedgerPart.Everything));

        Assert.Null((await shared.Sharing.DeleteAsync(new Change(shared.Alice), grant.Id, default)).Error);

        Assert.Equal("not_found", await shared.OpenAsync(LedgerPart.Everything));
        Assert.Equal("not_found", await shared.ChangeAsync(LedgerPart.Everything));
        Assert.Empty(await shared.ReceivedAsync());
        Assert.Empty(shared.Index());
    }

    [Fact]
    public async Task DeleteAsync_OtherVersionOrNoGrant_IsRefused()
    {
        var shared = await SharedLedger.CreateAsync();
        var grant = await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        var stale = new Change(shared.Alice) { IfMatch = new IfMatch([grant.Version + 1], false) };

        Assert.Equal("precondition_failed", (await shared.Sharing.DeleteAsync(stale, grant.Id, default)).Error!.Code);
        Assert.Equal("not_found", (await shared.Sharing.DeleteAsync(new Change(shared.Bob), grant.Id, default)).Error!.Code);
        Assert.Equal("not_shared", (await shared.Sharing.DeleteAsync(new Change(shared.Guest), grant.Id, default)).Error!.Code);
        Assert.Null(await shared.OpenAsync(LedgerPart.Everything));
    }

    [Fact]
    public async Task ListReceivedAsync_RowThatNoLedgerNames_IsRemovedWhenNoCommitCanStillComeForIt()
    {
        var shared = await SharedLedger.CreateAsync();
        var row = new Row(shared.Bob.User.ToString(), $"{shared.Alice.User}-{LedgerKeys.NewId()}").Set("WrittenAt", shared.Clock.Now);
        await shared.Store.CommitAsync(Tables.Grants, new Batch(row.Partition).Add(new RowChange(RowChangeKind.Put, row)), default);

        Assert.Empty(await shared.ReceivedAsync());
        Assert.Single(shared.Index());
        shared.Clock.Now = shared.Clock.Now.AddMinutes(16);

        Assert.Empty(await shared.ReceivedAsync());
        Assert.Empty(shared.Index());
    }

    [Fact]
    public async Task ListReceivedAsync_Pages_ShowEachOnce()
    {
        var shared = await SharedLedger.CreateAsync();
        foreach (var kind in Enum.GetValues<GrantKind>())
        {
            await shared.GrantAsync(GrantAccess.Read, kind);
        }

        var first = (await shared.Sharing.ListReceivedAsync(shared.Bob, new PageRequest(2, null), default)).Value;
        var second = (await shared.Sharing.ListReceivedAsync(shared.Bob, new PageRequest(2, first.Next), default)).Value;

        Assert.Equal(3, first.Items.Concat(second.Items).DistinctBy(received => received.Grant.Id).Count());
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task CreateAsync_KilledAtAnyCall_WhatIsGrantedIsFoundAndNothingElse()
    {
        for (var calls = 0; calls < 12; calls++)
        {
            foreach (var arrives in (bool[])[false, true])
            {
                var shared = await SharedLedger.CreateAsync();
                var dying = new DyingTableStore(shared.Store, calls, arrives);
                var ledgers = new LedgerStore(dying, new LedgerCache(), shared.Clock);
                var sharing = new SharingService(ledgers, dying, shared.Clock);
                var asked = new NewGrant("bob", GrantAccess.Read, GrantScope.Of(GrantKind.All));
                _ = await Record.ExceptionAsync(() => sharing.CreateAsync(new Change(shared.Alice), asked, default));

                var granted = (await shared.Sharing.ListAsync(shared.Alice, default)).Value.Select(given => given.Grant.Id);

                Assert.Equal(granted, (await shared.ReceivedAsync()).Select(received => received.Grant.Id));
            }
        }
    }
}
