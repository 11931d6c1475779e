using System.Globalization;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Users;

public sealed class ErasureServiceTests
{
    private readonly InMemoryTableStore _store = new();
    private readonly FixedClock _clock = UserProcess.NewClock();
    private readonly RememberedFiles _files = new();

    [Fact]
    public async Task EraseAsync_Confirmed_NothingIsLeftButOtherUsers()
    {
        var other = await NewProcess().RegisteredAsync("bob");
        var caller = await RegisteredWithHistoryAsync(350);

        var erased = await NewProcess().Erasure.EraseAsync(new Change(caller), "ALICE", default);

        Assert.Equal(caller.User, erased.Value.Id);
        AssertGone(caller);
        Assert.Equal("bob", (await NewProcess().Users.GetAsync(other, default)).Value.Profile.Username);
        Assert.Equal("not_registered", (await NewProcess().Users.GetAsync(caller, default)).Error!.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bob")]
    public async Task EraseAsync_NotConfirmed_NothingHappens(string? confirm)
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");

        var refused = await process.Erasure.EraseAsync(new Change(caller), confirm, default);

        Assert.Equal(["confirm"], refused.Error!.Fields!.Keys);
        Assert.True((await process.Users.GetAsync(caller, default)).IsOk);
        Assert.Empty(_store.Everything(Tables.Due));
    }

    [Fact]
    public async Task EraseAsync_NotRegistered_SaysSo()
    {
        var process = NewProcess();

        Assert.Equal("not_registered", (await process.Erasure.EraseAsync(new Change(process.NewCaller()), "alice", default)).Error!.Code);
    }

    [Fact]
    public async Task EraseAsync_SignedOutToken_Refused()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        await process.Users.SignOutAsync(new Change(caller), default);

        Assert.Equal("token_revoked", (await process.Erasure.EraseAsync(new Change(caller), "alice", default)).Error!.Code);
    }

    [Fact]
    public async Task EraseAsync_OldVersion_PreconditionFailed()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        var change = new Change(caller) { IfMatch = new IfMatch([9], false) };

        Assert.Equal("precondition_failed", (await process.Erasure.EraseAsync(change, "alice", default)).Error!.Code);
        Assert.True((await process.Users.GetAsync(caller, default)).IsOk);
    }

    [Fact]
    public async Task EraseAsync_Marked_EverythingElseIsRefused()
    {
        var caller = await RegisteredWithHistoryAsync(10);
        await KillAsync(caller, 6, true);

        Assert.Equal("ledger_erasing", (await NewProcess().Users.GetAsync(caller, default)).Error!.Code);
        Assert.Equal("ledger_erasing", (await NewProcess().UpdateAsync(caller, new UserPatch { TimeZone = "Asia/Tokyo" })).Error!.Code);
        Assert.Equal("ledger_erasing", (await NewProcess().RegisterAsync(caller, "alice")).Error!.Code);
        Assert.Equal("username_taken", (await NewProcess().RegisterAsync(NewProcess().NewCaller(), "alice")).Error!.Code);
    }

    [Fact]
    public async Task EraseAsync_Erased_SameUserAndNamesCanRegisterAgain()
    {
        var caller = await RegisteredWithHistoryAsync(10);
        await NewProcess().Erasure.EraseAsync(new Change(caller), "alice", default);

        Assert.True((await NewProcess().RegisterAsync(caller, "alice", "alice@example.com")).IsOk);
        await Names.AssertHeldAsync(_store, NewProcess(), caller);
    }

    public static TheoryData<int, bool> Kills()
    {
        var data = new TheoryData<int, bool>();
        for (var call = 0; call < 36; call++)
        {
            data.Add(call, false);
            data.Add(call, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task EraseAsync_KilledAtAnyCall_CallingAgainFinishes(int callsAnswered, bool lastCommitArrives)
    {
        var caller = await RegisteredWithHistoryAsync(250);
        await KillAsync(caller, callsAnswered, lastCommitArrives);

        var again = await NewProcess().Erasure.EraseAsync(new Change(caller), "alice", default);

        Assert.Contains(again.Error?.Code, new[] { null, "not_registered" });
        await FinishTonightAsync();
        AssertGone(caller);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task FinishAsync_KilledAtAnyCall_AllIsGoneOrNothingBegan(int callsAnswered, bool lastCommitArrives)
    {
        var caller = await RegisteredWithHistoryAsync(250);
        await KillAsync(caller, callsAnswered, lastCommitArrives);
        Assert.Equal(0, await FinishDueAsync(NewProcess()));

        await FinishTonightAsync();

        Assert.Empty(_store.Everything(Tables.Due));
        if ((await NewProcess().Users.GetAsync(caller, default)).Error is { } error)
        {
            Assert.Equal("not_registered", error.Code);
            AssertGone(caller);
        }
        else
        {
            await Names.AssertHeldAsync(_store, NewProcess(), caller);
        }
    }

    [Fact]
    public async Task FinishAsync_WakesUpAfterTheUserRegisteredAgain_NewLedgerIsUntouched()
    {
        for (var commits = 0; commits < 8; commits++)
        {
            var caller = await RegisteredWithHistoryAsync(250);
            await KillAsync(caller, 6, true);
            _clock.Now = _clock.Now.AddHours(1);
            var slow = new PausingTableStore(_store, AfterCommits(commits));
            var sleeping = FinishDueAsync(new UserProcess(slow, _clock, _files));
            await Task.WhenAny(slow.Paused, sleeping);

            await NewProcess().Erasure.EraseAsync(new Change(caller), "alice", default);
            var again = await NewProcess().RegisterAsync(caller, "alice", "alice@example.com");
            slow.Resume();
            await sleeping;

            Assert.True(again.IsOk);
            var ledger = (await NewProcess().Ledgers.OpenAsync(caller, default)).Value;
            Assert.Equal((1, 22), (ledger.Chart.Accounts.Count(), ledger.Chart.Categories.Count()));
            await Names.AssertHeldAsync(_store, NewProcess(), caller);
            Assert.True((await NewProcess().Erasure.EraseAsync(new Change(caller), "alice", default)).IsOk);
        }
    }

    [Fact]
    public async Task FinishAsync_DueItemOfALedgerThatIsNotErased_OnlyTheItemGoes()
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice");
        await process.Due.PutAsync(new DueItem(DueItem.Erasure, _clock.Now, caller.User, _clock.Now), default);

        await FinishTonightAsync();

        Assert.Empty(_store.Everything(Tables.Due));
        Assert.True((await NewProcess().Users.GetAsync(caller, default)).IsOk);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EraseAsync_RecurringTemplates_LeaveTheDueIndexWhateverDies(bool lastCommitArrives)
    {
        for (var calls = 0; calls < 24; calls++)
        {
            var caller = await RegisteredWithHistoryAsync(0);
            for (var number = 0; number < 3; number++)
            {
                var asked = RecurringLedger.Rent(RecurringLedger.Monthly("2026-12-01"));
                Assert.True((await NewProcess().Recurring.CreateAsync(new Change(caller), asked, default)).IsOk);
            }

            await KillAsync(caller, calls, lastCommitArrives);
            await NewProcess().Erasure.EraseAsync(new Change(caller), "alice", default);
            await FinishTonightAsync();

            AssertGone(caller);
        }
    }

    private static Func<Batch, bool> AfterCommits(int commits) => _ => commits-- <= 0;

    private async Task<Caller> RegisteredWithHistoryAsync(int rows)
    {
        var process = NewProcess();
        var caller = await process.RegisteredAsync("alice", "alice@example.com");
        _files.Owners.Add(caller.User);
        foreach (var numbers in Enumerable.Range(0, rows).Chunk(100))
        {
            var batch = new Batch(caller.User.ToString());
            foreach (var number in numbers)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{LedgerKeys.TransactionPrefix}{number:D6}");
                batch.Add(new RowChange(RowChangeKind.Put, new Row(batch.Partition, key).Set("Amount", 1L)));
            }

            await _store.CommitAsync(Tables.Ledger, batch, default);
        }

        return caller;
    }

    private async Task KillAsync(Caller caller, int callsAnswered, bool lastCommitArrives)
    {
        try
        {
            var process = new UserProcess(new DyingTableStore(_store, callsAnswered, lastCommitArrives), _clock, _files);
            await process.Erasure.EraseAsync(new Change(caller), "alice", default);
        }
        catch (ProcessKilledException)
        {
            // Whatever was reached is what the rest looks at.
        }
    }

    private async Task FinishTonightAsync()
    {
        _clock.Now = _clock.Now.AddHours(12);
        await FinishDueAsync(NewProcess());
    }

    /// <returns>How many erasures were finished.</returns>
    private static async Task<int> FinishDueAsync(UserProcess process)
    {
        var finished = 0;
        await foreach (var item in process.Due.UpToAsync(DueItem.Erasure, process.Clock.Now, default))
        {
            finished += await process.Erasure.FinishAsync(item, "trace", default) ? 1 : 0;
        }

        return finished;
    }

    private void AssertGone(Caller caller)
    {
        Assert.DoesNotContain(_store.Everything(Tables.Ledger), row => row.Partition == caller.User.ToString());
        Assert.DoesNotContain(_store.Everything(Tables.Names), row => row.Text("Owner") == caller.User.ToString());
        Assert.Empty(_store.Everything(Tables.Due));
        Assert.Empty(_files.Owners);
    }

    private UserProcess NewProcess() => new(_store, _clock, _files);
}
