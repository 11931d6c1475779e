using System.Globalization;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;

namespace Finance.Core.Webhooks;

/// <summary>Keeps the webhooks of users and shows what was sent to them.</summary>
public sealed class WebhookService(LedgerStore ledgers, DueIndex due, WebhookOptions options)
{
    public const int MaxWebhooks = 10;

    private const string Noun = "webhook";

    /// <summary>Attempts that one commit takes away with their webhook.</summary>
    private const int RemovedAtOnce = 90;

    private readonly WebhookOutbox _outbox = new(due);

    /// <summary>Oldest first.</summary>
    public async Task<Result<IReadOnlyList<Webhook>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        return ledger.Map<IReadOnlyList<Webhook>>(open => [.. open.Plans.Webhooks]);
    }

    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<Webhook>> GetAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        return ledger.Then(open => Find(open.Plans, id));
    }

    /// <summary>Adds a webhook, which is told what happens from now on.</summary>
    /// <returns>Errors: <c>validation_failed</c>, <c>too_many_webhooks</c>.</returns>
    public Task<Result<Webhook>> CreateAsync(Change change, NewWebhook asked, CancellationToken cancellationToken)
    {
        var (id, secret) = (LedgerKeys.NewId(), WebhookSignature.NewSecret());
        return ledgers.ChangeAsync<Webhook>(
            change,
            (draft, _) => Task.FromResult(WebhookAddress.Read(asked.Url, options).Then(_ => Create(draft, id, secret, asked))),
            cancellationToken);
    }

    /// <summary>
    /// Changes the fields that the patch names. One that is made active, or is to be found elsewhere, is sent at once what it has not been
    /// told yet.
    /// </summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>, <c>validation_failed</c>.</returns>
    public Task<Result<Webhook>> UpdateAsync(Change change, string id, WebhookPatch patch, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<Webhook>(
            change,
            async (draft, token) =>
            {
                var found = Find(draft, change, id);
                if (!found.IsOk)
                {
                    return found.Error;
                }

                var applied = await ApplyAsync(draft, found.Value, patch, token);
                if (applied.IsOk && !WebhookRow.Write(draft.Owner, found.Value).SaysTheSameAs(WebhookRow.Write(draft.Owner, applied.Value)))
                {
                    return await StageAsync(draft, "webhook.updated", found.Value, applied.Value with { Version = draft.Version }, token);
                }

                return applied;
            },
            cancellationToken);

    /// <summary>Takes a webhook away with its attempts, commit by commit; cut short, it is idle, and calling again carries on.</summary>
    /// <returns>Errors: <c>not_found</c>, <c>precondition_failed</c>.</returns>
    public async Task<Result<Webhook>> DeleteAsync(Change change, string id, CancellationToken cancellationToken)
    {
        for (var asked = change; ; asked = change with { IfMatch = null })
        {
            var isGone = false;
            var deleted = await ledgers.ChangeAsync<Webhook>(
                asked,
                (draft, _) =>
                {
                    var found = Find(draft, asked, id);
                    isGone = found.IsOk && Remove(draft, found.Value);
                    return Task.FromResult(found);
                },
                cancellationToken);
            if (isGone || !deleted.IsOk)
            {
                return deleted;
            }
        }
    }

    /// <summary>Sends again everything from a notification on. What was to come before that one still comes.</summary>
    /// <param name="from">The number of a notification.</param>
    /// <returns>Errors: <c>not_found</c>, <c>validation_failed</c>.</returns>
    public Task<Result<ReplayedWebhook>> ReplayAsync(Change change, string id, long from, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync<ReplayedWebhook>(
            change,
            async (draft, token) =>
            {
                var found = Find(draft.Plans, id);
                if (!found.IsOk)
                {
                    return found.Error;
                }

                var last = draft.Head.NextNotification - 1;
                if (from < 1 || from > last)
                {
                    return Errors.Validation("from", last == 0
                        ? "names no notification: there are none yet."
                        : string.Create(CultureInfo.InvariantCulture, $"must lie between 1 and {last}, the last notification's sequence."));
                }

                var before = found.Value;
                var after = Begin(before with { DeliveredThrough = Math.Min(before.DeliveredThrough, from - 1), Claim = null });
                await StageAsync(draft, "webhook.replayed", before, after, token);
                return new ReplayedWebhook(after, await WebhookBacklog.CountAsync(ledgers.Reader, draft.Before, after, token));
            },
            cancellationToken);

    /// <summary>Attempts to deliver to a webhook, newest first; the last thousand are kept.</summary>
    /// <returns>Errors: <c>not_found</c>.</returns>
    public async Task<Result<Page<WebhookAttempt>>> AttemptsAsync(
        Caller caller,
        string id,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(caller, cancellationToken);
        var found = ledger.Then(open => Find(open.Plans, id));
        if (!found.IsOk)
        {
            return found.Error;
        }

        var webhook = found.Value;
        var last = long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after - 1
            : webhook.AttemptCount;
        var (from, to) = (LedgerKeys.WebhookAttempt(id, last), KeyText.After(LedgerKeys.WebhookAttemptsOf(id)));
        var rows = await ledgers.Reader
            .RangeAsync(caller.User, from, to, pageSize: page.Limit, cancellationToken: cancellationToken)
            .Take(page.Limit)
            .Select(WebhookAttemptRow.Read)
            .ToListAsync(cancellationToken);
        var hasMore = rows.Count == page.Limit && rows[^1].Number > webhook.FirstAttempt;
        var next = hasMore ? rows[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return new Page<WebhookAttempt>(rows, next, webhook.AttemptCount - webhook.FirstAttempt + 1);
    }

    private static Result<Webhook> Find(Plans plans, string id) => plans.FindWebhook(id) is { } webhook ? webhook : Errors.NotFound(Noun);

    private static Result<Webhook> Find(LedgerDraft draft, Change change, string id) => Find(draft.Plans, id).Then(
        webhook => change.IfMatch?.Accepts(webhook.Version) == false ? Errors.PreconditionFailed() : (Result<Webhook>)webhook);

    private static Result<Webhook> Create(LedgerDraft draft, string id, string secret, NewWebhook asked)
    {
        if (draft.Plans.AllWebhooks.Count >= MaxWebhooks)
        {
            return Errors.TooManyWebhooks(MaxWebhooks);
        }

        var webhook = new Webhook
        {
            Id = id,
            Url = asked.Url,
            Description = asked.Description,
            Kinds = InOrder(asked.Kinds),
            Secret = secret,
            DeliveredThrough = draft.Head.NextNotification - 1,
            CreatedAt = draft.Now,
            Version = draft.Version,
        };
        draft.Put(webhook);
        draft.Record("webhook.created", id, null, WebhookRow.ForAudit(draft.Owner, webhook));
        return webhook;
    }

    private static IReadOnlyList<NotificationKind> InOrder(IEnumerable<NotificationKind> kinds) => [.. kinds.Distinct().Order()];

    /// <summary>As if nothing had failed yet.</summary>
    private static Webhook Begin(Webhook webhook) => webhook with { Failures = 0, NextAttemptAt = null };

    /// <returns>Whether the webhook itself is gone.</returns>
    private static bool Remove(LedgerDraft draft, Webhook webhook)
    {
        var last = Math.Min(webhook.AttemptCount, webhook.FirstAttempt + RemovedAtOnce - 1);
        for (var number = webhook.FirstAttempt; number <= last; number++)
        {
            draft.Stage(WebhookAttemptRow.Deletion(draft.Owner, webhook.Id, number));
        }

        var isGone = last == webhook.AttemptCount;
        if (isGone)
        {
            draft.Delete(webhook);
        }
        else
        {
            draft.Put(webhook with { Pause = WebhookPause.Paused, FirstAttempt = last + 1 });
        }

        draft.Record(isGone ? "webhook.deleted" : "webhook.deleting", webhook.Id, WebhookRow.ForAudit(draft.Owner, webhook), null);
        return isGone;
    }

    private async Task<Result<Webhook>> ApplyAsync(
        LedgerDraft draft,
        Webhook webhook,
        WebhookPatch patch,
        CancellationToken cancellationToken)
    {
        var url = patch.Url.Or(webhook.Url)!;
        if (url != webhook.Url && WebhookAddress.Read(url, options) is { IsOk: false, Error: var refusal })
        {
            return refusal;
        }

        var isActive = patch.Active.Or(webhook.IsActive);
        var after = webhook with
        {
            Url = url,
            Description = patch.Description.Or(webhook.Description),
            Kinds = InOrder(patch.Kinds.Or(webhook.Kinds)!),
            Pause = isActive ? null : webhook.Pause ?? WebhookPause.Paused,
        };
        if (!after.Kinds.SequenceEqual(webhook.Kinds))
        {
            // What it did not want when it happened, it need not be told later.
            var next = await WebhookBacklog.FirstAsync(ledgers.Reader, draft.Before, webhook, cancellationToken);
            after = after with { DeliveredThrough = (next?.Number ?? draft.Head.NextNotification) - 1 };
        }

        return url != webhook.Url || (isActive && !webhook.IsActive) ? Begin(after) : after;
    }

    private async Task<Webhook> StageAsync(
        LedgerDraft draft,
        string action,
        Webhook before,
        Webhook after,
        CancellationToken cancellationToken)
    {
        if (after.IsActive)
        {
            await _outbox.FileAsync(draft, after.Id, after.NextAttemptAt ?? draft.Now, cancellationToken);
        }

        draft.Put(after);
        draft.Record(action, after.Id, WebhookRow.ForAudit(draft.Owner, before), WebhookRow.ForAudit(draft.Owner, after));
        return after;
    }
}
