using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Importing.Matching;

/// <summary>Writes rows that are recurring entries into a draft, with what follows for their templates.</summary>
internal static class MatchWriter
{
    /// <returns>What takes it back.</returns>
    internal static async Task<MatchTrace> WriteAsync(LedgerDraft draft, PendingLine line, CancellationToken cancellationToken)
    {
        var (match, expected) = (line.Match!, line.Match!.Expected);
        var entry = (line.Merged ?? line.Created!) with { Version = draft.Version };
        if (line.Merged is null)
        {
            draft.Add(entry);
        }
        else
        {
            entry = await draft.ReplaceAsync(expected.Entry, entry with { UpdatedAt = draft.Now }, cancellationToken);
        }

        // An earlier row of this commit may have been another occurrence of it.
        var template = draft.Plans.FindTemplate(expected.Template.Id)!;
        var after = MatchedTemplate.Of(template, expected, entry) with { Version = draft.Version };
        draft.Put(after);
        var before = template.Transaction.Amount;
        return new MatchTrace
        {
            TemplateId = template.Id,
            NominalDate = expected.NominalDate,
            Score = match.Score,
            Amount = entry.Amount.Minor,
            Followed = after.Transaction.Amount == before ? null : before.Minor,
            LastMatched = template.LastMatched,
            Entered = line.Merged is null ? null : Before(expected.Entry, entry, draft.Version),
        };
    }

    private static EnteredBefore Before(Transaction entry, Transaction merged, long version) => new(
        entry.Date,
        entry.Amount.Minor,
        merged.Amount.Minor,
        entry.Splits.Count > 0 && merged.Amount != entry.Amount ? MatchedEntry.LargestOf(entry.Splits) : null,
        entry.BankId is not null,
        entry.UpdatedAt,
        version);
}
