using Finance.Core.Due;
using Finance.Core.Ledgers;

namespace Finance.Core.Retention;

/// <summary>
/// Puts a ledger into the due index before the commit that gives it a time after which its traces go. The nightly run keeps it there from
/// night to night while the setting stands.
/// </summary>
internal sealed class RetentionFiling(DueIndex due)
{
    internal Task FileAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        var (before, after) = (draft.Before.Profile.Settings.RetentionDays, draft.Head.Profile.Settings.RetentionDays);
        return before == after || after is null
            ? Task.CompletedTask
            : due.PutAsync(ItemOf(draft.Owner, draft.Now, draft.Now), cancellationToken);
    }

    internal static DueItem ItemOf(UserId owner, DateTimeOffset at, DateTimeOffset writtenAt) =>
        new(DueItem.Retention, at, owner, writtenAt);
}
