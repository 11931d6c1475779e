using Finance.Core.Webhooks;
using Finance.Testing;

namespace Finance.Core.Tests.Webhooks;

public sealed class WebhookCrashTests
{
    private const int MaxCalls = 60;

    public static TheoryData<bool> CallsOfTheKill => new(false, true);

    [Theory]
    [MemberData(nameof(CallsOfTheKill))]
    public async Task RunAsync_KilledAtAnyCall_NextRunsDeliverEverythingUnderTheSameIds(bool lastCommitArrives)
    {
        var isDead = true;
        for (var calls = 0; isDead && calls < MaxCalls; calls++)
        {
            var store = new InMemoryTableStore();
            var ledger = await WebhookLedger.CreateAsync(store);
            var webhook = await ledger.AddAsync();
            await ledger.TellAsync(3);
            ledger.Far.Answer(500);
            var dying = new DyingTableStore(store, calls, lastCommitArrives);

            await RunUntilDeadAsync(() => ledger.Reopen(dying).RunAsync());
            isDead = dying.IsDead;
            var again = ledger.Reopen();
            foreach (var seconds in new[] { 1, 5, 61, 61, 61 })
            {
                await again.RunAsync(seconds);
            }

            Assert.Equal(3, (await again.GetAsync(webhook.Id)).DeliveredThrough);
            Assert.Equal([1, 2, 3], ledger.Far.Sequences.Distinct());
            Assert.Equal(3, ledger.Far.Sent.Select(message => message.Id).Distinct().Count());
            Assert.True(ledger.Far.Sent.Count <= 5, $"{ledger.Far.Sent.Count} were sent after a kill at call {calls}.");
            Assert.Empty(await again.FiledAsync());
        }

        Assert.False(isDead, "The run makes more calls than the test kills it at.");
    }

    [Theory]
    [MemberData(nameof(CallsOfTheKill))]
    public async Task CommitAsync_KilledAtAnyCall_WhatWasToldIsDelivered(bool lastCommitArrives)
    {
        var isDead = true;
        for (var calls = 0; isDead && calls < MaxCalls; calls++)
        {
            var store = new InMemoryTableStore();
            var ledger = await WebhookLedger.CreateAsync(store);
            await ledger.AddAsync();
            await ledger.AddAsync();
            var dying = new DyingTableStore(store, calls, lastCommitArrives);

            await RunUntilDeadAsync(() => ledger.Reopen(dying).TellAsync());
            isDead = dying.IsDead;
            var again = ledger.Reopen();
            var told = (await again.Ledger.OpenAsync()).Head.NextNotification - 1;
            await again.RunAsync();

            Assert.Equal(2 * told, ledger.Far.Sent.Count);

            // What belongs to no commit goes once the ledger is past its version, or when none can be on its way any more.
            await again.RunAsync(3601);
            Assert.Empty(await again.FiledAsync());
        }

        Assert.False(isDead, "The commit makes more calls than the test kills it at.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RunAsync_StoreThatFailsAllTheTime_EndsWithEverythingDelivered(int seed)
    {
        var store = new InMemoryTableStore();
        var ledger = await WebhookLedger.CreateAsync(store);
        var webhooks = new[] { await ledger.AddAsync(), await ledger.AddAsync() };
        await ledger.TellAsync(20);
        var faults = new Faults { UnavailableRead = 0.05, UnavailableBeforeCommit = 0.05, UnavailableAfterCommit = 0.1, Conflict = 0.1 };
        var faulty = ledger.Reopen(new FaultyTableStore(store, faults, seed));
        for (var run = 0; run < 30; run++)
        {
            await RunUntilDeadAsync(() => faulty.RunAsync(61));
        }

        var again = ledger.Reopen();
        await again.RunAsync(61);

        foreach (var webhook in webhooks)
        {
            var sent = ledger.Far.Sent.Select(message => message.Id).Where(id => id.Contains(webhook.Id, StringComparison.Ordinal));
            Assert.Equal(20, (await again.GetAsync(webhook.Id)).DeliveredThrough);
            Assert.Equal(Enumerable.Range(1, 20).Select(number => WebhookMessages.IdOf(webhook.Id, number)), sent.Distinct());
        }

        Assert.Empty(await again.FiledAsync());
    }

    private static async Task RunUntilDeadAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ProcessKilledException)
        {
        }
    }
}
