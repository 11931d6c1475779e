using Finance.Core.Recurring;
using Finance.Core.Tests.Recurring;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Nightly;

public sealed class NightlyCrashTests
{
    private const int MaxCalls = 60;

    public static TheoryData<bool> CallsOfTheKill => new(false, true);

    [Theory]
    [MemberData(nameof(CallsOfTheKill))]
    public async Task RunAsync_KilledAtAnyCall_NextRunCreatesEachOccurrenceOnce(bool lastCommitArrives)
    {
        for (var calls = 0; calls <= MaxCalls; calls++)
        {
            var store = new InMemoryTableStore();
            var ledger = await CreateAsync(store: store);
            var daily = await ledger.AddAsync(Daily("2026-06-16") with { Count = 60 });
            var monthly = await ledger.AddAsync(Monthly("2026-06-20") with { Count = 3 });
            ledger.Ledger.Clock.Now = Instant("2026-08-10T02:00Z");

            var dying = new DyingTableStore(store, calls, lastCommitArrives);
            await RunUntilDeadAsync(() => new Night(dying, ledger.Ledger.Clock).RunAsync());
            ledger.Ledger.Clock.Now = ledger.Ledger.Clock.Now.AddHours(6);
            await ledger.Reopen().Night.RunAsync();

            Assert.Equal(Expected(daily, 56).Concat(Expected(monthly, 2)).Order(), (await ledger.DatesAsync()).Order());
            await AssertFiledAsync(ledger);
            await ledger.RunAsync("2026-09-01T02:00Z");
            Assert.Equal(63, (await ledger.EntriesAsync()).Count);
            Assert.Empty(await ledger.FiledAsync());
            Assert.True(calls < MaxCalls || !dying.IsDead, "The run makes more calls than the test kills it at.");
        }
    }

    [Theory]
    [MemberData(nameof(CallsOfTheKill))]
    public async Task RunAsync_SeveralUsersAndTemplatesKilledAtAnyCall_NextRunCreatesEachOccurrenceOnce(bool lastCommitArrives)
    {
        var isDead = true;
        for (var calls = 0; isDead; calls++)
        {
            var store = new InMemoryTableStore();
            var ledgers = new[] { await CreateAsync(store: store), await CreateAsync(store: store) };
            var templates = new List<RecurringTemplate>();
            foreach (var ledger in ledgers)
            {
                templates.Add(await ledger.AddAsync(Daily("2026-06-16") with { Count = 70 }));
                templates.Add(await ledger.AddAsync(Daily("2026-07-01") with { Count = 12 }));
                templates.Add(await ledger.AddAsync(Monthly("2026-06-16")));
                templates.Add(await ledger.AddAsync(Monthly("2026-07-16")));
                ledger.Ledger.Clock.Now = Instant("2026-08-16T02:00Z");
            }

            var dying = new DyingTableStore(store, calls, lastCommitArrives);
            await RunUntilDeadAsync(() => new Night(dying, ledgers[0].Ledger.Clock).RunAsync());
            ledgers[0].Ledger.Clock.Now = ledgers[0].Ledger.Clock.Now.AddHours(6);
            await new Night(store, ledgers[0].Ledger.Clock).RunAsync();

            for (var number = 0; number < ledgers.Length; number++)
            {
                var own = templates.GetRange(number * 4, 4);
                var expected = own.SelectMany(template => template.Due(Day("2026-08-16"))).Select(due => LedgerDates.Format(due.Date));
                Assert.Equal(expected.Order(), (await ledgers[number].DatesAsync()).Order());
                ledgers[number].Ledger.Clock.Now = ledgers[0].Ledger.Clock.Now;
                await AssertFiledAsync(ledgers[number]);
            }

            isDead = dying.IsDead;
        }
    }

    [Theory]
    [MemberData(nameof(CallsOfTheKill))]
    public async Task RequestsAsync_KilledAtAnyCall_NothingIsLostAndTheIndexRecovers(bool lastCommitArrives)
    {
        foreach (var request in Requests)
        {
            var isDead = true;
            for (var calls = 0; isDead; calls++)
            {
                var store = new InMemoryTableStore();
                var ledger = await CreateAsync(store: store);
                var template = await ledger.AddAsync(Monthly("2026-06-20"));
                var dying = new DyingTableStore(store, calls, lastCommitArrives);

                await RunUntilDeadAsync(() => request(ledger.Reopen(dying), template.Id));

                await AssertNightsFollowTheTemplatesAsync(ledger.Reopen());
                isDead = dying.IsDead;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RunAsync_StoreThatFailsAllTheTime_EndsWithEachOccurrenceOnce(int seed)
    {
        var store = new InMemoryTableStore();
        var ledger = await CreateAsync(store: store);
        var templates = new List<RecurringTemplate>();
        for (var number = 0; number < 10; number++)
        {
            templates.Add(await ledger.AddAsync(Daily("2026-06-16") with { Count = 51 }));
        }

        var faults = new Faults { UnavailableRead = 0.05, UnavailableBeforeCommit = 0.05, UnavailableAfterCommit = 0.1, Conflict = 0.1 };
        var faulty = new FaultyTableStore(store, faults, seed);
        ledger.Ledger.Clock.Now = Instant("2026-08-04T02:00Z");
        while (faulty.Injected < 20)
        {
            await new Night(faulty, ledger.Ledger.Clock).RunAsync();
        }

        ledger.Ledger.Clock.Now = ledger.Ledger.Clock.Now.AddHours(2);
        await ledger.Night.RunAsync();

        var entries = await ledger.EntriesAsync();
        Assert.Equal(10 * 50, entries.Count);
        Assert.Equal(10 * 50, entries.Select(entry => (entry.RecurringId, entry.Date)).Distinct().Count());
        Assert.Equal(10 * 50, entries.Select(entry => entry.Id.Tail).Distinct().Count());
        await AssertFiledAsync(ledger);
        await ledger.RunAsync("2026-08-05T02:00Z");
        Assert.Empty(await ledger.FiledAsync());
    }

    private static IEnumerable<Func<RecurringLedger, string, Task>> Requests =>
    [
        (ledger, _) => ledger.Service.CreateAsync(ledger.Ledger.Change, Rent(Daily("2026-06-18")), default),
        (ledger, id) => ledger.Service.ProcessAsync(ledger.Ledger.Change, id, default),
        (ledger, id) => ledger.Service.SkipAsync(ledger.Ledger.Change, id, default),
        (ledger, id) => ledger.Service.DeactivateAsync(ledger.Ledger.Change, id, default),
        (ledger, id) => ledger.Service.PurgeAsync(ledger.Ledger.Change, id, default),
        (ledger, id) => ledger.Service.UpdateAsync(
            ledger.Ledger.Change, id, new TemplatePatch { Terms = new() { Start = Day("2026-06-17") } }, default),
        (ledger, _) => ledger.Ledger.CommitAsync(
            "user.updated", "", draft => draft.Put(draft.Head.Profile with { TimeZone = "Asia/Tokyo" })),
    ];

    /// <summary>Whatever the templates say now, the nights to come create exactly that, and leave the index as it has to be.</summary>
    private static async Task AssertNightsFollowTheTemplatesAsync(RecurringLedger ledger)
    {
        var templates = Ok(await ledger.Service.ListAsync(ledger.Ledger.Caller, null, default)).Select(shown => shown.Template).ToList();
        var there = await ledger.DatesAsync();
        var last = Day("2026-07-25");
        var expected = templates.SelectMany(template => template.Unsettled())
            .Where(occurrence => occurrence.Date <= last)
            .Select(occurrence => LedgerDates.Format(occurrence.Date));
        for (var day = Day("2026-06-16"); day <= last; day = day.AddDays(1))
        {
            await ledger.RunAsync($"{LedgerDates.Format(day)}T23:30Z");
        }

        Assert.Equal(there.Concat(expected).Order(), (await ledger.DatesAsync()).Order());
        await AssertFiledAsync(ledger);
    }

    /// <summary>
    /// The ledger has its place in the index, for the next occurrence of any of the templates. What commits that never came have left there
    /// belongs to nothing, and goes when its day comes.
    /// </summary>
    private static async Task AssertFiledAsync(RecurringLedger ledger)
    {
        var head = (await ledger.Reopen().Ledger.OpenAsync()).Head;
        var places = (await ledger.FiledAsync()).Select(VisitFiling.PlaceOf).ToList();
        var next = (await ledger.Reopen().Ledger.OpenAsync()).Plans;
        Assert.Equal(VisitFiling.Next(next, head.Profile), head.Visit?.At);
        Assert.Equal(head.Visit is null ? 0 : 1, places.Count(place => place is not null && place == head.Visit));
        var now = ledger.Ledger.Clock.Now;
        Assert.All(places, place => Assert.True(place!.At > now));
    }

    private static IEnumerable<string> Expected(RecurringTemplate template, int count) =>
        template.Rule.Occurrences().Take(count).Select(occurrence => LedgerDates.Format(occurrence.Date));

    internal static async Task RunUntilDeadAsync(Func<Task> work)
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
