using Finance.Core.Audits;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Nightly;
using Finance.Core.Notifications;
using Finance.Core.Retention;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Users;
using Finance.Testing;

namespace Finance.Core.Tests.Retention;

public sealed class RetentionTests
{
    private const int Days = 30;

    [Fact]
    public async Task Night_RetentionSet_RemovesCommitsOfBeforeAndKeepsEntries()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(3, new DateRange(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31)));
        Age(ledger, Days + 1);
        await SetAsync(ledger, Days);
        await ledger.AddAsync(TransactionType.Expense, "9.99", "2026-07-01");
        var kept = (await ledger.OpenAsync()).Head.Version - 1;

        await RunNightAsync(ledger);

        var head = (await ledger.OpenAsync()).Head;
        var versions = Rows(ledger, LedgerKeys.AuditPrefix).Select(row => row.Long("Version")).Order().ToList();
        Assert.Equal([kept, kept + 1, kept + 2], versions);
        Assert.Equal((kept, 4), (head.ChangesFrom, head.TransactionCount));
        Assert.Equal("retention.applied", Rows(ledger, LedgerKeys.AuditPrefix)[0].Text("Action"));
    }

    [Fact]
    public async Task Night_MoreThanOneCommitTakes_RemovesAllAndTheNextFindsNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        for (var note = 0; note < 250; note++)
        {
            await ledger.CommitAsync("noted", "x", static _ => { });
        }

        Age(ledger, Days + 1);
        await SetAsync(ledger, Days);

        await RunNightAsync(ledger);
        var version = (await ledger.OpenAsync()).Head.Version;
        Age(ledger, 1);
        await RunNightAsync(ledger);

        Assert.Equal(version, (await ledger.OpenAsync()).Head.Version);
        Assert.True(Rows(ledger, LedgerKeys.AuditPrefix).Count < 10);
        Assert.Single(await DueAsync(ledger));
    }

    [Fact]
    public async Task Night_Notifications_RemovesReadOnesAndKeepsUnread()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.CommitAsync("told", "x", draft =>
        {
            foreach (var name in (string[])["first", "second", "third"])
            {
                draft.Notify(new NewNotification(NotificationKind.ImportFinished, name, "It is done.", "x"));
            }
        });
        var service = new NotificationService(ledger.Ledgers);
        Assert.Null((await service.ReadAsync(ledger.Change, LedgerKeys.NotificationId(2), CancellationToken.None)).Error);
        Age(ledger, Days + 1);
        await SetAsync(ledger, Days);

        await RunNightAsync(ledger);

        var page = await service.ListAsync(ledger.Caller, new NotificationFilter(null, false), new PageRequest(50, null), CancellationToken.None);
        Assert.Equal(["third", "first"], page.Value.Items.Select(item => item.Title));
        Assert.Equal((2, 2), (page.Value.TotalCount, page.Value.UnreadCount));
    }

    [Fact]
    public async Task Night_SettingTakenBack_RemovesNothingAndLeavesTheIndex()
    {
        var ledger = await TestLedger.CreateAsync();
        await SetAsync(ledger, Days);
        await SetAsync(ledger, null);
        Age(ledger, Days + 1);
        var version = (await ledger.OpenAsync()).Head.Version;

        await RunNightAsync(ledger);

        Assert.Equal(version, (await ledger.OpenAsync()).Head.Version);
        Assert.Empty(await DueAsync(ledger));
    }

    [Fact]
    public async Task Night_SuspendedUser_WaitsWithoutAFailure()
    {
        var ledger = await TestLedger.CreateAsync();
        Age(ledger, Days + 1);
        await SetAsync(ledger, Days);
        await ledger.CommitAsync("user.suspended", "x", draft =>
            draft.Put(draft.Head.Profile with { Suspension = new Suspension(draft.Now, null) }));

        var report = await RunNightAsync(ledger);

        Assert.Equal(0, report!.Failures);
        Assert.Single(await DueAsync(ledger));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(17)]
    public async Task Night_KilledInTheMiddle_IsCarriedOnByTheNext(int calls)
    {
        var ledger = await TestLedger.CreateAsync();
        for (var note = 0; note < 120; note++)
        {
            await ledger.CommitAsync("noted", "x", static _ => { });
        }

        Age(ledger, Days + 1);
        await SetAsync(ledger, Days);
        var dying = new DyingTableStore(ledger.Store, calls, lastCommitArrives: calls % 2 == 0);
        await RunNightAsync(ledger.Reopen(dying));
        await RunNightAsync(ledger.Reopen());

        Assert.True(Rows(ledger, LedgerKeys.AuditPrefix).Count < 10);
        Assert.Single(await DueAsync(ledger));
        var found = await new LedgerVerifier(ledger.Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, CancellationToken.None);
        Assert.Empty(found.Value.Differences);
    }

    private static void Age(TestLedger ledger, int days) => ledger.Clock.Now = ledger.Clock.Now.AddDays(days);

    private static async Task SetAsync(TestLedger ledger, int? days) => await ledger.CommitAsync("user.updated", "x", draft =>
    {
        var profile = draft.Head.Profile;
        draft.Put(profile with { Settings = profile.Settings with { RetentionDays = days } });
    });

    /// <returns>Null where the run itself was killed.</returns>
    private static async Task<NightlyReport?> RunNightAsync(TestLedger ledger)
    {
        var chore = new RetentionChore(ledger.Ledgers, ledger.Clock);
        try
        {
            return await new NightlyRun(new DueIndex(ledger.Store), [chore], new Unheard(), ledger.Clock).RunAsync("trace", CancellationToken.None);
        }
        catch (ProcessKilledException)
        {
            // While it read the index or wrote to it.
            return null;
        }
    }

    private static async Task<List<DueItem>> DueAsync(TestLedger ledger) =>
        await new DueIndex(ledger.Store).UpToAsync(DueItem.Retention, ledger.Clock.Now.AddDays(9), CancellationToken.None).ToListAsync();

    private static List<Row> Rows(TestLedger ledger, string prefix) =>
        [.. ((InMemoryTableStore)ledger.Store).Everything(Tables.Ledger).Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal))];

    private sealed class Unheard : INightlyObserver
    {
        public void OnFailure(NightlyFailure failure)
        {
        }

        public void OnEnd(NightlyReport report)
        {
        }
    }
}
