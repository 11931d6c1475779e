using Finance.Core.Accounts;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions.Listing;

/// <summary>
/// Running balances of transactions that do not follow one another: the balance at the end of the day, less what newer entries of that day
/// did. Those are read only where the account had more than one entry that day, with rows in between where that saves a query.
/// </summary>
internal static class ScatteredBalances
{
    internal static async Task SettleAsync(
        ListingContext context,
        EntryCalendar calendar,
        IReadOnlyList<ListingEntry> entries,
        CancellationToken cancellationToken)
    {
        if (context.Scope.Shown.Shared is not null)
        {
            // Nobody is told them.
            return;
        }

        var newestFirst = entries.OrderBy(entry => entry.Position, StringComparer.Ordinal).ToList();
        var book = new BalanceBook(context);
        await Parallel.ForEachAsync(
            newestFirst.Where(entry => Accounts(entry).Any(account => !IsAlone(account, entry))).Select(MonthOf).Distinct(),
            ListingContext.SideBySide(cancellationToken),
            async (month, token) => await context.DaysAsync(month, token));
        foreach (var entry in newestFirst)
        {
            entry.Balance = EndOfDay(book, entry.Account, entry);
            entry.ToBalance = entry.ToAccount is { } to ? EndOfDay(book, to, entry) : 0;
        }

        var crowded = newestFirst.Where(entry => IsCrowded(book, entry)).ToList();
        await Parallel.ForEachAsync(
            Groups(context, calendar, crowded),
            ListingContext.SideBySide(cancellationToken),
            async (group, token) => await SubtractNewerAsync(context, group, token));
    }

    private static Month MonthOf(ListingEntry entry) => Month.Of(entry.Transaction.Date);

    private static IEnumerable<Account> Accounts(ListingEntry entry) => new[] { entry.Account, entry.ToAccount }.OfType<Account>();

    // The month's sum is then the day's, and its days need not be read.
    private static bool IsAlone(Account account, ListingEntry entry) => account.History.In(MonthOf(entry)).Count == 1;

    private static long EndOfDay(BalanceBook book, Account account, ListingEntry entry) =>
        book.EndOfDay(account.Id, IsAlone(account, entry) ? MonthOf(entry).LastDay : entry.Transaction.Date);

    private static bool IsCrowded(BalanceBook book, ListingEntry entry) => Accounts(entry).Any(account =>
        !IsAlone(account, entry) && book.EntriesOn(account.Id, entry.Transaction.Date) > 1);

    private static List<List<ListingEntry>> Groups(ListingContext context, EntryCalendar calendar, List<ListingEntry> newestFirst)
    {
        var groups = new List<List<ListingEntry>>();
        foreach (var entry in newestFirst)
        {
            var between = groups.Count == 0
                ? default
                : new DateRange(entry.Transaction.Date.AddDays(1), groups[^1][^1].Transaction.Date.AddDays(-1));
            if (groups.Count == 0 || calendar.RowsIn(between) > context.Limits.RowsWorthOneQuery)
            {
                groups.Add([]);
            }

            groups[^1].Add(entry);
        }

        return groups;
    }

    private static async Task SubtractNewerAsync(
        ListingContext context,
        List<ListingEntry> newestFirst,
        CancellationToken cancellationToken)
    {
        var (first, last) = (newestFirst[0].Transaction.Date, newestFirst[^1].Position);
        var range = new RowRange(
            LedgerKeys.TransactionPrefix + ListingPosition.BeforeDay(first),
            LedgerKeys.TransactionPrefix + last,
            RowSelection.Effects,
            ListingPlans.MaxPageSize);
        var (sums, day, next) = (new Dictionary<string, long>(StringComparer.Ordinal), first, 0);
        await foreach (var row in context.RowsAsync(range, [], cancellationToken))
        {
            var position = row.Key[LedgerKeys.TransactionPrefix.Length..];
            for (; next < newestFirst.Count && string.CompareOrdinal(newestFirst[next].Position, position) <= 0; next++)
            {
                Subtract(newestFirst[next], sums, day);
            }

            if (TransactionId.DayOf(position) is var rowDay && rowDay != day)
            {
                sums.Clear();
                day = rowDay;
            }

            foreach (var effect in RowEffects.Of(row))
            {
                var account = context.Chart.AccountNow(effect.AccountId).Id;
                sums[account] = checked(sums.GetValueOrDefault(account) + effect.Minor);
            }
        }

        for (; next < newestFirst.Count; next++)
        {
            Subtract(newestFirst[next], sums, day);
        }
    }

    private static void Subtract(ListingEntry entry, Dictionary<string, long> sums, DateOnly day)
    {
        if (entry.Transaction.Date != day)
        {
            return;
        }

        entry.Balance = checked(entry.Balance - sums.GetValueOrDefault(entry.Account.Id));
        entry.ToBalance = entry.ToAccount is { } to ? checked(entry.ToBalance - sums.GetValueOrDefault(to.Id)) : 0;
    }
}
