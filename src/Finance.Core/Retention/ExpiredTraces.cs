using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;

namespace Finance.Core.Retention;

/// <summary>Finds the traces of a ledger that are too old, and has a draft remove as many of them as it can still take.</summary>
internal sealed class ExpiredTraces(LedgerReader reader, LedgerDraft draft)
{
    private const int MaxLookedAt = 5_000;

    /// <summary>Commits of the audit. What they changed cannot be told any more, so that whoever is behind them reads everything afresh.</summary>
    internal async Task<int> RemoveCommitsAsync(DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var last = await LastBeforeAsync(oldest, draft.Before.Head.Version, LedgerKeys.Audit, AuditRow.AtProperty, cancellationToken);
        if (last == 0)
        {
            return 0;
        }

        draft.ForgetChangesThrough(last);
        return await RemoveAsync(LedgerKeys.Audit(last), LedgerKeys.AuditPrefix, [AuditRow.AtProperty], static _ => true, cancellationToken);
    }

    /// <summary>Notifications that were read, or are not in the user's list, and that no webhook is still to be told.</summary>
    internal async Task<int> RemoveNotificationsAsync(DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var told = draft.Plans.Webhooks.Select(webhook => webhook.DeliveredThrough).Append(draft.Head.NextNotification - 1).Min();
        var last = await LastBeforeAsync(oldest, told, LedgerKeys.Notification, NotificationRow.CreatedProperty, cancellationToken);
        return last == 0
            ? 0
            : await RemoveAsync(LedgerKeys.Notification(last), LedgerKeys.NotificationPrefix, NotificationRow.Outline, Forget, cancellationToken);
    }

    /// <summary>Answers that were kept for a retry, whose time is over whatever the user wants.</summary>
    internal Task<int> RemoveAnswersAsync(CancellationToken cancellationToken) => RemoveAsync(
        LedgerKeys.OncePrefix, LedgerKeys.OncePrefix, [OnceRow.AtProperty], row => OnceRow.IsPast(row, draft.Now), cancellationToken);

    private bool Forget(Row row)
    {
        var isListed = NotificationRow.IsListed(row);
        if (isListed && NotificationRow.IsUnread(row))
        {
            return false;
        }

        draft.ForgetNotification(isListed);
        return true;
    }

    /// <param name="prefix">Of all keys of the kind.</param>
    /// <param name="isRemoved">Whether a row goes; asked once for each that there is room for.</param>
    private async Task<int> RemoveAsync(
        string from,
        string prefix,
        IReadOnlyList<string> select,
        Func<Row, bool> isRemoved,
        CancellationToken cancellationToken)
    {
        var (looked, removed) = (0, 0);
        await foreach (var row in reader.RangeAsync(draft.Owner, from, KeyText.After(prefix), select, cancellationToken: cancellationToken))
        {
            if (draft.Room <= 1 || looked++ == MaxLookedAt)
            {
                break;
            }

            if (isRemoved(row))
            {
                draft.Stage(new RowChange(RowChangeKind.Delete, new Row(row.Partition, row.Key)));
                removed++;
            }
        }

        return removed;
    }

    /// <summary>
    /// The highest number whose row is older than an instant, or is gone; 0 where there is none. Rows are numbered in the order of their
    /// time, so that a handful of point reads find it however many there are.
    /// </summary>
    private async Task<long> LastBeforeAsync(
        DateTimeOffset instant,
        long highest,
        Func<long, string> keyOf,
        string property,
        CancellationToken cancellationToken)
    {
        var (low, high) = (0L, highest);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var row = await reader.FindAsync(draft.Owner, keyOf(middle), cancellationToken);
            if (row is null || row.Instant(property) < instant)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
