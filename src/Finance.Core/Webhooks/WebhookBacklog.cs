using Finance.Core.Ledgers;
using Finance.Core.Notifications;

namespace Finance.Core.Webhooks;

/// <summary>What is still to be told to a webhook.</summary>
internal static class WebhookBacklog
{
    private const int Window = 100;

    /// <summary>The next notification that a webhook wants; null where there is none.</summary>
    internal static async Task<Notification?> FirstAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        Webhook webhook,
        CancellationToken cancellationToken)
    {
        await foreach (var notification in OldestFirstAsync(reader, ledger, webhook.DeliveredThrough, cancellationToken))
        {
            if (webhook.Wants(notification))
            {
                return notification;
            }
        }

        return null;
    }

    internal static async Task<int> CountAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        Webhook webhook,
        CancellationToken cancellationToken) =>
        await OldestFirstAsync(reader, ledger, webhook.DeliveredThrough, cancellationToken).CountAsync(webhook.Wants, cancellationToken);

    // Rows lie newest first, and none is ever missing: the oldest come by their numbers, some at a time.
    private static async IAsyncEnumerable<Notification> OldestFirstAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        long after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = ledger.Head.NextNotification - 1;
        for (var first = after + 1; first <= last; first += Window)
        {
            var (from, to) = (LedgerKeys.Notification(Math.Min(last, first + Window - 1)), LedgerKeys.Notification(first - 1));
            var rows = await reader.RangeAsync(ledger.Owner, from, to, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            foreach (var row in Enumerable.Reverse(rows))
            {
                yield return NotificationRow.Read(row);
            }
        }
    }
}
