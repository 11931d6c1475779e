using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Nightly;

/// <summary>All templates of a ledger that are due are settled together.</summary>
public sealed class NightlyBatchTests
{
    [Fact]
    public async Task RunAsync_TenTemplatesOfAUser_OneCommitAndFewCalls()
    {
        var store = new InMemoryTableStore();
        var ledger = await CreateAsync(store: store);
        for (var number = 0; number < 10; number++)
        {
            await ledger.AddAsync(number < 5 ? Monthly("2026-06-16") : Daily("2026-06-16"));
        }

        ledger.Ledger.Clock.Now = Instant("2026-06-16T02:00Z");
        var (version, reads, commits) = ((await ledger.Ledger.OpenAsync()).Head.Version, Reads(store), store.Calls.Commits);
        var report = await ledger.Night.RunAsync();

        Assert.Equal((1, 10, 10, 0), (report.Users, report.Templates, report.Created, report.Failures));
        Assert.Equal(version + 1, (await ledger.Reopen().Ledger.OpenAsync()).Head.Version);

        // A page of the index and the head; the commit, tomorrow's place, the place left. Days and year of a ledger without entries are not
        // asked for.
        var opened = 1;
        Assert.Equal((2 + opened, 3), (Reads(store) - reads, store.Calls.Commits - commits));
    }

    [Fact]
    public async Task RunAsync_SeveralTemplates_AuditTellsEachWithTheDayItIsSettledThrough()
    {
        var ledger = await CreateAsync();
        var monthly = await ledger.AddAsync(Monthly("2026-06-15"));
        var daily = await ledger.AddAsync(Daily("2026-06-15"));

        await ledger.RunAsync("2026-06-17T02:00Z");

        var audit = ((InMemoryTableStore)ledger.Ledger.Store).Everything(Tables.Ledger)
            .First(row => row.Key.StartsWith(LedgerKeys.AuditPrefix, StringComparison.Ordinal));
        Assert.Equal(("recurring.processed", ledger.Ledger.Caller.User.ToString()), (audit.Text("Action"), audit.Text("Subject")));
        var told = AuditRow.Read(audit).Rows.ToDictionary(row => AuditedThing.Read(row.After!)!.Value.Id, row => (SettledIn(row.Before), SettledIn(row.After)));
        Assert.Equal((null, Day("2026-06-15")), told[monthly.Id]);
        Assert.Equal(Day("2026-06-17"), told[daily.Id].Item2);

        static DateOnly? SettledIn(Row? row) => ((SettledTemplate)AuditedThing.Read(row!)!.Value.Thing).SettledThrough;
    }

    [Fact]
    public async Task RunAsync_MoreTemplatesThanACommitTakes_CommitsUntilNothingIsDue()
    {
        var ledger = await CreateAsync();
        var card = await ledger.Ledger.AddAccountAsync("Card");
        for (var number = 0; number < 120; number++)
        {
            var asked = Rent(number % 3 == 0 ? Daily("2026-05-20") : Monthly("2026-03-15"));
            await ledger.AddAsync(asked with { Transaction = asked.Transaction with { AccountId = number % 2 == 0 ? card : null } });
        }

        var report = await ledger.RunAsync("2026-06-16T02:00Z");

        Assert.Equal((1, 120, (40 * 28) + (80 * 4), 0), (report.Users, report.Templates, report.Created, report.Failures));
        var entries = await ledger.EntriesAsync();
        Assert.Equal(report.Created, entries.Count);
        Assert.Equal(report.Created, entries.Select(entry => entry.Id.Tail).Distinct().Count());
        Assert.Single(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_IndexOfSeveralPages_EachOccurrenceIsCreatedOnce()
    {
        var store = new InMemoryTableStore { RowsScannedPerPage = 2 };
        var ledgers = new List<RecurringLedger>();
        for (var number = 0; number < 5; number++)
        {
            ledgers.Add(await CreateAsync(store: store));
            for (var template = 0; template < 5; template++)
            {
                await ledgers[^1].AddAsync(template < 3 ? Monthly("2026-06-16") : Daily("2026-06-15"));
            }
        }

        var report = await new Night(store, new FixedClock(Instant("2026-06-16T02:00Z"))).RunAsync();

        Assert.Equal((25, 5 * (3 + 4), 0), (report.Templates, report.Created, report.Failures));
        foreach (var ledger in ledgers)
        {
            Assert.Equal(7, (await ledger.EntriesAsync()).Select(entry => (entry.RecurringId, entry.Date)).Distinct().Count());
            Assert.Single(await ledger.FiledAsync());
        }
    }

    [Fact]
    public async Task RunAsync_OneTemplateHasMoreTagsThanTheLedgerTakes_TheOthersAreCreated()
    {
        var ledger = await CreateAsync();
        await FillTagsAsync(ledger);
        var asked = Rent(Monthly("2026-06-16"));
        await ledger.AddAsync(asked);
        var tagged = await ledger.AddAsync(asked with { Transaction = asked.Transaction with { Tags = ["one too many"] } });
        await ledger.AddAsync(asked);

        var report = await ledger.RunAsync("2026-06-16T02:00Z");

        Assert.Equal((3, 2, 1), (report.Templates, report.Created, report.Failures));
        var failure = Assert.Single(ledger.Night.Failures);
        Assert.Equal((tagged.Id, "too_many_tags"), (failure.Subject, failure.Reason));
        Assert.Single(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_OneTemplateMeetsAnUnreadableRow_TheOthersAreCreated()
    {
        var store = new InMemoryTableStore();
        var ledger = await CreateAsync(store: store);
        await ledger.AddAsync(Monthly("2026-06-16"));
        var unlucky = await ledger.AddAsync(Monthly("2026-05-30"));
        await ledger.AddAsync(Daily("2026-06-16"));
        await ledger.Ledger.AddAsync(TransactionType.Expense, "1", "2026-05-02");
        await SpoilAsync(store, ledger, LedgerKeys.Days(Month.Of(2026, 5)));

        var report = await ledger.RunAsync("2026-06-16T02:00Z");

        Assert.Equal((3, 2, 1), (report.Templates, report.Created, report.Failures));
        var failure = Assert.Single(ledger.Night.Failures);
        Assert.Equal((unlucky.Id, nameof(InvalidRowException)), (failure.Subject, failure.Reason));
        Assert.Equal(["2026-05-02", "2026-06-16", "2026-06-16"], (await ledger.DatesAsync()).Order());
        Assert.Single(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_OneLedgerIsUnreadable_TheOthersGetTheirEntries()
    {
        var store = new InMemoryTableStore();
        var (good, bad) = (await CreateAsync(store: store), await CreateAsync(store: store));
        foreach (var ledger in new[] { good, bad })
        {
            await ledger.AddAsync(Monthly("2026-06-16"));
            await ledger.AddAsync(Daily("2026-06-16"));
        }

        await SpoilAsync(store, bad, LedgerKeys.Head);
        var night = new Night(store, new FixedClock(Instant("2026-06-16T02:00Z")));
        var report = await night.RunAsync();

        Assert.Equal((1, 2, 1), (report.Users, report.Created, report.Failures));
        Assert.Equal(nameof(InvalidRowException), Assert.Single(night.Failures).Reason);
        Assert.Equal(2, (await good.EntriesAsync()).Count);
        Assert.Single(await bad.FiledAsync());
    }

    private static int Reads(InMemoryTableStore store) => store.Calls.Finds + store.Calls.Queries;

    private static Task SpoilAsync(InMemoryTableStore store, RecurringLedger ledger, string key)
    {
        var owner = ledger.Ledger.Caller.User.ToString();
        var row = new Row(owner, key).Set("Cells0", new byte[] { 99 });
        return store.CommitAsync(Tables.Ledger, new Batch(owner).Add(new RowChange(RowChangeKind.Put, row)), default);
    }

    private static async Task FillTagsAsync(RecurringLedger ledger)
    {
        for (var first = 0; first < 5_000; first += 1_000)
        {
            await ledger.Ledger.CommitAsync("ledger.filled", "ledger", draft =>
            {
                for (var number = first; number < first + 1_000; number++)
                {
                    draft.Tags.Post(Tagged($"tag {number}"), 1);
                }
            });
        }
    }

    private static Transaction Tagged(string tag) => new()
    {
        Id = default,
        Date = default,
        Type = TransactionType.Expense,
        Amount = default,
        AccountId = string.Empty,
        Tags = [tag],
        CreatedAt = default,
        UpdatedAt = default,
    };
}
