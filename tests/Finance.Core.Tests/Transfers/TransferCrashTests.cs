using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transfers;
using Finance.Core.Users;
using Finance.Testing;
using static Finance.Core.Tests.Transfers.TwoUsers;

namespace Finance.Core.Tests.Transfers;

public sealed class TransferCrashTests
{
    public static TheoryData<string, bool> Kills => new()
    {
        { "USD", false },
        { "USD", true },
        { "CHF", false },
        { "CHF", true },
    };

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task SendAsync_KilledAtAnyCall_NightLeavesBothOrNeither(string currency, bool lastCommitArrives)
    {
        for (var (calls, isDead) = (0, true); isDead; calls++)
        {
            var users = await CreateAsync(currency);
            var dying = new DyingTableStore(users.Store, calls, lastCommitArrives);
            await UntilDeadAsync(() => users.SendAsync(Of("5"), store: dying));

            await users.NightAsync();

            await users.AssertBothOrNeitherAsync();
            Assert.Empty(await users.DueAsync());
            isDead = dying.IsDead;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendAsync_KilledAtAnyCallAndSentAgain_ArrivesOnce(bool lastCommitArrives)
    {
        for (var (calls, isDead) = (0, true); isDead; calls++)
        {
            var users = await CreateAsync();
            var dying = new DyingTableStore(users.Store, calls, lastCommitArrives);
            await UntilDeadAsync(() => users.SendAsync(Of("5"), "key", dying));

            var again = await users.SendAsync(Of("5"), "key");

            Assert.True(again.IsOk ? again.Value.Status == TransferStatus.Completed : again.Error.Evidence is RecordedResponse);
            Assert.Equal(1, await users.AssertBothOrNeitherAsync());
            isDead = dying.IsDead;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NightlyRun_KilledAtAnyCall_NextOneLeavesBothOrNeither(bool lastCommitArrives)
    {
        for (var (calls, isDead) = (0, true); isDead; calls++)
        {
            var users = await PendingAsync();
            var dying = new DyingTableStore(users.Store, calls, lastCommitArrives);
            await UntilDeadAsync(() => users.NightAsync(dying));

            await users.NightAsync();

            Assert.Equal(1, await users.AssertBothOrNeitherAsync());
            Assert.Empty(await users.DueAsync());
            isDead = dying.IsDead;
        }
    }

    [Fact]
    public async Task NightlyRun_SenderIsSuspended_WaitsWithoutAFailure()
    {
        var users = await PendingAsync();
        await users.SuspendAsync(users.Alice, new Suspension(users.Clock.Now, null));

        var waited = await users.NightAsync();
        await users.SuspendAsync(users.Alice, null);
        await users.NightAsync();

        Assert.Equal(0, waited.Failures);
        Assert.Equal(1, await users.AssertBothOrNeitherAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancelAsync_KilledAtAnyCall_NightLeavesNeitherOrBoth(bool lastCommitArrives)
    {
        for (var (calls, isDead) = (0, true); isDead; calls++)
        {
            var users = await PendingAsync();
            var id = Assert.Single(await users.ListAsync(users.Alice)).Id;
            var dying = new DyingTableStore(users.Store, calls, lastCommitArrives);
            await UntilDeadAsync(() => users.Service(dying).CancelAsync(new Change(users.Alice), id, default));

            await users.NightAsync();

            await users.AssertBothOrNeitherAsync();
            isDead = dying.IsDead;
        }
    }

    [Fact]
    public async Task CancelAsync_Pending_NeitherHoldsItAndItNeverArrives()
    {
        var users = await PendingAsync();
        var id = Assert.Single(await users.ListAsync(users.Alice)).Id;

        var cancelled = await users.Service().CancelAsync(new Change(users.Alice), id, default);
        await users.NightAsync();

        Assert.Equal((TransferStatus.Cancelled, TransferReason.Requested), (cancelled.Value.Status, cancelled.Value.Reason));
        Assert.Equal(0, await users.AssertBothOrNeitherAsync());
    }

    [Fact]
    public async Task NightlyRun_ReceiverIsErasedMeanwhile_IsCancelledAndNothingOfThemIsLeft()
    {
        var users = await PendingAsync();
        await users.Process.Erasure.EraseAsync(new Change(users.Bob), "bob", default);

        await users.NightAsync();

        var sent = Assert.Single(await users.ListAsync(users.Alice));
        Assert.Equal((TransferStatus.Cancelled, TransferReason.RecipientUnavailable), (sent.Status, sent.Reason));
        Assert.Empty(await users.EntriesAsync(users.Alice));
        await users.AssertSoundAsync(users.Alice);
        Assert.DoesNotContain(
            users.Bob.User.ToString(), ((InMemoryTableStore)users.Store).Everything(Tables.Ledger).SelectMany(row => row.Properties.Values.OfType<string>()));
    }

    [Fact]
    public async Task NightlyRun_ReceiverIsErasedAndRegistersAgain_DoesNotArriveInTheNewLedger()
    {
        var users = await PendingAsync();
        await users.Process.Erasure.EraseAsync(new Change(users.Bob), "bob", default);
        users.Clock.Now = users.Clock.Now.AddHours(1);
        Assert.Null((await users.Process.RegisterAsync(users.Bob with { TokenIssuedAt = users.Clock.Now }, "bob")).Error);

        await users.NightAsync();

        Assert.Equal(0, await users.AssertBothOrNeitherAsync());
    }

    [Fact]
    public async Task NightlyRun_ReceiverIsSuspendedMeanwhile_IsCancelledForGood()
    {
        var users = await PendingAsync();
        await users.SuspendBobAsync(new Suspension(users.Clock.Now, null));

        await users.NightAsync();
        await users.SuspendBobAsync(null);
        await users.NightAsync();

        Assert.Equal(TransferReason.RecipientUnavailable, Assert.Single(await users.ListAsync(users.Alice)).Reason);
        Assert.Equal(0, await users.AssertBothOrNeitherAsync());
    }

    [Fact]
    public async Task SendAsync_ReceiverIsSuspended_IsAnsweredLikeSomebodyWhoIsNotThere()
    {
        var users = await CreateAsync();
        await users.SuspendBobAsync(new Suspension(users.Clock.Now, null));

        var suspended = await users.SendAsync(Of("1"));
        var nobody = await users.SendAsync(Of("1", "nobody"));

        Assert.Equal(nobody.Error!.Fields!["to"], suspended.Error!.Fields!["to"]);
        Assert.Empty(await users.EntriesAsync(users.Alice));
    }

    [Fact]
    public async Task NightlyRun_SenderIsErasedMeanwhile_NothingIsLeftDue()
    {
        var users = await PendingAsync();
        await users.Process.Erasure.EraseAsync(new Change(users.Alice), "alice", default);

        await users.NightAsync();

        Assert.Empty(await users.DueAsync());
        Assert.Empty(await users.EntriesAsync(users.Bob));
        await users.AssertSoundAsync(users.Bob);
    }

    [Fact]
    public async Task SendAsync_SeveralProcessesFinishTheSame_ArrivesOnce()
    {
        var users = await PendingAsync();
        var id = Assert.Single(await users.ListAsync(users.Alice)).Id;

        await Task.WhenAll(
            Task.Run(() => users.NightAsync()),
            Task.Run(() => users.NightAsync()),
            Task.Run(() => users.Service().CancelAsync(new Change(users.Alice), id, default)),
            Task.Run(() => users.Service().CancelAsync(new Change(users.Alice), id, default)));

        await users.AssertBothOrNeitherAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task SendAsync_StoreThatFailsAllTheTime_EachArrivesOnce(int seed)
    {
        var users = await CreateAsync();
        var faults = new Faults { UnavailableRead = 0.03, UnavailableBeforeCommit = 0.08, UnavailableAfterCommit = 0.15, Conflict = 0.15 };
        var faulty = new FaultyTableStore(users.Store, faults, seed);
        for (var number = 0; number < 12; number++)
        {
            await RetriedAsync(() => users.SendAsync(Of("5"), $"key {number}", faulty));
        }

        await users.NightAsync();

        Assert.Equal(12, await users.AssertBothOrNeitherAsync());
    }

    /// <summary>A transfer that was cut short after the sender's commit.</summary>
    private static async Task<TwoUsers> PendingAsync()
    {
        for (var calls = 0; ; calls++)
        {
            var users = await CreateAsync();
            await UntilDeadAsync(() => users.SendAsync(Of("5"), store: new DyingTableStore(users.Store, calls, false)));
            if ((await users.ListAsync(users.Alice)) is [{ Status: TransferStatus.Pending }])
            {
                return users;
            }
        }
    }

    private static async Task RetriedAsync(Func<Task> send)
    {
        for (var isThrough = false; !isThrough;)
        {
            try
            {
                await send();
                isThrough = true;
            }
            catch (StoreUnavailableException)
            {
                // The client sends it again.
            }
        }
    }

    private static async Task UntilDeadAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ProcessKilledException)
        {
            // Somebody else goes on.
        }
    }
}
