using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Testing;

namespace Finance.Core.Tests.Sharing;

/// <summary>What becomes of grants when one side is erased.</summary>
public sealed class GrantErasureTests
{
    [Fact]
    public async Task EraseAsync_Owner_NothingOfTheGrantIsLeft()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);

        Assert.True((await shared.Process.Erasure.EraseAsync(new Change(shared.Alice), "alice", default)).IsOk);

        Assert.Empty(shared.Index());
        Assert.Equal("not_found", await shared.OpenAsync(LedgerPart.Everything));
        Assert.True((await shared.Process.RegisterAsync(shared.Alice, "alice")).IsOk);
        Assert.Equal("not_found", await shared.OpenAsync(LedgerPart.Everything));
    }

    [Fact]
    public async Task EraseAsync_Grantee_TheOwnersLedgerForgetsThem()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);

        Assert.True((await shared.Process.Erasure.EraseAsync(new Change(shared.Bob), "bob", default)).IsOk);

        Assert.Empty(shared.Index());
        Assert.Empty((await shared.OwnersAsync()).Plans.Grants);
        Assert.True((await shared.Process.RegisterAsync(shared.Bob, "bob")).IsOk);
        Assert.Equal("not_found", await shared.OpenAsync(LedgerPart.Everything));
        Assert.Empty(await shared.ReceivedAsync());
    }

    [Fact]
    public async Task Grant_OfAnEarlierLedgerOfTheGrantee_DoesNotRevive()
    {
        var shared = await SharedLedger.CreateAsync();
        var grant = await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        await shared.Process.Ledgers.ChangeAsync<Done>(
            new Change(shared.Alice),
            (draft, _) =>
            {
                draft.Put(grant with { GranteeLedger = LedgerKeys.NewId() });
                draft.Record("grant.aged", grant.Id, null, null);
                return Task.FromResult<Result<Done>>(Done.Value);
            },
            default);

        Assert.Equal("not_found", await shared.OpenAsync(LedgerPart.Everything));
        Assert.Empty(await shared.ReceivedAsync());
        Assert.Null(Assert.Single((await shared.Sharing.ListAsync(shared.Alice, default)).Value).Grantee);
        var again = await shared.ShareAsync(GrantAccess.Read, GrantScope.Of(GrantKind.Budgets));
        Assert.Equal(again.Value.Grant.Id, Assert.Single((await shared.OwnersAsync()).Plans.Grants).Id);
        Assert.Single(shared.Index());
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task EraseAsync_KilledAtAnyCall_TheNextRunFinishes(string username)
    {
        for (var calls = 0; calls < 30; calls++)
        {
            var shared = await SharedLedger.CreateAsync();
            await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
            var caller = username == "alice" ? shared.Alice : shared.Bob;
            var dying = new Users.UserProcess(new DyingTableStore(shared.Store, calls, lastCommitArrives: calls % 2 == 0), shared.Clock);
            _ = await Record.ExceptionAsync(() => dying.Erasure.EraseAsync(new Change(caller), username, default));

            var again = await new Users.UserProcess(shared.Store, shared.Clock).Erasure.EraseAsync(new Change(caller), username, default);

            Assert.Contains(again.Error?.Code, new[] { null, "not_registered" });
            Assert.Empty(shared.Index());
            Assert.DoesNotContain(shared.Store.Everything(Tables.Ledger), row => row.Partition == caller.User.ToString());
            if (username == "bob")
            {
                Assert.Empty((await new LedgerStore(shared.Store, new LedgerCache(), shared.Clock).OpenAsync(shared.Alice, default)).Value.Plans.Grants);
            }
        }
    }
}
