using Finance.Core.Ledgers;
using Finance.Core.Sharing;
using Finance.Core.Users;

namespace Finance.Core.Tests.Sharing;

/// <summary>Who is let into which part of a ledger.</summary>
public sealed class EntranceTests
{
    [Theory]
    [InlineData(GrantKind.All, LedgerPart.OwnersAlone, "not_shared")]
    [InlineData(GrantKind.All, LedgerPart.Everything, null)]
    [InlineData(GrantKind.All, LedgerPart.Budgets, null)]
    [InlineData(GrantKind.All, LedgerPart.Entries, null)]
    [InlineData(GrantKind.Budgets, LedgerPart.OwnersAlone, "not_shared")]
    [InlineData(GrantKind.Budgets, LedgerPart.Everything, "not_shared")]
    [InlineData(GrantKind.Budgets, LedgerPart.Budgets, null)]
    [InlineData(GrantKind.Budgets, LedgerPart.Entries, "not_shared")]
    [InlineData(GrantKind.Transactions, LedgerPart.OwnersAlone, "not_shared")]
    [InlineData(GrantKind.Transactions, LedgerPart.Everything, "not_shared")]
    [InlineData(GrantKind.Transactions, LedgerPart.Budgets, "not_shared")]
    [InlineData(GrantKind.Transactions, LedgerPart.Entries, null)]
    public async Task OpenAsync_PartOfAnothersLedger_IsOpenAsTheGrantSays(GrantKind kind, LedgerPart part, string? refusal)
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Read, kind);

        Assert.Equal(refusal, await shared.OpenAsync(part));
        Assert.Equal(refusal ?? "read_only_grant", await shared.OpenAsync(part, GrantAccess.Edit));
        Assert.Equal(refusal ?? "read_only_grant", await shared.ChangeAsync(part));
    }

    [Fact]
    public async Task OpenAsync_NoGrantOrNoLedger_GivesTheSameAnswer()
    {
        var shared = await SharedLedger.CreateAsync();
        var nobody = shared.Bob with { Ledger = UserId.FromObjectId(Guid.NewGuid()) };

        var closed = await shared.Process.Ledgers.OpenAsync(shared.Guest, LedgerPart.Everything, default);
        var absent = await shared.Process.Ledgers.OpenAsync(nobody, LedgerPart.Everything, default);

        Assert.Equal(absent.Error, closed.Error);
        Assert.Equal("not_found", closed.Error!.Code);
    }

    [Fact]
    public async Task OpenAsync_GranteeSignedOutOrGone_IsRefusedAsOnTheirOwn()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        var unregistered = shared.Process.NewCaller() with { Ledger = shared.Alice.User };
        Assert.Equal("not_registered", (await shared.Process.Ledgers.OpenAsync(unregistered, LedgerPart.Everything, default)).Error!.Code);

        await shared.Process.Users.SignOutAsync(new Change(shared.Bob), default);

        Assert.Equal("token_revoked", await shared.OpenAsync(LedgerPart.Everything));
        Assert.Equal("token_revoked", await shared.ChangeAsync(LedgerPart.Everything));
    }

    [Fact]
    public async Task OpenAsync_OwnerSignedOut_IsNoMatterOfTheGrantees()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        await shared.Process.Users.SignOutAsync(new Change(shared.Alice), default);

        Assert.Null(await shared.OpenAsync(LedgerPart.Everything));
    }

    [Fact]
    public async Task OpenAsync_OwnerWantsASecondFactor_EverybodyNeedsOne()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        var sure = shared.Alice with { SecondFactor = true };
        Assert.True((await shared.Process.UpdateAsync(sure, new UserPatch { RequireSecondFactor = true })).IsOk);

        Assert.Equal("second_factor_required", await shared.OpenAsync(LedgerPart.Everything));
        var proven = shared.Guest with { SecondFactor = true };
        Assert.True((await shared.Process.Ledgers.OpenAsync(proven, LedgerPart.Everything, default)).IsOk);
    }

    [Fact]
    public async Task OpenAsync_SeveralGrants_EachOpensWhatItIsFor()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Read, GrantKind.All);
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.Budgets);

        Assert.Equal("outside_grant", await shared.ChangeAsync(LedgerPart.Budgets));
        Assert.Equal("read_only_grant", await shared.ChangeAsync(LedgerPart.Everything));
        Assert.Null(await shared.OpenAsync(LedgerPart.Everything));
    }

    [Fact]
    public async Task OpenAsync_OwnLedgerAndAnothers_CostOnePointReadEach()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Read, GrantKind.All);
        var counting = new Core.Storage.CountingTableStore(shared.Store, new Core.Storage.StorageCalls(), shared.Clock);
        var ledgers = new LedgerStore(counting, new LedgerCache(), shared.Clock);

        await ledgers.OpenAsync(shared.Alice, LedgerPart.Everything, default);
        Assert.Equal(1, counting.Calls.Total);
        await ledgers.OpenAsync(shared.Guest, LedgerPart.Everything, default);
        Assert.Equal(3, counting.Calls.Total);
    }

    [Fact]
    public async Task ServicesOfOwners_WhateverIsGranted_AreClosed()
    {
        var shared = await SharedLedger.CreateAsync();
        await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        var change = new Change(shared.Guest);

        Assert.Equal("not_shared", (await shared.Process.Users.GetAsync(shared.Guest, default)).Error!.Code);
        Assert.Equal("not_shared", (await shared.Process.UpdateAsync(shared.Guest, new UserPatch { TimeZone = "Asia/Tokyo" })).Error!.Code);
        Assert.Equal("not_shared", (await shared.Process.Users.SignOutAsync(change, default)).Error!.Code);
        Assert.Equal("not_shared", (await shared.Process.Erasure.EraseAsync(change, "alice", default)).Error!.Code);
        Assert.Equal("not_shared", (await shared.Process.Erasure.EraseAsync(change, "bob", default)).Error!.Code);
        Assert.Equal("not_shared", (await shared.Process.RegisterAsync(shared.Guest, "carol")).Error!.Code);
        Assert.Equal("not_shared", (await shared.Sharing.ListAsync(shared.Guest, default)).Error!.Code);
        var stranger = shared.Process.NewCaller() with { Ledger = shared.Alice.User };
        Assert.Equal("not_registered", (await shared.Process.RegisterAsync(stranger, "carol")).Error!.Code);
        Assert.Null(await shared.Process.Ledgers.Reader.FindAsync(stranger.User, LedgerKeys.Head, default));
    }

    [Fact]
    public async Task ChangeAsync_KeyThatTheOwnerUsed_IsTheGuestsOwn()
    {
        var shared = await SharedLedger.CreateAsync();
        var grant = await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        var once = new Idempotency("key", "print", _ => new RecordedResponse(200, "{}", null, null));
        var owners = await shared.Process.Ledgers.ChangeAsync<Done>(
            new Change(shared.Alice, once),
            (draft, _) =>
            {
                draft.Record("nothing", "nothing", null, null);
                return Task.FromResult<Result<Done>>(Done.Value);
            },
            default);

        Assert.True(owners.IsOk);
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything, once));
        Assert.Equal("idempotent_replay", await shared.ChangeAsync(LedgerPart.Everything, once));
        await shared.Sharing.DeleteAsync(new Change(shared.Alice), grant.Id, default);
        Assert.Equal("not_found", await shared.ChangeAsync(LedgerPart.Everything, once));
        var asked = await shared.Process.Ledgers.FindAnswerAsync(new Change(shared.Guest, once), default, LedgerPart.Everything);
        Assert.Equal("not_found", asked?.Code);
    }

    [Fact]
    public async Task ChangeAsync_ByAGuest_IsAuditedUnderTheirGrant()
    {
        var shared = await SharedLedger.CreateAsync();
        var grant = await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));

        var version = (await shared.OwnersAsync()).Head.Version;
        var audit = await shared.Process.Ledgers.Reader.FindAsync(shared.Alice.User, LedgerKeys.Audit(version), default);

        Assert.Equal((null, grant.Id), (audit!.FindText("Actor"), audit.FindText("Grant")));
    }

    [Fact]
    public async Task ChangeAsync_ManyByAGuest_TheOwnerIsToldOnceADayAndOnceMoreWhenTheyHaveRead()
    {
        var shared = await SharedLedger.CreateAsync();
        var grant = await shared.GrantAsync(GrantAccess.Edit, GrantKind.All);
        var notifications = new Core.Notifications.NotificationService(shared.Process.Ledgers);
        async Task<long> ToldAsync() => (await shared.OwnersAsync()).Head.NotificationCount;

        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));
        Assert.Equal(1, await ToldAsync());
        Assert.True((await notifications.ReadAllAsync(new Change(shared.Alice), default)).IsOk);
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));
        Assert.Equal(2, await ToldAsync());
        shared.Clock.Now = shared.Clock.Now.AddDays(1);
        Assert.Null(await shared.ChangeAsync(LedgerPart.Everything));
        Assert.Equal(3, await ToldAsync());
        var row = await shared.Process.Ledgers.Reader.FindAsync(shared.Alice.User, LedgerKeys.Notification(3), default);
        Assert.Equal(("shared_change", "Your ledger was changed by another user", grant.Id), (row!.Text("Kind"), row.Text("Title"), row.Text("Subject")));
    }
}
