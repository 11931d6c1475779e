using System.Security.Cryptography;
using System.Text;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Recurring;

/// <summary>Enters occurrences into a draft, as many as its commit takes.</summary>
internal static class OccurrenceWriter
{
    /// <summary>Creates the first of some occurrences, and answers the template with them settled.</summary>
    /// <returns>Errors: <c>recurring_blocked</c>.</returns>
    internal static async Task<Result<(RecurringTemplate After, IReadOnlyList<CreatedOccurrence> Created)>> SettleAsync(
        LedgerDraft draft,
        RecurringTemplate template,
        IEnumerable<Occurrence> unsettled,
        CancellationToken cancellationToken)
    {
        var planned = Plan(draft, new CommitRoom(draft), template, unsettled);
        if (!planned.IsOk)
        {
            return planned.Error;
        }

        await LoadAsync(draft, [planned.Value], cancellationToken);
        return Enter(draft, planned.Value);
    }

    /// <summary>The entries of the first of some occurrences, as many as there is room for; nothing is entered yet.</summary>
    /// <returns>Errors: <c>recurring_blocked</c>.</returns>
    internal static Result<PlannedEntries> Plan(
        LedgerDraft draft,
        CommitRoom room,
        RecurringTemplate template,
        IEnumerable<Occurrence> unsettled)
    {
        var planned = new List<CreatedOccurrence>();
        foreach (var occurrence in unsettled)
        {
            var entry = TemplateRules.Enter(draft, template, occurrence);
            if (!entry.IsOk)
            {
                return entry.Error;
            }

            if (!room.TryTake(template, occurrence))
            {
                break;
            }

            planned.Add(new CreatedOccurrence(occurrence, entry.Value));
        }

        return new PlannedEntries(template, planned);
    }

    /// <summary>Makes the summaries ready that planned entries are posted to.</summary>
    internal static Task LoadAsync(LedgerDraft draft, IEnumerable<PlannedEntries> planned, CancellationToken cancellationToken) =>
        draft.LoadAsync(planned.SelectMany(plan => plan.Entries).Select(entry => Month.Of(entry.Occurrence.Date)), cancellationToken);

    /// <summary>Enters what was planned, its months loaded, and answers the template with it settled.</summary>
    internal static (RecurringTemplate After, IReadOnlyList<CreatedOccurrence> Created) Enter(LedgerDraft draft, PlannedEntries planned)
    {
        var (template, entries) = planned;
        var created = new List<CreatedOccurrence>(entries.Count);
        foreach (var (occurrence, entry) in entries)
        {
            var id = TransactionId.Create(occurrence.Date, draft.TakeEntries(), TailOf(template.Id, occurrence.NominalDate));
            created.Add(new CreatedOccurrence(occurrence, entry with { Id = id }));
            draft.Add(created[^1].Transaction);
        }

        return (created.Count == 0 ? template : Settle(draft, template, created), created);
    }

    /// <summary>
    /// Which occurrence of which template an entry is, as the tail of its id: one that was ever entered twice would show it.
    /// </summary>
    internal static string TailOf(string templateId, DateOnly nominalDate)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{templateId}\n{LedgerDates.Format(nominalDate)}"));
        const int Half = TransactionId.TailLength / 2;
        return Base32.Write(BitConverter.ToUInt64(hash), Half) + Base32.Write(BitConverter.ToUInt64(hash, sizeof(ulong)), Half);
    }

    private static RecurringTemplate Settle(LedgerDraft draft, RecurringTemplate template, List<CreatedOccurrence> created) =>
        template.Settle(created.ConvertAll(entry => entry.Occurrence.NominalDate)) with
        {
            CreatedCount = template.CreatedCount + created.Count,
            Version = draft.Version,
        };
}

/// <param name="Entries">In order; the transactions have no identity yet.</param>
internal sealed record PlannedEntries(RecurringTemplate Template, IReadOnlyList<CreatedOccurrence> Entries);
