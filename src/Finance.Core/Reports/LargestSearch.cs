using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Reports;

/// <summary>
/// Finds the largest single expense of a period, by its amount in the currency of the answer. Sums know how large the largest of a month or a
/// day is; the store is asked for the entry itself, and where a larger one was deleted and nobody knows the next one yet. What cannot be
/// converted is not compared.
/// </summary>
internal sealed class LargestSearch(LedgerReader reader, LedgerSnapshot ledger, string? accountId, Conversions conversions, PeriodBook book)
{
    /// <inheritdoc cref="PeriodReader.HasRead"/>
    internal bool HasRead { get; private set; }

    internal async Task<LargestExpenseFigure?> FindAsync(DateRange period, CancellationToken cancellationToken)
    {
        var parts = PeriodParts.Of(period);
        await KnowMonthsAsync(parts.Months, cancellationToken);
        var days = DaysOf(parts).ToList();
        var best = Best([.. MonthsOf(parts), .. days.Where(day => day.IsKnown)]);
        foreach (var open in days.Where(day => !day.IsKnown).OrderByDescending(day => day.Amount.Minor))
        {
            if (best is not null && open.Amount.Minor <= best.Amount.Minor)
            {
                break;
            }

            best = Best([best, await SettleAsync(open, cancellationToken)]);
        }

        var entry = best is null ? null : await EntryAsync(best, cancellationToken);

        // Gone only when the ledger changed meanwhile, and then this answer is made again.
        return entry is null
            ? null
            : new LargestExpenseFigure(
                entry, best!.Amount, ledger.Chart.AccountNow(entry.AccountId), ledger.Chart.CategoryNow(entry.CategoryId));
    }

    // Of equal ones the latest.
    private static Candidate? Best(IReadOnlyList<Candidate?> candidates) =>
        candidates.OfType<Candidate>().OrderByDescending(one => one.Amount.Minor).ThenByDescending(one => one.Day).FirstOrDefault();

    private Account? Find(string rawAccountId) =>
        ledger.Chart.AccountNow(rawAccountId) is var account && (accountId is null || account.Id == accountId) ? account : null;

    /// <summary>The largest of whole months in accounts of the answer's own currency, which no rate can reorder.</summary>
    private IEnumerable<Candidate> MonthsOf(PeriodParts parts)
    {
        foreach (var month in parts.Months.Where(month => book.Years.ContainsKey(month.Year)))
        {
            foreach (var (cell, largest) in book.Years[month.Year].Largest.Where(entry => entry.Key.Month == month.Number))
            {
                if (largest.IsKnown && Find(cell.AccountId)?.Currency == conversions.To)
                {
                    yield return new Candidate(new Money(largest.Minor, conversions.To), largest.Id.OriginalDate, largest.Id, default, true);
                }
            }
        }
    }

    /// <summary>The largest of each day where days count: at ragged ends, and of accounts in other currencies.</summary>
    private IEnumerable<Candidate> DaysOf(PeriodParts parts)
    {
        foreach (var month in parts.Months.Select(book.Months.GetValueOrDefault).OfType<DaysSummary>())
        {
            foreach (var expense in ConvertedMonth.Of(month, ledger.Chart, conversions).Accounts.Where(Counts).SelectMany(ExpensesOf))
            {
                yield return new Candidate(expense.Amount, expense.Day, null, expense.Cell, expense.IsKnown);
            }
        }

        foreach (var range in parts.Edges.SelectMany(edge => edge.Months().Select(month => edge.Intersect(month.Days))))
        {
            foreach (var (cell, net) in book.Months.GetValueOrDefault(Month.Of(range.From))?.Days ?? new Dictionary<DayCell, DayNet>())
            {
                var day = Month.Of(range.From).FirstDay.AddDays(cell.Day - 1);
                if (net.Largest.Minor > 0
                    && range.Contains(day)
                    && Find(cell.AccountId) is { } account
                    && conversions.Convert(new Money(net.Largest.Minor, account.Currency), day) is { } amount)
                {
                    yield return new Candidate(amount, day, null, cell, net.Largest.IsKnown);
                }
            }
        }
    }

    private bool Counts(ConvertedAccountMonth account) => accountId is null || account.AccountId == accountId;

    private static IEnumerable<DayExpense> ExpensesOf(ConvertedAccountMonth account) =>
        account.Largest is { } largest ? account.Open.Append(largest) : account.Open;

    private async Task KnowMonthsAsync(IReadOnlyList<Month> months, CancellationToken cancellationToken)
    {
        foreach (var month in months)
        {
            if (book.Years.TryGetValue(month.Year, out var year)
                && year.Largest.Any(cell => cell.Key.Month == month.Number && !cell.Value.IsKnown))
            {
                HasRead = true;
                var known = await LargestExpenses.KnowAsync(reader, ledger, year, month, cancellationToken);
                book.Years[month.Year] = known;
                ledger.Remember(LedgerKeys.Year(month.Year), known);
            }
        }
    }

    /// <summary>Reads a day of which it is only known how large its largest is at most.</summary>
    private async Task<Candidate?> SettleAsync(Candidate open, CancellationToken cancellationToken)
    {
        HasRead = true;
        var (minor, month) = (0L, Month.Of(open.Day));
        await foreach (var entry in OnDayAsync(open, cancellationToken))
        {
            minor = Math.Max(minor, entry.Amount.Minor);
        }

        var known = book.Months[month].Clone();
        known.SetLargest(open.Cell, minor);
        book.Months[month] = known;
        ledger.Remember(LedgerKeys.Days(month), known);
        var amount = conversions.Convert(new Money(minor, Find(open.Cell.AccountId)!.Currency), open.Day);
        return minor == 0 || amount is not { } converted ? null : open with { Amount = converted, IsKnown = true };
    }

    private async Task<Transaction?> EntryAsync(Candidate best, CancellationToken cancellationToken)
    {
        if (best.Id is { } id)
        {
            return await FindAsync(id, cancellationToken);
        }

        var month = book.Months[Month.Of(best.Day)];
        if (month.FindLargest(best.Cell) is { } known)
        {
            return known;
        }

        HasRead = true;
        await foreach (var entry in OnDayAsync(best, cancellationToken))
        {
            if (entry.Amount.Minor == month.Days[best.Cell].Largest.Minor)
            {
                month.RememberLargest(best.Cell, entry);
                return entry;
            }
        }

        return null;
    }

    /// <summary>A transaction that a summary names; remembered with the ledger.</summary>
    private async Task<Transaction?> FindAsync(TransactionId id, CancellationToken cancellationToken)
    {
        if (ledger.FindSummary<Transaction>(LedgerKeys.ById(id)) is { } known)
        {
            return known;
        }

        HasRead = true;
        var transaction = await reader.FindTransactionAsync(ledger, id, cancellationToken);
        if (transaction is not null)
        {
            ledger.Remember(LedgerKeys.ById(id), transaction);
        }

        return transaction;
    }

    private IAsyncEnumerable<Transaction> OnDayAsync(Candidate candidate, CancellationToken cancellationToken) => reader
        .TransactionsAsync(ledger, new DateRange(candidate.Day, candidate.Day), cancellationToken)
        .Where(entry => entry.Type == TransactionType.Expense && entry.AccountId == candidate.Cell.AccountId);

    /// <param name="Amount">In the currency of the answer.</param>
    /// <param name="Id">The entry, where a month's sums name it; else it is one of <paramref name="Cell"/>.</param>
    /// <param name="IsKnown">Otherwise the amount is at most that.</param>
    private sealed record Candidate(Money Amount, DateOnly Day, TransactionId? Id, DayCell Cell, bool IsKnown);
}
