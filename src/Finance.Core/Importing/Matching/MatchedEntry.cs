using Finance.Core.Goals;
using Finance.Core.Transactions;

namespace Finance.Core.Importing.Matching;

/// <summary>What becomes of an entry that a statement's row was found to be, and how it becomes again what it was.</summary>
internal static class MatchedEntry
{
    /// <summary>
    /// The entry with what the bank knows better: its day, its amount and its id. Everything else stays as the user has it. Of an entry that
    /// is split, the largest part takes the difference.
    /// </summary>
    /// <param name="row">With the id that it would have had.</param>
    /// <returns>Null where the parts cannot take the difference, or the amount does not bear what is given to goals.</returns>
    internal static Transaction? Of(Transaction entry, Transaction row)
    {
        var splits = entry.Splits;
        if (row.Amount != entry.Amount && splits.Count > 0)
        {
            var largest = LargestOf(splits);
            var amount = splits[largest].Amount + (row.Amount - entry.Amount);
            if (amount.Minor <= 0)
            {
                return null;
            }

            splits = With(splits, largest, amount);
        }

        if (!entry.Goals.Where(link => !link.IsWhole).SequenceEqual(GoalLinks.Fit(entry.Goals, row.Amount).Where(link => !link.IsWhole)))
        {
            return null;
        }

        return entry with
        {
            Date = row.Date,
            Amount = row.Amount,
            Splits = splits,
            ImportId = row.ImportId,
            BankId = entry.BankId ?? row.BankId,
            MatchedAs = row.Id,
        };
    }

    /// <summary>The entry as it was before the match, but for what was edited since.</summary>
    internal static Transaction Undo(Transaction entry, EnteredBefore before, long version, DateTimeOffset now)
    {
        var (amount, splits) = (entry.Amount, entry.Splits);
        if (amount.Minor == before.Matched && Unsplit(splits, before) is { } parts)
        {
            (amount, splits) = (new Money(before.Amount, amount.Currency), parts);
        }

        return entry with
        {
            Date = entry.Date == entry.MatchedAs!.Value.OriginalDate ? before.Date : entry.Date,
            Amount = amount,
            Splits = splits,
            ImportId = null,
            BankId = before.HadBankId ? entry.BankId : null,
            MatchedAs = null,
            UpdatedAt = entry.Version == before.Version ? before.UpdatedAt : now,
            Version = version,
        };
    }

    internal static int LargestOf(IReadOnlyList<Split> splits) =>
        Enumerable.Range(0, splits.Count).MaxBy(index => (splits[index].Amount.Minor, -index));

    /// <summary>The parts with the difference taken out of the one that took it; null where they are others now.</summary>
    private static IReadOnlyList<Split>? Unsplit(IReadOnlyList<Split> splits, EnteredBefore before)
    {
        if (before.Part is not { } part)
        {
            return splits;
        }

        var difference = before.Matched - before.Amount;
        return part < splits.Count && splits[part].Amount.Minor > difference
            ? With(splits, part, new Money(splits[part].Amount.Minor - difference, splits[part].Amount.Currency))
            : null;
    }

    private static IReadOnlyList<Split> With(IReadOnlyList<Split> splits, int at, Money amount) =>
        [.. splits.Select((split, index) => index == at ? split with { Amount = amount } : split)];
}
