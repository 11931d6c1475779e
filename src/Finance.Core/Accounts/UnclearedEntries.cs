using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Accounts;

/// <summary>Entries of an account that no statement has covered yet.</summary>
/// <param name="Entries">Newest first, at most <see cref="Limit"/>.</param>
/// <param name="Count">How many there are; at least, where the list is not complete.</param>
/// <param name="IsComplete">Whether every one of them is in the list.</param>
public sealed record UnclearedEntries(IReadOnlyList<Transaction> Entries, long Count, bool IsComplete)
{
    public const int Limit = 500;
    private const int MaxRowsRead = 10_000;

    public static UnclearedEntries None { get; } = new([], 0, true);

    /// <summary>
    /// Reads back from a day through the months that hold entries of the account, until all that the sums tell of are found, or the limits
    /// are reached.
    /// </summary>
    internal static async Task<UnclearedEntries> UpToAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        Account account,
        DateOnly day,
        CancellationToken cancellationToken)
    {
        var ids = ledger.Chart.IdsOfAccount(account.Id);
        var known = await KnownAsync(reader, ledger, account, day, cancellationToken);
        var entries = new List<Transaction>();
        var (found, rowsRead) = (0L, 0);
        foreach (var month in account.History.Months.Reverse().Where(entry => entry.Count > 0 && entry.Month.FirstDay <= day))
        {
            var days = month.Month.Days.Intersect(new DateRange(known.From, day));
            if (days.IsEmpty || (known.IsExact && found == known.Count))
            {
                break;
            }

            await foreach (var transaction in reader.TransactionsAsync(ledger.Owner, days, cancellationToken))
            {
                if (entries.Count == Limit || rowsRead++ == MaxRowsRead)
                {
                    return new UnclearedEntries(entries, Math.Max(found, known.Count), false);
                }

                var touches = BalanceEffect.Of(transaction).Count(effect => ids.Contains(effect.AccountId));
                if (touches > 0 && account.Reconciled?.Covers(transaction) != true)
                {
                    entries.Add(transaction);
                    found += touches;
                }
            }
        }

        return new UnclearedEntries(entries, found, true);
    }

    /// <summary>
    /// How many there must be and from which day on. Entries after the last agreed statement all count. Those that came late, dated before
    /// it, are only looked for where that day's balance or number of entries is no longer what was agreed: while both hold there are none,
    /// or they stand for others that went.
    /// </summary>
    private static async Task<(long Count, bool IsExact, DateOnly From)> KnownAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        Account account,
        DateOnly day,
        CancellationToken cancellationToken)
    {
        var there = await AccountBalances.AtAsync(reader, ledger, account, day, cancellationToken);
        if (account.Reconciled is not { } agreed)
        {
            return (there.Count, true, LedgerDates.First);
        }

        var then = await AccountBalances.AtAsync(reader, ledger, account, agreed.StatementDate, cancellationToken);
        var isUndisturbed = then.Balance == agreed.StatementBalance && then.Count == agreed.Count;
        return (Math.Max(0, there.Count - then.Count), isUndisturbed, isUndisturbed ? agreed.StatementDate.AddDays(1) : LedgerDates.First);
    }
}
