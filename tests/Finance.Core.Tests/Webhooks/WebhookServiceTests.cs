using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Tests.Users;
using Finance.Core.Webhooks;
using Finance.Testing;
using static Finance.Core.Tests.Webhooks.WebhookLedger;

namespace Finance.Core.Tests.Webhooks;

public sealed class WebhookServiceTests
{
    [Fact]
    public async Task CreateAsync_Webhook_IsToldWhatHappensFromThenOn()
    {
        var ledger = await WebhookLedger.CreateAsync();
        await ledger.TellAsync(2);

        var webhook = await ledger.AddAsync(NotificationKind.LowBalance, NotificationKind.BudgetThreshold, NotificationKind.LowBalance);
        await ledger.TellAsync();
        await ledger.RunAsync();

        Assert.Equal([NotificationKind.BudgetThreshold, NotificationKind.LowBalance], webhook.Kinds);
        Assert.Equal([3], ledger.Far.Sequences);
        var reread = await ledger.Reopen().GetAsync(webhook.Id);
        Assert.Equal((webhook.Secret, webhook.Url, 3L), (reread.Secret, reread.Url, reread.DeliveredThrough));
    }

    [Fact]
    public async Task CreateAsync_MoreThanALedgerHolds_IsRefused()
    {
        var ledger = await WebhookLedger.CreateAsync();
        for (var number = 0; number < WebhookService.MaxWebhooks; number++)
        {
            await ledger.AddAsync();
        }

        var refused = await ledger.Service.CreateAsync(ledger.Ledger.Change, new NewWebhook { Url = "https://example.com" }, default);

        Assert.Equal("too_many_webhooks", refused.Error?.Code);
    }

    [Fact]
    public async Task Changes_Audited_NeverShowTheSecret()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        Ok(await ledger.Service.UpdateAsync(ledger.Ledger.Change, webhook.Id, new WebhookPatch { Description = "new" }, default));
        Ok(await ledger.Service.DeleteAsync(ledger.Ledger.Change, webhook.Id, default));

        await foreach (var row in new LedgerReader(ledger.Ledger.Store).RangeAsync(ledger.Ledger.Caller.User, "log-", "log."))
        {
            Assert.DoesNotContain(row.Properties.Values.OfType<string>(), text => text.Contains("whsec_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task UpdateAsync_NewAddress_IsTriedAtOnce()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync();
        ledger.Far.Answer(500, 500, 500);
        foreach (var seconds in new[] { 0, 5, 30 })
        {
            await ledger.RunAsync(seconds);
        }

        var patch = new WebhookPatch { Url = "https://example.org/other" };
        Ok(await ledger.Service.UpdateAsync(ledger.Ledger.Change, webhook.Id, patch, default));
        await ledger.RunAsync();

        Assert.Equal(4, ledger.Far.Sent.Count);
        Assert.Equal("example.org", ledger.Far.Sent[3].Url.Host);
        Assert.Equal([1, 3, 2, 1], (await ledger.AttemptsAsync(webhook.Id)).Select(attempt => attempt.Attempt));
        await ledger.RunAsync(3600);
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task UpdateAsync_MoreKinds_TellsOnlyWhatHappensFromThenOn()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync(NotificationKind.LowBalance);
        await ledger.TellAsync(3);

        Ok(await ledger.Service.UpdateAsync(
            ledger.Ledger.Change, webhook.Id, new WebhookPatch { Kinds = Optional<IReadOnlyList<NotificationKind>>.Of([]) }, default));
        await ledger.RunAsync();
        Assert.Empty(ledger.Far.Sent);
        await ledger.TellAsync();
        await ledger.RunAsync();

        Assert.Equal([4], ledger.Far.Sequences);
    }

    [Fact]
    public async Task UpdateAsync_PausedAndActiveAgain_DeliversWhatPiledUp()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        var paused = Ok(await ledger.Service.UpdateAsync(ledger.Ledger.Change, webhook.Id, new WebhookPatch { Active = false }, default));
        await ledger.TellAsync(2);
        await ledger.RunAsync();
        Assert.Equal((WebhookPause.Paused, 0), (paused.Pause, ledger.Far.Sent.Count));

        Ok(await ledger.Service.UpdateAsync(ledger.Ledger.Change, webhook.Id, new WebhookPatch { Active = true }, default));
        await ledger.RunAsync();

        Assert.Equal([1, 2], ledger.Far.Sequences);
    }

    [Fact]
    public async Task UpdateAsync_NothingDiffersOrVersionIsOld_WritesNothing()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        var one = new WebhookPatch { Description = "one" };
        var changed = Ok(await ledger.Service.UpdateAsync(ledger.Ledger.Change, webhook.Id, one, default));
        var version = (await ledger.Ledger.OpenAsync()).Head.Version;

        var same = await ledger.Service.UpdateAsync(
            ledger.Ledger.Change, webhook.Id, one with { Active = true, Url = webhook.Url }, default);
        var old = ledger.Ledger.Change with { IfMatch = new IfMatch([webhook.Version], false) };
        var late = await ledger.Service.UpdateAsync(old, webhook.Id, new WebhookPatch { Description = "two" }, default);
        var faulty = await ledger.Service.UpdateAsync(
            ledger.Ledger.Change, webhook.Id, new WebhookPatch { Url = "https://10.0.0.1" }, default);

        Assert.Equal(changed.Version, Ok(same).Version);
        Assert.Equal(("precondition_failed", "validation_failed"), (late.Error?.Code, faulty.Error?.Code));
        Assert.Equal(version, (await ledger.Ledger.OpenAsync()).Head.Version);
    }

    [Fact]
    public async Task Deliveries_Of_AWebhook_LeaveItsVersion()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync();
        await ledger.RunAsync();

        Assert.Equal(webhook.Version, (await ledger.GetAsync(webhook.Id)).Version);
    }

    [Fact]
    public async Task ReplayAsync_FromASequence_SendsAgainUnderTheSameIds()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(4);
        await ledger.RunAsync();

        var replayed = Ok(await ledger.Service.ReplayAsync(ledger.Ledger.Change, webhook.Id, 2, default));
        await ledger.RunAsync();

        Assert.Equal(3, replayed.Pending);
        Assert.Equal([1, 2, 3, 4, 2, 3, 4], ledger.Far.Sequences);
        Assert.Equal(ledger.Far.Sent[1].Id, ledger.Far.Sent[4].Id);
        Assert.Equal([7, 6, 5, 4, 3, 2, 1], (await ledger.AttemptsAsync(webhook.Id)).Select(attempt => (int)attempt.Number));
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task ReplayAsync_PastWhatWasDelivered_LosesNothing()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(3);

        var replayed = Ok(await ledger.Service.ReplayAsync(ledger.Ledger.Change, webhook.Id, 3, default));
        await ledger.RunAsync();

        Assert.Equal(3, replayed.Pending);
        Assert.Equal([1, 2, 3], ledger.Far.Sequences);
    }

    [Fact]
    public async Task ReplayAsync_WhileSending_BeginsAtTheNewPlace()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(2);
        await ledger.RunAsync();
        await ledger.TellAsync();
        ledger.Far.WhileSending = async _ =>
        {
            ledger.Far.WhileSending = null;
            Ok(await ledger.Reopen().Service.ReplayAsync(ledger.Ledger.Change, webhook.Id, 1, default));
        };

        await ledger.RunAsync();
        await ledger.RunAsync();

        Assert.Equal([1, 2, 3, 1, 2, 3], ledger.Far.Sequences);
        Assert.Equal(3, (await ledger.GetAsync(webhook.Id)).DeliveredThrough);
        Assert.Equal(6, (await ledger.AttemptsAsync(webhook.Id)).Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    [InlineData(3, -1)]
    [InlineData(3, 4)]
    public async Task ReplayAsync_NoSuchSequence_IsRefused(int told, long from)
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(told);

        var refused = await ledger.Service.ReplayAsync(ledger.Ledger.Change, webhook.Id, from, default);

        Assert.Equal(["from"], refused.Error!.Fields!.Keys);
    }

    [Fact]
    public async Task DeleteAsync_WhileSomethingIsSent_EndsWithNothingLeft()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(3);
        ledger.Far.WhileSending = async _ =>
        {
            ledger.Far.WhileSending = null;
            Ok(await ledger.Reopen().Service.DeleteAsync(ledger.Ledger.Change, webhook.Id, default));
        };

        await ledger.RunAsync();
        await ledger.RunAsync();

        Assert.Single(ledger.Far.Sent);
        Assert.Empty(await ledger.FiledAsync());
        Assert.Equal("not_found", (await ledger.Service.GetAsync(ledger.Ledger.Caller, webhook.Id, default)).Error?.Code);
        Assert.Equal("not_found", (await ledger.Service.DeleteAsync(ledger.Ledger.Change, webhook.Id, default)).Error?.Code);
    }

    [Fact]
    public async Task EraseAsync_UserWithAWebhook_LeavesNothingDue()
    {
        var store = new InMemoryTableStore();
        var process = new UserProcess(store, UserProcess.NewClock());
        var caller = await process.RegisteredAsync("alice");
        var service = new WebhookService(process.Ledgers, process.Due, WebhookLedger.Options);
        Ok(await service.CreateAsync(new Change(caller), new NewWebhook { Url = "https://example.com" }, default));
        Ok(await process.Ledgers.ChangeAsync<Done>(
            new Change(caller),
            (draft, _) =>
            {
                draft.Notify(new NewNotification(NotificationKind.LowBalance, "Title", "Detail.", "subject"));
                draft.Record("test.told", "test", null, null);
                return Task.FromResult<Result<Done>>(Done.Value);
            },
            default));
        Assert.Single(await process.Due.OfOwnerAsync(DueItem.Webhook, caller.User, default));

        Ok(await process.Erasure.EraseAsync(new Change(caller), "alice", default));

        Assert.Empty(await process.Due.OfOwnerAsync(DueItem.Webhook, caller.User, default));
    }
}
