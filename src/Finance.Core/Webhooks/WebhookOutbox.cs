using Finance.Core.Due;
using Finance.Core.Ledgers;

namespace Finance.Core.Webhooks;

/// <summary>
/// Sees to it that what a commit tells is delivered: whatever webhook wants it stands in the due index before the commit, so that no crash
/// in between loses it.
/// </summary>
internal sealed class WebhookOutbox(DueIndex due)
{
    /// <summary>Puts the webhooks into the index that want what a draft tells.</summary>
    internal Task FileAsync(LedgerDraft draft, CancellationToken cancellationToken) => Task.WhenAll(
        (draft.Told.Count == 0 ? [] : draft.Plans.Webhooks)
            .Where(webhook => webhook.IsActive && draft.Told.Any(webhook.Wants))
            .Select(webhook => FileAsync(draft, webhook.Id, draft.Now, cancellationToken)));

    /// <summary>Puts a webhook into the index, before the commit that leaves something to be sent to it.</summary>
    internal Task FileAsync(LedgerDraft draft, string webhookId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var item = new DueItem(DueItem.Webhook, at, draft.Owner, draft.Now) { Subject = VersionedSubject.Write(webhookId, draft.Version) };
        return due.PutAsync(item, cancellationToken);
    }
}
