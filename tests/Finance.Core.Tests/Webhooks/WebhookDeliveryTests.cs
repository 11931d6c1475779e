using Finance.Core.Notifications;
using Finance.Core.Webhooks;

namespace Finance.Core.Tests.Webhooks;

public sealed class WebhookDeliveryTests
{
    /// <summary>Seconds from each failure to the next attempt.</summary>
    private static readonly int[] Delays = [5, 30, 120, 900, 3600, 14_400, 43_200];

    [Fact]
    public async Task RunAsync_SomethingWasTold_DeliversItOnce()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync();
        Assert.Single(await ledger.FiledAsync());

        await ledger.RunAsync();
        await ledger.RunAsync(60);

        Assert.Equal([1], ledger.Far.Sequences);
        Assert.Empty(await ledger.FiledAsync());
        var attempt = Assert.Single(await ledger.AttemptsAsync(webhook.Id));
        Assert.Equal((1L, 1, WebhookOutcome.Delivered), (attempt.Sequence, attempt.Attempt, attempt.Outcome));
        Assert.Equal((204, null), (attempt.Status, attempt.Fault));
        Assert.Equal((1L, 204), ((await ledger.GetAsync(webhook.Id)).DeliveredThrough, (await ledger.GetAsync(webhook.Id)).LastStatus));
    }

    [Fact]
    public async Task RunAsync_NothingWanted_SendsAndFilesNothing()
    {
        var ledger = await WebhookLedger.CreateAsync();
        await ledger.TellAsync();
        await ledger.AddAsync(NotificationKind.GoalMilestone);
        await ledger.Ledger.CommitAsync("user.updated", "user", draft => draft.Put(draft.Head.Profile with
        {
            Settings = draft.Head.Profile.Settings with
            {
                Notifications = NotificationPreferences.Default.With(NotificationKind.GoalMilestone, NotificationChannels.InApp),
            },
        }));

        await ledger.TellAsync(3);
        await ledger.TellAsync(1, NotificationKind.GoalMilestone);

        Assert.Empty(await ledger.FiledAsync());
        await ledger.RunAsync();
        Assert.Empty(ledger.Far.Sent);
    }

    [Fact]
    public async Task RunAsync_ManyPending_DeliversTheWantedInOrder()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync(NotificationKind.LowBalance, NotificationKind.UpcomingBill);
        for (var number = 0; number < 130; number++)
        {
            await ledger.TellAsync(1, NotificationKind.LowBalance);
            await ledger.TellAsync(1, NotificationKind.BudgetThreshold);
        }

        await ledger.RunAsync();
        Assert.Equal(WebhookVisit.MaxAttempts, ledger.Far.Sent.Count);
        Assert.NotEmpty(await ledger.FiledAsync());
        await ledger.RunAsync(1);

        Assert.Equal(Enumerable.Range(0, 130).Select(number => (2L * number) + 1), ledger.Far.Sequences);
        Assert.Empty(await ledger.FiledAsync());
        Assert.Equal(130, (await ledger.AttemptsAsync(webhook.Id)).Count);
    }

    [Fact]
    public async Task RunAsync_FailsTwiceThenAnswers_IsTriedAgainUnderTheSameId()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(2);
        ledger.Far.Answer(500);
        ledger.Far.Answers.Enqueue(WebhookAnswer.Failed(WebhookFault.Timeout));

        foreach (var seconds in new[] { 0, 4, 1, 29, 1 })
        {
            await ledger.RunAsync(seconds);
        }

        Assert.Equal([1, 1, 1, 2], ledger.Far.Sequences);
        Assert.Single(ledger.Far.Sent.Take(3).Select(message => message.Id).Distinct());
        Assert.Equal(
            [
                (2L, 1, WebhookOutcome.Delivered, 204, null),
                (1L, 3, WebhookOutcome.Delivered, 204, null),
                (1L, 2, WebhookOutcome.Failed, null, WebhookFault.Timeout),
                (1L, 1, WebhookOutcome.Failed, (int?)500, (WebhookFault?)WebhookFault.Status),
            ],
            (await ledger.AttemptsAsync(webhook.Id)).Select(made => (made.Sequence, made.Attempt, made.Outcome, made.Status, made.Fault)));
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_FailsAboutADay_GivesUpAndGoesOnWithTheNext()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(2);
        ledger.Far.Answer([.. Enumerable.Repeat(503, 8)]);

        await ledger.RunAsync();
        foreach (var delay in Delays)
        {
            await ledger.RunAsync(delay - 1);
            await ledger.RunAsync(1);
        }

        Assert.Equal([.. Enumerable.Repeat(1L, 8), 2], ledger.Far.Sequences);
        var attempts = await ledger.AttemptsAsync(webhook.Id);
        Assert.Equal(WebhookOutcome.GaveUp, attempts[1].Outcome);
        Assert.Equal(Enumerable.Range(1, 8), attempts.Skip(1).Reverse().Select(attempt => attempt.Attempt));
        Assert.Equal((2L, 0, null), await StateAsync(ledger, webhook.Id));
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_Blocked_IsTriedAgain()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync();
        ledger.Far.Answers.Enqueue(WebhookAnswer.Failed(WebhookFault.Blocked));

        await ledger.RunAsync();
        await ledger.RunAsync(5);

        Assert.Equal(
            [WebhookOutcome.Delivered, WebhookOutcome.Blocked],
            (await ledger.AttemptsAsync(webhook.Id)).Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task RunAsync_Gone_PausesUntilItIsMadeActive()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync();
        ledger.Far.Answer(410);
        await ledger.RunAsync();
        await ledger.TellAsync();
        await ledger.RunAsync(3600);
        Assert.Equal((WebhookPause.Gone, 1), ((await ledger.GetAsync(webhook.Id)).Pause, ledger.Far.Sent.Count));
        Assert.Empty(await ledger.FiledAsync());

        var active = WebhookLedger.Ok(await ledger.Service.UpdateAsync(
            ledger.Ledger.Change, webhook.Id, new WebhookPatch { Active = true }, default));
        await ledger.RunAsync();

        Assert.True(active.IsActive);
        Assert.Equal([1, 1, 2], ledger.Far.Sequences);
    }

    [Fact]
    public async Task RunAsync_SeveralAtOnce_SendEachOnce()
    {
        var ledger = await WebhookLedger.CreateAsync();
        await ledger.AddAsync();
        await ledger.AddAsync();
        await ledger.TellAsync(5);
        ledger.Far.WhileSending = _ => Task.Delay(20);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ledger.Reopen().RunAsync()));
        await ledger.RunAsync();

        Assert.Equal(10, ledger.Far.Sent.Count);
        Assert.Equal(10, ledger.Far.Sent.Select(message => message.Id).Distinct().Count());
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_ToldWhileSending_IsDeliveredToo()
    {
        var ledger = await WebhookLedger.CreateAsync();
        await ledger.AddAsync();
        await ledger.TellAsync();
        ledger.Far.WhileSending = async _ =>
        {
            ledger.Far.WhileSending = null;
            await ledger.Reopen().TellAsync(2);
        };

        await ledger.RunAsync();
        await ledger.RunAsync();

        Assert.Equal([1, 2, 3], ledger.Far.Sequences);
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_ToldToStop_SettlesWhatItSentAndLeavesTheRest()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(3);
        using var stop = new CancellationTokenSource();
        ledger.Far.WhileSending = _ => stop.CancelAsync();

        await ledger.RunAsync(0, stop.Token);
        Assert.Single(await ledger.AttemptsAsync(webhook.Id));
        ledger.Far.WhileSending = null;
        await ledger.RunAsync();

        Assert.Equal([1, 2, 3], ledger.Far.Sequences);
    }

    [Fact]
    public async Task RunAsync_MoreAttemptsThanAreKept_DropsTheOldest()
    {
        var ledger = await WebhookLedger.CreateAsync();
        var webhook = await ledger.AddAsync();
        await ledger.TellAsync(WebhookDelivery.MaxKept + 20);
        for (var visit = 0; visit < 11; visit++)
        {
            await ledger.RunAsync(1);
        }

        var attempts = await ledger.AttemptsAsync(webhook.Id);

        Assert.Equal(Enumerable.Range(21, WebhookDelivery.MaxKept), attempts.Select(made => (int)made.Number).Reverse());
        var all = new PageRequest(500, null);
        var page = WebhookLedger.Ok(await ledger.Service.AttemptsAsync(ledger.Ledger.Caller, webhook.Id, all, default));
        Assert.Equal(WebhookDelivery.MaxKept, page.TotalCount);
        WebhookLedger.Ok(await ledger.Service.DeleteAsync(ledger.Ledger.Change, webhook.Id, default));
        var left = new Finance.Core.Ledgers.LedgerReader(ledger.Ledger.Store).RangeAsync(ledger.Ledger.Caller.User, "sent-", "sent.");
        Assert.Equal(0, await left.CountAsync());
    }

    private static async Task<(long DeliveredThrough, int Failures, DateTimeOffset? Next)> StateAsync(WebhookLedger ledger, string id)
    {
        var webhook = await ledger.GetAsync(id);
        return (webhook.DeliveredThrough, webhook.Failures, webhook.NextAttemptAt);
    }
}
