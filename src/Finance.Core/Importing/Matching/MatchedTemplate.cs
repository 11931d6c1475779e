using Finance.Core.Recurring;
using Finance.Core.Transactions;

namespace Finance.Core.Importing.Matching;

/// <summary>What a match does to the template, and how it is taken back.</summary>
internal static class MatchedTemplate
{
    /// <param name="entry">The entry as it is committed, with the bank's day and amount.</param>
    internal static RecurringTemplate Of(RecurringTemplate template, ExpectedEntry expected, Transaction entry)
    {
        var covered = expected.IsEntered
            ? template
            : template.Cover(expected.NominalDate) with { CreatedCount = template.CreatedCount + 1 };

        // A statement of long ago says nothing of what comes next.
        if (template.LastMatched?.Date > entry.Date)
        {
            return covered;
        }

        return covered with
        {
            Transaction = Follows(template, expected, entry) ? template.Transaction with { Amount = entry.Amount } : template.Transaction,
            LastMatched = new LastMatch(entry.Date, entry.Amount.Minor, entry.Id.ToString()),
        };
    }

    /// <summary>The template as it was before the match, but for what was changed since.</summary>
    /// <param name="transactionId">Of the entry that was matched.</param>
    internal static RecurringTemplate Undo(RecurringTemplate template, MatchTrace trace, string transactionId)
    {
        var amount = template.Transaction.Amount;
        return (trace.Entered is null ? template.Uncover(trace.NominalDate) with { CreatedCount = template.CreatedCount - 1 } : template) with
        {
            Transaction = trace.Followed is { } before && amount.Minor == trace.Amount
                ? template.Transaction with { Amount = new Money(before, amount.Currency) }
                : template.Transaction,
            LastMatched = template.LastMatched?.TransactionId == transactionId ? trace.LastMatched : template.LastMatched,
        };
    }

    // Which part of one that is split has become dearer, nobody can tell. One that was changed meanwhile has its new amount already.
    private static bool Follows(RecurringTemplate template, ExpectedEntry expected, Transaction entry) => template.FollowAmount
        && template.Transaction.Splits.Count == 0
        && template.Transaction.Amount == expected.Entry.Amount
        && template.Transaction.Amount.Currency == entry.Amount.Currency;
}
