using System.Security.Cryptography;
using System.Text;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Recurring;

/// <summary>Enters occurrences into a draft, as many as its commit takes.</summary>
internal static class OccurrenceWriter
{
    // A commit takes 100 rows and 4 MiB; besides the entries there are two summaries for each month, the accounts and what every commit
    // holds.
    private const int MaxOccurrences = 40;
    private const int MaxMonths = 12;
    private const int MaxYears = 3;
    private const int MaxSentBytes = 2 * 1024 * 1024;
    private const int SentBytesPerChar = 6;

    /// <summary>Creates the first of some occurrences, and answers the template with them settled.</summary>
    /// <returns>Errors: <c>recurring_blocked</c>.</returns>
    internal static async Task<Result<(RecurringTemplate After, IReadOnlyList<CreatedOccurrence> Created)>> SettleAsync(
        LedgerDraft draft,
        RecurringTemplate template,
        IEnumerable<Occurrence> unsettled,
        CancellationToken cancellationToken)
    {
        var created = new List<CreatedOccurrence>();
        var occurrences = Fit(unsettled, TextLength(draft, template));
        await draft.LoadAsync(occurrences.Select(occurrence => Month.Of(occurrence.Date)), cancellationToken);
        foreach (var occurrence in occurrences)
        {
            var entry = TemplateRules.Enter(draft, template, occurrence);
            if (!entry.IsOk)
            {
                return entry.Error;
            }

            var tail = TailOf(template.Id, occurrence.NominalDate);
            var transaction = entry.Value with { Id = TransactionId.Create(occurrence.Date, draft.TakeEntries(), tail) };
            draft.Add(transaction);
            created.Add(new CreatedOccurrence(occurrence, transaction));
        }

        return occurrences.Count == 0 ? (template, created) : (Settle(draft, template, occurrences), created);
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

    private static RecurringTemplate Settle(LedgerDraft draft, RecurringTemplate template, List<Occurrence> created) =>
        template.Settle(created.ConvertAll(occurrence => occurrence.NominalDate)) with
        {
            CreatedCount = template.CreatedCount + created.Count,
            Version = draft.Version,
        };

    /// <summary>The first occurrences that one commit takes.</summary>
    private static List<Occurrence> Fit(IEnumerable<Occurrence> occurrences, int textLength)
    {
        var fitting = new List<Occurrence>();
        var (months, years) = (new HashSet<Month>(), new HashSet<int>());
        var limit = Math.Clamp(MaxSentBytes / SentBytesPerChar / Math.Max(1, textLength), 1, MaxOccurrences);
        foreach (var occurrence in occurrences.Take(limit))
        {
            months.Add(Month.Of(occurrence.Date));
            years.Add(occurrence.Date.Year);
            if (months.Count > MaxMonths || years.Count > MaxYears)
            {
                break;
            }

            fitting.Add(occurrence);
        }

        return fitting;
    }

    private static int TextLength(LedgerDraft draft, RecurringTemplate template) =>
        TemplateRow.Write(draft.Owner, template).Properties.Values.OfType<string>().Sum(text => text.Length);
}
