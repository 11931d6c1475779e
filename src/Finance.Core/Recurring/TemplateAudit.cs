using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Recurring;

/// <summary>What a commit does to templates, for its audit row.</summary>
internal static class TemplateAudit
{
    /// <summary>
    /// One template is told whole. Of several, such as all that a night settles, each is told by the day it is settled through; the subject
    /// is the ledger.
    /// </summary>
    internal static void Record(LedgerDraft draft, string action, IReadOnlyList<TemplateChange> changes)
    {
        if (changes.Count == 1)
        {
            var (before, after) = changes[0];
            draft.Record(action, (after ?? before)!.Id, WriteOrNull(draft, before), WriteOrNull(draft, after));
        }
        else if (changes.Count > 1)
        {
            draft.Record(
                action,
                draft.Owner.ToString(),
                [.. changes.Select(change => new AuditedRow(Outline(draft, change.Before), Outline(draft, change.After)))]);
        }
    }

    /// <summary>Tells every template whole; the subject is the first.</summary>
    internal static void RecordWhole(LedgerDraft draft, string action, IReadOnlyList<TemplateChange> changes) => draft.Record(
        action,
        (changes[0].After ?? changes[0].Before)!.Id,
        [.. changes.Select(change => new AuditedRow(WriteOrNull(draft, change.Before), WriteOrNull(draft, change.After)))]);

    private static Row? WriteOrNull(LedgerDraft draft, RecurringTemplate? template) =>
        template is null ? null : TemplateRow.Write(draft.Owner, template);

    private static Row? Outline(LedgerDraft draft, RecurringTemplate? template) => template is null
        ? null
        : new Row(draft.Owner.ToString(), LedgerKeys.Recurring(template.Id))
            .Set(TemplateRow.SettledProperty, template.SettledThrough is { } day ? LedgerDates.Format(day) : string.Empty);
}
