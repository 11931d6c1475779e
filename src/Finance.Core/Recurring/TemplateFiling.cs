using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;

namespace Finance.Core.Recurring;

/// <summary>
/// Keeps the due index in step with templates, whatever dies when: the place for the next visit is written before the commit that names it,
/// the place before it is removed afterwards. A place belongs to the ledger version that names it, so that none is ever written
/// or removed for another.
/// </summary>
internal sealed class TemplateFiling(DueIndex due)
{
    /// <summary>The template as it is to be committed by the draft: with the place of its next visit.</summary>
    internal static RecurringTemplate Place(LedgerDraft draft, RecurringTemplate template)
    {
        var at = NextVisit(template, draft.Head.Profile);
        return at == template.Filing?.At
            ? template
            : template with { Filing = at is { } instant ? new DueFiling(instant, draft.Version) : null };
    }

    /// <summary>Whether the template stands in the index where it has to.</summary>
    internal static bool IsFiled(RecurringTemplate template, Profile profile) => NextVisit(template, profile) == template.Filing?.At;

    /// <summary>Writes the places of templates that the draft is to commit.</summary>
    internal Task FileAsync(LedgerDraft draft, IEnumerable<RecurringTemplate> placed, CancellationToken cancellationToken) =>
        due.PutAllAsync(
            placed.Select(template => ItemOf(draft.Owner, template)).OfType<DueItem>().Select(item => item with { WrittenAt = draft.Now }),
            cancellationToken);

    /// <summary>Takes places out of the index that a commit has left.</summary>
    internal async Task LeaveAsync(IEnumerable<DueItem> places)
    {
        try
        {
            // Not to be cancelled, and no failure of what has been committed: the nightly run removes what is left here.
            await due.RemoveAllAsync(places, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    /// <summary>The place of a template as the index names it; null for one that stands nowhere.</summary>
    internal static DueItem? ItemOf(UserId owner, RecurringTemplate? template) => template?.Filing is { } place
        ? new DueItem(DueItem.Recurring, place.At, owner, default)
        {
            Subject = VersionedSubject.Write(template.Id, place.Version),
        }
        : null;

    /// <summary>The template and the ledger version that an item of the index names; null for one that is not of this form.</summary>
    internal static (string TemplateId, long Version)? Read(DueItem item) => VersionedSubject.Read(item.Subject);

    /// <summary>The next occurrence is to be created, or told of.</summary>
    private static DateTimeOffset? NextVisit(RecurringTemplate template, Profile profile)
    {
        var remind = Reminders.NextDay(template, profile.Settings.ReminderDays);
        var create = template.AutoCreate ? NextOf(template) : null;
        var day = remind < create ? remind : create ?? remind;
        return day is { } date ? TimeZones.StartOfDay(date, profile.TimeZone) : null;
    }

    private static DateOnly? NextOf(RecurringTemplate template)
    {
        using var unsettled = template.Unsettled().GetEnumerator();
        return unsettled.MoveNext() ? unsettled.Current.Date : null;
    }
}
