using Finance.Core.Ledgers;
using Finance.Core.Notifications;

namespace Finance.Core.Sharing;

/// <summary>
/// Tells the owner that somebody else changed their ledger, in the commit of the change: once a day for each grant, and again when they have
/// read that, so that a thousand changes are not a thousand notices. It names the grant and not the grantee, who may be erased.
/// </summary>
internal sealed class SharedChanges : ILedgerFollower
{
    public async Task FollowAsync(LedgerDraft draft, LedgerReader reader, CancellationToken cancellationToken)
    {
        if (draft.Guest is not { } guest || draft.Plans.FindGrant(guest.Grant.Id) is not { } grant)
        {
            return;
        }

        var today = TimeZones.DayOf(draft.Now, draft.Head.Profile.TimeZone);
        if (grant.Told is { } told && told.Day == today && await IsUnreadAsync(draft, told.Number, cancellationToken))
        {
            return;
        }

        var number = draft.Head.NextNotification;
        draft.Notify(new NewNotification(
            NotificationKind.SharedChange,
            "Your ledger was changed by another user",
            $"A user to whom you gave access has made changes on {LedgerDates.Format(today)}. You are told again when you have read this, or on "
            + "another day.",
            grant.Id));
        if (draft.Head.NextNotification > number)
        {
            draft.Put(grant with { Told = new SharedChangeMark(today, number) });
        }
    }

    private static async Task<bool> IsUnreadAsync(LedgerDraft draft, long number, CancellationToken cancellationToken) =>
        await draft.FindAsync(LedgerKeys.Notification(number), cancellationToken) is { } row
        && NotificationRow.Read(row) is { ReadAt: null };
}
