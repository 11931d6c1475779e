using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Testing;

namespace Finance.Core.Tests.Notifications;

public sealed class NotificationServiceTests
{
    private static readonly NotificationFilter All = new(null, false);

    [Fact]
    public async Task ListAsync_PageByPage_GivesEachOnceNewestFirstWhateverArrivesMeanwhile()
    {
        var ledger = await TestLedger.CreateAsync();
        await TellAsync(ledger, 7);

        var (seen, after) = (new List<long>(), (string?)null);
        do
        {
            var page = await ListAsync(ledger, All, 3, after);
            seen.AddRange(page.Items.Select(told => told.Number));
            after = page.Next;
            await TellAsync(ledger, 1);
        }
        while (after is not null);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], seen);
        var first = await ListAsync(ledger, All, 500);
        Assert.Equal((10L, 10L, 10), (first.TotalCount, first.UnreadCount, first.Items.Count));
    }

    [Fact]
    public async Task ListAsync_KindAndUnread_CountsWithinTheFilter()
    {
        var ledger = await TestLedger.CreateAsync();
        await TellAsync(ledger, 3, NotificationKind.GoalMilestone);
        await TellAsync(ledger, 4, NotificationKind.LowBalance);
        var service = new NotificationService(ledger.Ledgers);
        Ok(await service.ReadAsync(ledger.Change, LedgerKeys.NotificationId(1), default));
        Ok(await service.ReadAsync(ledger.Change, LedgerKeys.NotificationId(7), default));

        var milestones = await ListAsync(ledger, new NotificationFilter(NotificationKind.GoalMilestone, false), 2);
        var unread = await ListAsync(ledger, new NotificationFilter(null, true), 50);
        var both = await ListAsync(ledger, new NotificationFilter(NotificationKind.GoalMilestone, true), 50);

        Assert.Equal((3L, 5L, "3 2"), (milestones.TotalCount, milestones.UnreadCount, Numbers(milestones)));
        Assert.Equal((5L, "6 5 4 3 2"), (unread.TotalCount, Numbers(unread)));
        Assert.Equal((2L, "3 2"), (both.TotalCount, Numbers(both)));
    }

    [Fact]
    public async Task Notify_ChannelsOfThePreferences_DecideWhereItIsTold()
    {
        var ledger = await TestLedger.CreateAsync();
        await PreferAsync(ledger, preferences => preferences
            .With(NotificationKind.LowBalance, NotificationChannels.Webhook)
            .With(NotificationKind.GoalMilestone, NotificationChannels.None));
        await TellAsync(ledger, 2, NotificationKind.LowBalance);
        await TellAsync(ledger, 1, NotificationKind.GoalMilestone);
        await TellAsync(ledger, 1, NotificationKind.UpcomingBill);

        var page = await ListAsync(ledger, All, 50);
        var hidden = await new NotificationService(ledger.Ledgers).ReadAsync(ledger.Change, LedgerKeys.NotificationId(1), default);

        Assert.Equal((1L, 1L, "3"), (page.TotalCount, page.UnreadCount, Numbers(page)));
        Assert.Equal(4, (await ledger.OpenAsync()).Head.NextNotification);
        Assert.Equal("not_found", hidden.Error?.Code);
    }

    [Fact]
    public async Task ReadAsync_Twice_KeepsTheFirstInstantAndWritesNothing()
    {
        var ledger = await TestLedger.CreateAsync();
        await TellAsync(ledger, 2);
        var service = new NotificationService(ledger.Ledgers);
        var first = Ok(await service.ReadAsync(ledger.Change, LedgerKeys.NotificationId(2), default));
        var version = (await ledger.OpenAsync()).Head.Version;
        ledger.Clock.Now = ledger.Clock.Now.AddHours(1);

        var second = Ok(await service.ReadAsync(ledger.Change, LedgerKeys.NotificationId(2), default));

        Assert.Equal(first, second);
        Assert.NotNull(first.ReadAt);
        Assert.Equal((version, 1L), ((await ledger.OpenAsync()).Head.Version, (await ledger.OpenAsync()).Head.UnreadCount));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("00000000")]
    [InlineData("zzzzzzzz")]
    public async Task ReadAsync_NoSuchId_IsNotFound(string id)
    {
        var ledger = await TestLedger.CreateAsync();
        await TellAsync(ledger, 1);

        var result = await new NotificationService(ledger.Ledgers).ReadAsync(ledger.Change, id, default);

        Assert.Equal("not_found", result.Error?.Code);
    }

    [Fact]
    public async Task ReadAsync_Several_MarksAllOrNone()
    {
        var ledger = await TestLedger.CreateAsync();
        await TellAsync(ledger, 4);
        var service = new NotificationService(ledger.Ledgers);
        var (one, two, three) = (LedgerKeys.NotificationId(1), LedgerKeys.NotificationId(2), LedgerKeys.NotificationId(3));

        var faulty = await service.ReadAsync(ledger.Change, [one, "nonsense", two], default);
        Assert.Equal(["ids[1]"], faulty.Error!.Fields!.Keys);
        Assert.Equal(4, (await ledger.OpenAsync()).Head.UnreadCount);
        Assert.Equal(new ReadNotifications(2, 2), Ok(await service.ReadAsync(ledger.Change, [one, two, one], default)));
        Assert.Equal(new ReadNotifications(1, 1), Ok(await service.ReadAsync(ledger.Change, [three, two], default)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(NotificationService.MaxAtOnce)]
    [InlineData((2 * NotificationService.MaxAtOnce) + 1)]
    public async Task ReadAllAsync_AnyNumber_MarksEachOnce(int count)
    {
        var ledger = await TestLedger.CreateAsync();
        await TellAsync(ledger, count);
        var service = new NotificationService(ledger.Ledgers);

        var result = Ok(await service.ReadAllAsync(ledger.Change, default));

        Assert.Equal(new ReadNotifications(count, 0), result);
        Assert.Equal((count, 0L), ((int)(await ListAsync(ledger, All, 500)).TotalCount, (await ledger.OpenAsync()).Head.UnreadCount));
        Assert.All((await ListAsync(ledger, All, 500)).Items, told => Assert.NotNull(told.ReadAt));
        Assert.Equal(new ReadNotifications(0, 0), Ok(await service.ReadAllAsync(ledger.Change, default)));
    }

    [Fact]
    public async Task ReadAllAsync_RetriedWithItsKey_GetsTheFirstAnswer()
    {
        var ledger = await TestLedger.CreateAsync();
        await TellAsync(ledger, NotificationService.MaxAtOnce + 5);
        var service = new NotificationService(ledger.Ledgers);
        var key = new Idempotency("key", "print", value => new RecordedResponse(200, ((ReadNotifications)value).Marked.ToString("D"), null, null));
        var change = new Change(ledger.Caller, key);
        Ok(await service.ReadAllAsync(change, default));
        await TellAsync(ledger, 2);

        var again = await service.ReadAllAsync(change, default);

        Assert.Equal("95", ((RecordedResponse)again.Error!.Evidence!).Body);
        Assert.Equal(2, (await ledger.OpenAsync()).Head.UnreadCount);
    }

    [Fact]
    public void Preferences_Patch_ChangesTheChannelsItNames()
    {
        var before = NotificationPreferences.Default.With(NotificationKind.LowBalance, NotificationChannels.InApp);

        var after = before.With(new Dictionary<NotificationKind, ChannelsPatch>
        {
            [NotificationKind.LowBalance] = new(false, default),
            [NotificationKind.ImportFinished] = new(default, false),
            [NotificationKind.GoalMilestone] = new(default, default),
        });

        Assert.Equal(NotificationChannels.None, after[NotificationKind.LowBalance]);
        Assert.Equal(NotificationChannels.InApp, after[NotificationKind.ImportFinished]);
        Assert.Equal(NotificationChannels.All, after[NotificationKind.GoalMilestone]);
        Assert.Equal(after, NotificationPreferences.FromText(after.ToText()));
    }

    private static async Task TellAsync(TestLedger ledger, int count, NotificationKind kind = NotificationKind.BudgetThreshold)
    {
        for (var told = 0; told < count; told += 50)
        {
            var part = Math.Min(50, count - told);
            await ledger.CommitAsync("test.told", "test", draft =>
            {
                for (var number = 0; number < part; number++)
                {
                    draft.Notify(new NewNotification(kind, "Title", "Detail.", "subject"));
                }
            });
        }
    }

    private static Task PreferAsync(TestLedger ledger, Func<NotificationPreferences, NotificationPreferences> change) =>
        ledger.CommitAsync("user.updated", "user", draft => draft.Put(draft.Head.Profile with
        {
            Settings = draft.Head.Profile.Settings with { Notifications = change(draft.Head.Profile.Settings.Notifications) },
        }));

    private static async Task<NotificationPage> ListAsync(TestLedger ledger, NotificationFilter filter, int limit, string? after = null) =>
        Ok(await new NotificationService(ledger.Ledgers).ListAsync(ledger.Caller, filter, new PageRequest(limit, after), default));

    private static string Numbers(NotificationPage page) => string.Join(' ', page.Items.Select(told => told.Number));

    private static T Ok<T>(Result<T> result) =>
        result.IsOk ? result.Value : throw new InvalidOperationException($"{result.Error.Code}: {result.Error.Detail}");
}
