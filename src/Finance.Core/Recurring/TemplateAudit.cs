using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Recurring;

/// <summary>What a commit does to templates, for its audit row.</summary>
internal static class TemplateAudit
{
    /// <summary>
    /// One template is told whole. Of several, each is told by its id with the day it is settled through; the subject is the ledger.
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
            var before = Sum(draft, changes.Select(change => change.Before));
            draft.Record(action, draft.Owner.ToString(), before, Sum(draft, changes.Select(change => change.After)));
        }
    }

    private static Row? WriteOrNull(LedgerDraft draft, RecurringTemplate? template) =>
        template is null ? null : TemplateRow.Write(draft.Owner, template);

    private static Row Sum(LedgerDraft draft, IEnumerable<RecurringTemplate?> templates) => templates
        .OfType<RecurringTemplate>()
        .Aggregate(new Row(draft.Owner.ToString(), LedgerKeys.RecurringPrefix), (row, template) =>
            row.Set(template.Id, template.SettledThrough is { } day ? LedgerDates.Format(day) : string.Empty));
}
