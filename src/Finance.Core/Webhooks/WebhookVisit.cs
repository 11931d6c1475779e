using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;

namespace Finance.Core.Webhooks;

/// <summary>One visit to one webhook: everything that is to be sent to it now, in order, each after it was claimed.</summary>
internal sealed class WebhookVisit(
    LedgerStore ledgers,
    WebhookDelivery delivery,
    IWebhookSender sender,
    TimeProvider clock,
    Change change,
    string webhookId)
{
    /// <summary>What is more goes with the next visit, so that one webhook does not hold up the rest.</summary>
    internal const int MaxAttempts = 100;

    /// <summary>How long the commit that an item was written for may take to arrive.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    internal int Attempts { get; private set; }

    /// <summary>Sends until nothing is left, something fails, or the run is told to stop; what was begun is settled all the same.</summary>
    internal async Task<Result<WebhookStep>> RunAsync(CancellationToken cancellationToken)
    {
        var step = await DecideAsync((draft, claim, token) => delivery.ClaimAsync(draft, webhookId, claim, token), cancellationToken);
        while (step is { IsOk: true, Value: { Turn: WebhookTurn.Send, Webhook: { } webhook, Told: { } told } })
        {
            var sent = await SendAsync(webhook, told);
            var goesOn = ++Attempts < MaxAttempts && !cancellationToken.IsCancellationRequested;
            step = await DecideAsync(
                (draft, claim, token) => delivery.SettleAsync(draft, sent, goesOn, claim, token),
                CancellationToken.None);
        }

        return step;
    }

    /// <summary>Whether an item of the index need not stand there any more after a visit that ended so.</summary>
    internal bool IsSettled(DueItem item, Result<WebhookStep> end)
    {
        // A ledger that is being erased takes its items with it.
        if (!end.IsOk)
        {
            return end.Error.Code == Errors.NotRegistered().Code && IsOld(item);
        }

        // While the commit that it was written for may still come, what that will tell is not known.
        return end.Value.Turn == WebhookTurn.Rest && (VersionedSubject.Read(item.Subject)?.Version <= end.Value.Version || IsOld(item));
    }

    private bool IsOld(DueItem item) => item.WrittenAt + Patience <= clock.GetUtcNow();

    private async Task<WebhookSent> SendAsync(Webhook webhook, Notification told)
    {
        var (at, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        var answer = await sender.SendAsync(WebhookMessages.Of(webhook, told, at), CancellationToken.None);
        return new WebhookSent(webhook, told, at, (int)clock.GetElapsedTime(began).TotalMilliseconds, answer);
    }

    private Task<Result<WebhookStep>> DecideAsync(
        Func<LedgerDraft, string, CancellationToken, Task<WebhookStep>> decide,
        CancellationToken cancellationToken)
    {
        var claim = LedgerKeys.NewId();
        return ledgers.ChangeAsync<WebhookStep>(change, async (draft, token) => await decide(draft, claim, token), cancellationToken);
    }
}
