using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Users;

namespace Finance.Core.Recurring;

/// <summary>Where a ledger stands in the due index.</summary>
/// <param name="At">When the user's day begins on which a template has to create its next occurrence, or to tell of it.</param>
/// <param name="Version">The version of the ledger that put it there: it makes the place the ledger's only one.</param>
public sealed record VisitPlace(DateTimeOffset At, long Version);

/// <summary>
/// Keeps the due index in step with a ledger's templates, whatever dies when: the place of the next visit is written before the commit that
/// names it, the place before it is removed afterwards. A place belongs to the ledger version that names it, so that none is ever written
/// or removed for another. The nightly run writes the next place after its commit, and only then removes the one that brought it there.
/// </summary>
internal sealed class VisitFiling(DueIndex due)
{
    /// <summary>In subjects of items, before the version.</summary>
    private const string SubjectName = "visit";

    /// <summary>The place of the next visit as a draft leaves it; null where nothing wants one.</summary>
    internal static VisitPlace? PlaceAfter(LedgerDraft draft)
    {
        var before = draft.Before.Head.Visit;
        var next = Next(draft.Plans, draft.Head.Profile);
        if (next is not { } at)
        {
            return null;
        }

        // A place whose time has come is as good as any other.
        var isSame = before is not null && (at == before.At || (at <= draft.Now && before.At <= draft.Now));
        return isSame ? before : new VisitPlace(at, draft.Version);
    }

    /// <summary>When something of a ledger's templates is next to be created, or told of; null where nothing is.</summary>
    internal static DateTimeOffset? Next(Plans plans, Profile profile) =>
        plans.AllTemplates.Values.Select(template => Next(template, profile)).Min();

    /// <summary>Likewise for one template.</summary>
    internal static DateTimeOffset? Next(RecurringTemplate template, Profile profile)
    {
        var remind = Reminders.NextDay(template, profile.Settings.ReminderDays);
        var create = template.AutoCreate ? NextOf(template) : null;
        var day = remind < create ? remind : create ?? remind;
        return day is { } date ? TimeZones.StartOfDay(date, profile.TimeZone) : null;
    }

    /// <summary>Notes in a draft where the ledger will stand, and puts it there; nothing where the nightly run does.</summary>
    internal async Task FileAsync(LedgerDraft draft, CancellationToken cancellationToken)
    {
        if (draft.IsFiledByTheNight || !MayMove(draft))
        {
            return;
        }

        var place = PlaceAfter(draft);
        draft.Place(place);
        if (place is not null && place != draft.Before.Head.Visit)
        {
            await due.PutAsync(ItemOf(draft.Owner, place, draft.Now), cancellationToken);
        }
    }

    /// <summary>Takes the place out of the index that a commit has left.</summary>
    internal async Task LeaveAsync(LedgerDraft committed)
    {
        if (committed.Before.Head.Visit is not { } left || left == committed.Head.Visit || committed.IsFiledByTheNight)
        {
            return;
        }

        try
        {
            // Not to be cancelled, and no failure of what has been committed: the nightly run removes what is left here.
            await due.RemoveAsync(ItemOf(committed.Owner, left, default), CancellationToken.None);
        }
        catch (Storage.StoreUnavailableException)
        {
        }
    }

    /// <summary>A place as an item of the index.</summary>
    internal static DueItem ItemOf(UserId owner, VisitPlace place, DateTimeOffset writtenAt) =>
        new(DueItem.Recurring, place.At, owner, writtenAt) { Subject = VersionedSubject.Write(SubjectName, place.Version) };

    /// <summary>The place that an item of the index is; null for one that is of another form.</summary>
    internal static VisitPlace? PlaceOf(DueItem item) =>
        VersionedSubject.Read(item.Subject) is (SubjectName, var version) ? new VisitPlace(item.At, version) : null;

    private static bool MayMove(LedgerDraft draft)
    {
        var (before, after) = (draft.Before.Profile, draft.Head.Profile);
        return !ReferenceEquals(draft.Plans.AllTemplates, draft.Before.Plans.AllTemplates)
            || after.TimeZone != before.TimeZone
            || after.Settings.ReminderDays != before.Settings.ReminderDays;
    }

    private static DateOnly? NextOf(RecurringTemplate template)
    {
        using var unsettled = template.Unsettled().GetEnumerator();
        return unsettled.MoveNext() ? unsettled.Current.Date : null;
    }
}
