using Finance.Core.Audit;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EraseAsync_GranteeWhoChangedTheLedger_NoRowOfItNamesThem(bool isRevokedBefore)
    {
        var shared = await SharedLedger.CreateAsync();
        var grant = await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));
        if (isRevokedBefore)
        {
            Assert.True((await shared.Sharing.DeleteAsync(new Change(shared.Alice), grant.Id, default)).IsOk);
        }

        Assert.True((await shared.Process.Erasure.EraseAsync(new Change(shared.Bob), "bob", default)).IsOk);

        Assert.DoesNotContain(Texts(shared), text => text.Contains("bob", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Texts(shared), text => text.Contains(shared.Bob.User.ToString(), StringComparison.OrdinalIgnoreCase));
        var told = await new AuditService(shared.Process.Ledgers).ListAsync(
            shared.Alice, new AuditFilter(null, null, "account.updated", null, null, null, null), new PageRequest(9, null), default);
        Assert.Equal((null, grant.Id), (Assert.Single(told.Value.Items).Actor, told.Value.Items[0].GrantId));
    }

    [Fact]
    public async Task ListAsync_OfAGuest_TheirCommitsAlone()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));
        var audit = new AuditService(shared.Process.Ledgers);
        async Task<AuditPage> OfAsync(UserId actor) => (await audit.ListAsync(
            shared.Alice, new AuditFilter(null, null, null, null, null, actor, null), new PageRequest(9, null), default)).Value;

        var guests = await OfAsync(shared.Bob.User);

        Assert.Equal(("account.updated", shared.Bob.User), (Assert.Single(guests.Items).Action, guests.Items[0].Actor));
        Assert.Equal("bob", guests.Names[shared.Bob.User]);
        Assert.Equal(["grant.created", "user.registered"], (await OfAsync(shared.Alice.User)).Items.Select(item => item.Action));
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

    /// <summary>Every key and text of the owner's ledger, those of audited rows among them.</summary>
    private static IEnumerable<string> Texts(SharedLedger shared)
    {
        var rows = shared.Store.Everything(Tables.Ledger).Where(row => row.Partition == shared.Alice.User.ToString()).ToList();
        var audited = rows.Where(row => row.Key.StartsWith(LedgerKeys.AuditPrefix, StringComparison.Ordinal))
            .SelectMany(row => AuditRow.Read(row).Rows)
            .SelectMany(row => new[] { row.Before, row.After })
            .OfType<Row>();
        return rows.Concat(audited).SelectMany(row => row.Properties.Values.OfType<string>().Append(row.Key));
    }
}
