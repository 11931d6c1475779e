using System.Globalization;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Recurring;

/// <summary>
/// Keeps the due index in step with templates, whatever dies when: the place for the next occurrence is written before the commit that
/// names it, the place before it is removed afterwards. A place belongs to the ledger version that names it, so that none is ever written
/// or removed for another.
/// </summary>
internal sealed class TemplateFiling(DueIndex due)
{
    private const int VersionLength = 8;

    /// <summary>The template as it is to be committed by the draft, with its next occurrence in the index.</summary>
    internal async Task<RecurringTemplate> FileAsync(LedgerDraft draft, RecurringTemplate template, CancellationToken cancellationToken)
    {
        var at = NextVisit(template, draft.Head.Profile.TimeZone);
        if (at == template.Filing?.At)
        {
            return template;
        }

        var filing = at is { } instant ? new DueFiling(instant, draft.Version) : null;
        if (filing is not null)
        {
            await due.PutAsync(ItemOf(draft.Owner, template.Id, filing, draft.Now), cancellationToken);
        }

        return template with { Filing = filing };
    }

    /// <summary>Whether the template stands in the index where it has to.</summary>
    internal static bool IsFiled(RecurringTemplate template, string timeZone) => NextVisit(template, timeZone) == template.Filing?.At;

    /// <summary>Takes a place out of the index that a commit has left.</summary>
    internal async Task LeaveAsync(UserId owner, string templateId, DueFiling? place)
    {
        if (place is null)
        {
            return;
        }

        try
        {
            // Not to be cancelled, and no failure of what has been committed: the nightly run removes what is left here.
            await due.RemoveAsync(ItemOf(owner, templateId, place, default), CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    /// <summary>Takes a template that is going away out of the index.</summary>
    internal Task RemoveAsync(UserId owner, RecurringTemplate template, CancellationToken cancellationToken) => template.Filing is { } place
        ? due.RemoveAsync(ItemOf(owner, template.Id, place, default), cancellationToken)
        : Task.CompletedTask;

    /// <summary>The template and the ledger version that an item of the index names; null for one that is not of this form.</summary>
    internal static (string TemplateId, long Version)? Read(DueItem item)
    {
        var at = item.Subject?.Length - VersionLength - 1;
        return at > 0
            && item.Subject![at.Value] == '-'
            && Base32.TryRead(item.Subject.AsSpan(at.Value + 1), out var version)
                ? (item.Subject[..at.Value], (long)version)
                : null;
    }

    private static DateTimeOffset? NextVisit(RecurringTemplate template, string timeZone)
    {
        if (!template.AutoCreate)
        {
            return null;
        }

        using var unsettled = template.Unsettled().GetEnumerator();
        return unsettled.MoveNext() ? TimeZones.StartOfDay(unsettled.Current.Date, timeZone) : null;
    }

    private static DueItem ItemOf(UserId owner, string templateId, DueFiling filing, DateTimeOffset now) =>
        new(DueItem.Recurring, filing.At, owner, now)
        {
            Subject = string.Create(CultureInfo.InvariantCulture, $"{templateId}-{Base32.Write((ulong)filing.Version, VersionLength)}"),
        };
}
