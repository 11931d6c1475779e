using Finance.Core.Nightly;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Nightly;

public sealed class NightlyRunTests
{
    [Fact]
    public async Task RunAsync_SeveralTimesANight_CreatesEachOccurrenceOnce()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-06-16"));

        var early = await ledger.RunAsync("2026-06-15T23:59Z");
        var first = await ledger.RunAsync("2026-06-16T02:00Z");
        var second = await ledger.RunAsync("2026-06-16T02:05Z");

        Assert.Equal((0, 0, 0, 0), (early.Users, early.Templates, early.Created, early.Failures));
        Assert.Equal((1, 1, 1, 0), (first.Users, first.Templates, first.Created, first.Failures));
        Assert.Equal((0, 0, 0, 0), (second.Users, second.Templates, second.Created, second.Failures));
        var entry = Assert.Single(await ledger.EntriesAsync());
        Assert.Equal((template.Id, Day("2026-06-16"), "850.00"), (entry.RecurringId, entry.Date, entry.Amount.ToString()));
        var shown = await ledger.GetAsync(template.Id);
        Assert.Equal((1, Day("2026-07-16")), (shown.Template.CreatedCount, shown.Next!.Value.Date));
    }

    [Fact]
    public async Task RunAsync_EntryCreated_BalanceAndAuditFollow()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("2026-06-15"));

        await ledger.RunAsync("2026-06-16T02:00Z");

        var snapshot = await ledger.Ledger.OpenAsync();
        Assert.Equal("-850.00", snapshot.Chart.AllAccounts[ledger.Ledger.Checking].Balance.ToString());
        var rows = ((InMemoryTableStore)ledger.Ledger.Store).Everything(Tables.Ledger);
        var audit = rows.First(row => row.Key.StartsWith("log-", StringComparison.Ordinal));
        Assert.Equal(("recurring.processed", "nightly", "trace"), (audit.Text("Action"), audit.Text("Agent"), audit.Text("Trace")));
    }

    [Fact]
    public async Task RunAsync_AfterFortyDaysOfOutage_CatchesUpWithAll()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Daily("2026-06-16"));
        await ledger.AddAsync(Every(RecurrenceFrequency.Weekly, "2026-06-16"));

        var report = await ledger.RunAsync("2026-07-25T02:00Z");

        Assert.Equal((1, 2, 46, 0), (report.Users, report.Templates, report.Created, report.Failures));
        Assert.Equal(40 + 6, (await ledger.EntriesAsync()).Count);
        Assert.Equal(0, (await ledger.RunAsync("2026-07-25T03:00Z")).Created);
        Assert.Single(await ledger.FiledAsync());
    }

    [Theory]
    [InlineData(RecurrenceFrequency.Daily, "2025-06-16", 365)]
    [InlineData(RecurrenceFrequency.Monthly, "2006-06-30", 240)]
    [InlineData(RecurrenceFrequency.Yearly, "1950-06-30", 76)]
    public async Task RunAsync_MoreIsDueThanACommitTakes_CommitsUntilNothingIs(RecurrenceFrequency frequency, string start, int expected)
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Every(frequency, start));

        var report = await ledger.RunAsync("2026-06-15T13:00Z");

        Assert.Equal(expected, report.Created);
        var entries = await ledger.EntriesAsync();
        Assert.Equal(expected, entries.Select(entry => entry.Date).Distinct().Count());
        Assert.Equal(template.Rule.Occurrences().Take(expected).Select(occurrence => occurrence.Date), entries.Select(entry => entry.Date));
        Assert.Single(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_The31st_IsTheLastOfShorterMonths()
    {
        var ledger = await CreateAsync("2026-01-31T01:00Z");
        await ledger.AddAsync(Monthly("2026-01-31"));

        foreach (var night in new[] { "2026-01-31", "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-30" })
        {
            await ledger.RunAsync($"{night}T02:00Z");
        }

        Assert.Equal(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"], await ledger.DatesAsync());
    }

    [Theory]
    [InlineData(WeekendRule.Keep, "2026-08-01")]
    [InlineData(WeekendRule.Before, "2026-07-31")]
    [InlineData(WeekendRule.After, "2026-08-03")]
    [InlineData(WeekendRule.Skip, "2026-09-01")]
    public async Task RunAsync_OccurrenceOnASaturday_FollowsTheWeekendRule(WeekendRule weekend, string expected)
    {
        var ledger = await CreateAsync("2026-07-15T00:00Z");
        await ledger.AddAsync(Monthly("2026-08-01") with { Weekend = weekend });

        await ledger.RunAsync($"{LedgerDates.Format(Day(expected).AddDays(-1))}T23:00Z");
        Assert.Empty(await ledger.EntriesAsync());

        await ledger.RunAsync($"{expected}T02:00Z");
        Assert.Equal([expected], await ledger.DatesAsync());
    }

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-06-30T09:59Z", "2026-06-30T10:00Z")]
    [InlineData("Europe/Berlin", "2026-06-30T21:59Z", "2026-06-30T22:00Z")]
    [InlineData("Pacific/Pago_Pago", "2026-07-01T10:59Z", "2026-07-01T11:00Z")]
    public async Task RunAsync_UserElsewhere_CreatesWhenTheirDayBegins(string zone, string before, string after)
    {
        var ledger = await CreateAsync(timeZone: zone);
        await ledger.AddAsync(Monthly("2026-07-01"));

        Assert.Equal(0, (await ledger.RunAsync(before)).Created);
        Assert.Equal(1, (await ledger.RunAsync(after)).Created);
        Assert.Equal(["2026-07-01"], await ledger.DatesAsync());
    }

    [Theory]
    [InlineData("America/Santiago", "2026-09-04", "2026-09-03T00:00Z")] // 2026-09-06 begins at 01:00
    [InlineData("Europe/Berlin", "2026-03-27", "2026-03-26T00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-23", "2026-10-22T00:00Z")]
    [InlineData("America/Havana", "2026-10-30", "2026-10-29T00:00Z")] // 2026-11-01 has midnight twice
    public async Task RunAsync_ClocksChange_EachDayHasItsEntry(string zone, string start, string now)
    {
        var ledger = await CreateAsync(now, zone);
        await ledger.AddAsync(Daily(start) with { Count = 6 });

        for (var hour = 0; hour < 24 * 9; hour++)
        {
            ledger.Ledger.Clock.Now = ledger.Ledger.Clock.Now.AddHours(1);
            await ledger.Night.RunAsync();
        }

        Assert.Equal(Enumerable.Range(0, 6).Select(day => LedgerDates.Format(Day(start).AddDays(day))), await ledger.DatesAsync());
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_WaitsForApproval_NothingIsCreated()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Rent(Monthly("2026-06-01")) with { AutoCreate = false });

        Assert.Equal(0, (await ledger.RunAsync("2026-08-16T02:00Z")).Templates);
        Assert.Empty(await ledger.EntriesAsync());
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_LastOccurrenceCreated_TemplateLeavesTheIndex()
    {
        var ledger = await CreateAsync();
        var byCount = await ledger.AddAsync(Monthly("2026-06-15") with { Count = 2 });
        var byEnd = await ledger.AddAsync(Daily("2026-06-15") with { End = Day("2026-06-16") });

        Assert.Equal(4, (await ledger.RunAsync("2026-09-01T02:00Z")).Created);

        Assert.Empty(await ledger.FiledAsync());
        Assert.Null((await ledger.GetAsync(byCount.Id)).Next);
        Assert.Null((await ledger.GetAsync(byEnd.Id)).Next);
    }

    [Fact]
    public async Task RunAsync_AccountIsClosed_TemplateIsLeftDueUntilItIsOpenAgain()
    {
        var ledger = await CreateAsync();
        var card = await ledger.Ledger.AddAccountAsync("Card");
        var template = await ledger.AddAsync(Rent(Monthly("2026-06-20")) with
        {
            Transaction = Rent(Monthly("2026-06-20")).Transaction with { AccountId = card },
        });
        await ledger.AddAsync(Monthly("2026-06-20"));
        await CloseAsync(ledger, card, ledger.Ledger.Clock.Now);

        var report = await ledger.RunAsync("2026-06-20T02:00Z");

        Assert.Equal((2, 1, 1), (report.Templates, report.Created, report.Failures));
        var failure = Assert.Single(ledger.Night.Failures);
        Assert.Equal((template.Id, "recurring_blocked (transaction.account_id)"), (failure.Subject, failure.Reason));
        Assert.Equal("recurring_blocked", (await ledger.GetAsync(template.Id)).Problem?.Code);

        await CloseAsync(ledger, card, null);
        Assert.Equal(1, (await ledger.RunAsync("2026-06-23T02:00Z")).Created);
        Assert.Equal(["2026-06-20", "2026-06-20"], await ledger.DatesAsync());
    }

    [Fact]
    public async Task RunAsync_OneOf200UsersFails_TheOthersGetTheirEntries()
    {
        var store = new InMemoryTableStore();
        var ledgers = new List<RecurringLedger>();
        for (var number = 0; number < 200; number++)
        {
            ledgers.Add(await CreateAsync(store: store));
            await ledgers[^1].AddAsync(Monthly("2026-06-16"));
        }

        var unlucky = ledgers[77];
        var clock = new FixedClock(Instant("2026-06-16T02:00Z"));
        var night = new Night(new LockedOutStore(store, unlucky.Ledger.Caller.User), clock);
        var report = await night.RunAsync();

        Assert.Equal((199, 199, 199, 1), (report.Users, report.Templates, report.Created, report.Failures));
        Assert.Equal((nameof(StoreUnavailableException), true), (night.Failures.Single().Reason, report.IsComplete));
        foreach (var ledger in ledgers)
        {
            Assert.Equal(ledger == unlucky ? 0 : 1, (await ledger.EntriesAsync()).Count);
        }

        var next = await new Night(store, clock).RunAsync();
        Assert.Equal((1, 1, 0), (next.Users, next.Created, next.Failures));
    }

    [Fact]
    public async Task RunAsync_ToldToStop_SaysSoAndTheNextOneGoesOn()
    {
        using var stop = new CancellationTokenSource();
        var store = new InMemoryTableStore();
        var ledgers = new List<RecurringLedger>();
        for (var number = 0; number < 40; number++)
        {
            ledgers.Add(await CreateAsync(store: store));
            await ledgers[^1].AddAsync(Monthly("2026-06-16"));
        }

        var clock = new FixedClock(Instant("2026-06-16T02:00Z"));
        var report = await new Night(new StoppingStore(store, commits: 9, stop), clock).RunAsync(stop.Token);

        Assert.False(report.IsComplete);
        Assert.InRange(report.Created, 1, 39);
        Assert.Equal(0, report.Failures);
        Assert.True((await new Night(store, clock).RunAsync()).IsComplete);
        foreach (var ledger in ledgers)
        {
            Assert.Single(await ledger.EntriesAsync());
            Assert.Single(await ledger.FiledAsync());
        }
    }

    [Fact]
    public async Task RunAsync_TwoProcessesAtOnce_EachOccurrenceIsCreatedOnce()
    {
        var ledger = await CreateAsync();
        for (var number = 0; number < 5; number++)
        {
            await ledger.AddAsync(Daily("2026-06-16"));
        }

        ledger.Ledger.Clock.Now = Instant("2026-07-20T02:00Z");
        var reports = await Task.WhenAll(ledger.Night.RunAsync(), ledger.Reopen().Night.RunAsync(), ledger.Reopen().Night.RunAsync());

        Assert.Equal(5 * 35, reports.Sum(report => report.Created));
        Assert.Equal(5 * 35, (await ledger.EntriesAsync()).Select(entry => (entry.RecurringId, entry.Date)).Distinct().Count());
        Assert.Equal(5 * 35, (await ledger.EntriesAsync()).Count);
    }

    [Fact]
    public async Task RunAsync_AnotherChoreFails_TheRestIsDone()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("2026-06-15"));
        await ledger.Due.PutAsync(new("broken", ledger.Ledger.Clock.Now, ledger.Ledger.Caller.User, ledger.Ledger.Clock.Now), default);
        await ledger.Due.PutAsync(new("counted", ledger.Ledger.Clock.Now, ledger.Ledger.Caller.User, ledger.Ledger.Clock.Now), default);

        var report = await ledger.Night.RunAsync(
            default,
            new Chore("broken", () => throw new InvalidOperationException("Broken.")),
            new Chore("counted", () => new ChoreOutcome(1, 3)));

        Assert.Equal((1, 1), (report.Created, report.Failures));
        Assert.Equal(new ChoreReport(1, 1, 3, 0), report.Chores["counted"]);
        Assert.Equal("InvalidOperationException", Assert.Single(ledger.Night.Failures).Reason);
        Assert.Same(report, Assert.Single(ledger.Night.Reports));
    }

    private static Task CloseAsync(RecurringLedger ledger, string account, DateTimeOffset? at) =>
        ledger.Ledger.CommitAsync("account.updated", account, draft => draft.Put(draft.Chart.AllAccounts[account] with { ClosedAt = at }));

    private sealed class Chore(string kind, Func<ChoreOutcome> run) : INightlyChore
    {
        public string Kind => kind;

        public Task<ChoreOutcome> DoAsync(
            IReadOnlyList<Core.Due.DueItem> items,
            string traceId,
            CancellationToken cancellationToken) =>
            Task.FromResult(run());
    }

    /// <summary>A store that answers nobody about one ledger.</summary>
    private sealed class LockedOutStore(ITableStore inner, UserId user) : ITableStore
    {
        public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken) =>
            partition == user.ToString()
                ? throw new StoreUnavailableException("Locked out.")
                : inner.FindAsync(table, partition, key, cancellationToken);

        public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken) =>
            inner.QueryAsync(table, query, cancellationToken);

        public Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken) =>
            inner.CommitAsync(table, batch, cancellationToken);
    }

    /// <summary>A store under which the run is told to stop after so many commits.</summary>
    private sealed class StoppingStore(ITableStore inner, int commits, CancellationTokenSource stop) : ITableStore
    {
        private int _left = commits;

        public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken) =>
            inner.FindAsync(table, partition, key, cancellationToken);

        public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken) =>
            inner.QueryAsync(table, query, cancellationToken);

        public async Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken)
        {
            if (--_left == 0)
            {
                await stop.CancelAsync();
            }

            return await inner.CommitAsync(table, batch, cancellationToken);
        }
    }
}
