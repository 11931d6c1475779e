using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Audit;

public sealed class EventFeedTests
{
    [Fact]
    public async Task FollowAsync_NothingHappens_SaysSoEveryTwentySeconds()
    {
        var (ledger, clock) = (await TestLedger.CreateAsync(), new HurriedClock(100));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (times, start) = (new List<TimeSpan>(), clock.GetTimestamp());

        await foreach (var told in Feed(ledger, clock).FollowAsync(ledger.Caller, null, stop.Token))
        {
            if (told is EventsQuiet)
            {
                times.Add(clock.GetElapsedTime(start));
            }

            if (times.Count == 3)
            {
                break;
            }
        }

        Assert.All(times.Zip(times.Prepend(TimeSpan.Zero)), pair => Assert.InRange((pair.First - pair.Second).TotalSeconds, 19, 120));
    }

    [Fact]
    public async Task FollowAsync_CommitOfThisProcess_IsToldWithoutWaiting()
    {
        // In this clock's time the next look is an hour away.
        var (ledger, clock) = (await TestLedger.CreateAsync(), new HurriedClock(1.0 / 3600));
        await using var events = Feed(ledger, clock).FollowAsync(ledger.Caller, null, default).GetAsyncEnumerator();
        await events.MoveNextAsync();
        var next = events.MoveNextAsync().AsTask();

        await ledger.AddAsync(TransactionType.Expense, "1", "2026-06-01");

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("transaction.created", ((LedgerChanged)events.Current).Commit.Action);
    }

    [Fact]
    public async Task FollowAsync_CommitOfAnotherProcess_IsToldAtTheNextLook()
    {
        var ledger = await TestLedger.CreateAsync();
        await using var events = Feed(ledger, TimeProvider.System).FollowAsync(ledger.Caller, null, default).GetAsyncEnumerator();
        await events.MoveNextAsync();
        var next = events.MoveNextAsync().AsTask();

        await ledger.Reopen().AddAsync(TransactionType.Expense, "1", "2026-06-01");

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.IsType<LedgerChanged>(events.Current);
    }

    [Fact]
    public async Task FollowAsync_LongWayBehind_TellsEveryCommitInOrder()
    {
        var ledger = await TestLedger.CreateAsync();
        var since = LedgerMark.Of((await ledger.OpenAsync()).Head);
        for (var number = 0; number < 250; number++)
        {
            await ledger.CommitAsync("ledger.touched", "x", _ => { });
        }

        var versions = await Feed(ledger, TimeProvider.System).FollowAsync(ledger.Caller, since, default)
            .Take(250).Select(told => told.At.Version).ToListAsync();

        Assert.Equal(Enumerable.Range(2, 250).Select(version => (long)version), versions);
    }

    private static EventFeed Feed(TestLedger ledger, TimeProvider clock) => new(new ChangeFeed(ledger.Ledgers), clock);

    /// <summary>A clock that goes faster, or slower, than the real one.</summary>
    private sealed class HurriedClock(double factor) : TimeProvider
    {
        public override long GetTimestamp() => (long)(System.GetTimestamp() * factor);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / factor, Timeout.InfiniteTimeSpan);
    }
}
