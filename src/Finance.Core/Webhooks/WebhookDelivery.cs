using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;

namespace Finance.Core.Webhooks;

/// <summary>What a visit of a webhook finds to do.</summary>
internal enum WebhookTurn
{
    /// <summary>A notification is to be sent now, by whoever got this answer.</summary>
    Send,

    /// <summary>Nothing before the next commit, or before its next attempt, for which it stands in the due index.</summary>
    Rest,

    /// <summary>Somebody else is sending.</summary>
    Busy,

    /// <summary>More is to be sent, by the next visit.</summary>
    Later,
}

/// <param name="Version">The version of the ledger that this was found in.</param>
/// <param name="Told">What to send, where the turn is to send.</param>
internal sealed record WebhookStep(WebhookTurn Turn, long Version, Webhook? Webhook = null, Notification? Told = null);

/// <summary>What was sent, and what became of it.</summary>
internal sealed record WebhookSent(Webhook Webhook, Notification Told, DateTimeOffset At, int DurationMs, WebhookAnswer Answer);

/// <summary>
/// The decisions of a delivery, each in a draft: to claim the next notification before it is sent, and to settle what became of it,
/// together with the claim to the one after it.
/// </summary>
internal sealed class WebhookDelivery(LedgerReader reader, WebhookOutbox outbox)
{
    /// <summary>Attempts at the same notification; the last one gives up.</summary>
    internal const int MaxAttempts = 8;

    /// <summary>Attempts of a webhook that are kept.</summary>
    internal const int MaxKept = 1000;

    /// <summary>Longer than an attempt takes with its commit.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly IReadOnlyList<TimeSpan> Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(12),
    ];

    /// <summary>Claims the next notification.</summary>
    internal async Task<WebhookStep> ClaimAsync(LedgerDraft draft, string webhookId, string claim, CancellationToken cancellationToken)
    {
        var webhook = draft.Plans.FindWebhook(webhookId);
        if (webhook is null or { IsActive: false } || webhook.NextAttemptAt > draft.Now)
        {
            return new WebhookStep(WebhookTurn.Rest, draft.Before.Head.Version);
        }

        if (webhook.Claim?.Until > draft.Now)
        {
            return new WebhookStep(WebhookTurn.Busy, draft.Before.Head.Version);
        }

        if (await WebhookBacklog.FirstAsync(reader, draft.Before, webhook, cancellationToken) is not { } told)
        {
            return new WebhookStep(WebhookTurn.Rest, draft.Before.Head.Version);
        }

        var claimed = webhook with { DeliveredThrough = told.Number - 1, Claim = new WebhookClaim(claim, draft.Now + Lease) };
        draft.Put(claimed);
        draft.Record("webhook.claimed", webhookId, null, null);
        return new WebhookStep(WebhookTurn.Send, draft.Version, claimed, told);
    }

    /// <summary>Notes what became of an attempt.</summary>
    /// <param name="goesOn">Whether the next notification is to be claimed.</param>
    internal async Task<WebhookStep> SettleAsync(
        LedgerDraft draft,
        WebhookSent sent,
        bool goesOn,
        string claim,
        CancellationToken cancellationToken)
    {
        if (draft.Plans.FindWebhook(sent.Webhook.Id) is not { } webhook)
        {
            return new WebhookStep(WebhookTurn.Rest, draft.Before.Head.Version);
        }

        // Whoever has set the place back meanwhile, or has taken over, wants what comes after to begin there.
        var isOurs = webhook.Claim?.Id == sent.Webhook.Claim!.Id;
        var outcome = OutcomeOf(sent.Answer, isLast: isOurs && webhook.Failures + 1 == MaxAttempts);
        var after = isOurs ? Apply(webhook, sent, outcome, draft.Now) : webhook;
        if (after.NextAttemptAt is { } next && isOurs)
        {
            await outbox.FileAsync(draft, webhook.Id, next, cancellationToken);
        }

        draft.Put(Keep(draft, after, sent, outcome));
        var step = isOurs && after.NextAttemptAt is null && goesOn
            ? await ClaimAsync(draft, webhook.Id, claim, cancellationToken)
            : new WebhookStep(after.NextAttemptAt is null ? WebhookTurn.Later : WebhookTurn.Rest, draft.Version);
        draft.Record("webhook.attempted", webhook.Id, null, null);
        return step with { Version = draft.Version };
    }

    private static WebhookOutcome OutcomeOf(WebhookAnswer answer, bool isLast) => answer switch
    {
        { Fault: null } => WebhookOutcome.Delivered,
        { IsGone: false } when isLast => WebhookOutcome.GaveUp,
        { Fault: WebhookFault.Blocked } => WebhookOutcome.Blocked,
        _ => WebhookOutcome.Failed,
    };

    private static Webhook Apply(Webhook webhook, WebhookSent sent, WebhookOutcome outcome, DateTimeOffset now)
    {
        var free = webhook with { Claim = null };
        if (outcome is WebhookOutcome.Delivered or WebhookOutcome.GaveUp)
        {
            return free with { DeliveredThrough = sent.Told.Number, Failures = 0, NextAttemptAt = null };
        }

        return sent.Answer.IsGone
            ? free with { Pause = WebhookPause.Gone, Failures = 0, NextAttemptAt = null }
            : free with { Failures = webhook.Failures + 1, NextAttemptAt = now + Delays[webhook.Failures] };
    }

    private static Webhook Keep(LedgerDraft draft, Webhook webhook, WebhookSent sent, WebhookOutcome outcome)
    {
        var attempt = new WebhookAttempt
        {
            Number = webhook.AttemptCount + 1,
            Sequence = sent.Told.Number,
            Attempt = sent.Webhook.Failures + 1,
            At = sent.At,
            DurationMs = sent.DurationMs,
            Outcome = outcome,
            Status = sent.Answer.Status,
            Fault = sent.Answer.Fault,
        };
        draft.Stage(new RowChange(RowChangeKind.Add, WebhookAttemptRow.Write(draft.Owner, webhook.Id, attempt)));
        var first = webhook.FirstAttempt;
        if (attempt.Number - first >= MaxKept)
        {
            draft.Stage(WebhookAttemptRow.Deletion(draft.Owner, webhook.Id, first++));
        }

        return webhook with
        {
            AttemptCount = attempt.Number,
            FirstAttempt = first,
            LastAttemptAt = sent.At,
            LastStatus = sent.Answer.Status,
        };
    }
}
