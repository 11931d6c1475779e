using Finance.Core.Recurring;
using Finance.Core.Transactions;

namespace Finance.Core.Importing.Matching;

/// <summary>An occurrence of a recurring template that a statement may bring.</summary>
/// <param name="Days">The days it may be booked about: by the rule, after weekends, and where the user moved it.</param>
/// <param name="Entry">The entry, or what the template would enter.</param>
/// <param name="IsEntered">Whether the ledger has the entry.</param>
internal sealed record ExpectedEntry(
    RecurringTemplate Template,
    DateOnly NominalDate,
    IReadOnlyList<DateOnly> Days,
    Transaction Entry,
    bool IsEntered)
{
    internal OccurrenceKey Key => new(Template.Id, NominalDate);

    /// <summary>How surely a row is this occurrence; 0 where it cannot be.</summary>
    internal int ScoreOf(Transaction row)
    {
        var amount = MatchScore.OfAmount(row.Amount, Entry.Amount, Template.FollowAmount);
        var day = amount is null ? null : MatchScore.OfDay(row.Date, Days);
        if (day is null || (IsEntered && MatchedEntry.Of(Entry, row) is null))
        {
            return 0;
        }

        var (stated, expected) = (MatchScore.Words(row.Payee, row.Description), MatchScore.Words(Entry.Payee, Entry.Description));
        return amount!.Value + day.Value + MatchScore.OfText(stated, expected);
    }
}

/// <summary>Which occurrence of which template.</summary>
internal readonly record struct OccurrenceKey(string TemplateId, DateOnly NominalDate);

/// <summary>A row that was found to be a recurring entry.</summary>
/// <param name="Score">Points of <see cref="MatchScore"/>.</param>
internal sealed record RecurringMatch(ExpectedEntry Expected, int Score);
