using Finance.Core.Ledgers;
using Finance.Core.Recurring.Detection;
using Finance.Core.Transactions;

namespace Finance.Core.Insights;

/// <summary>
/// The latest entries of a ledger, as far as they are looked at one by one: at most three pages of the store, so that insights cost the same
/// however long the history and however many entries a month has.
/// </summary>
internal sealed class InsightWindow
{
    internal const int MaxEntries = 3 * PageSize;

    /// <summary>Days in which something must have happened to be told of.</summary>
    private const int RecentDays = 183;
    private const int PageSize = 1000;
    private const int MaxProofs = 10;

    // Two years, and a month for a yearly bill that was late: as far as the detector looks.
    private const int MaxMonths = 25;

    internal InsightWindow(DateRange days, IReadOnlyList<HistoryEntry> entries)
    {
        (Days, Entries) = (days, entries);
        Expenses = [.. entries.Where(entry => entry.Type == TransactionType.Expense)];
    }

    /// <summary>All of whose entries are here; the last is the day as of which is asked.</summary>
    internal DateRange Days { get; }

    /// <summary>The latest first.</summary>
    internal IReadOnlyList<HistoryEntry> Entries { get; }

    internal IReadOnlyList<HistoryEntry> Expenses { get; }

    internal bool IsRecent(DateOnly day) => Days.To.DayNumber - day.DayNumber < RecentDays;

    /// <summary>The largest of some expenses, the latest first.</summary>
    internal static IReadOnlyList<TransactionId> Largest(IEnumerable<HistoryEntry> expenses) => Ids(expenses
        .OrderByDescending(entry => entry.Amount.Minor)
        .ThenByDescending(entry => entry.Date)
        .Take(MaxProofs));

    /// <summary>The latest first.</summary>
    internal static IReadOnlyList<TransactionId> Ids(IEnumerable<HistoryEntry> entries) =>
        [.. entries.OrderByDescending(entry => entry.Date).ThenByDescending(entry => entry.Id.Entry).Select(entry => entry.Id)];

    internal static async Task<InsightWindow> ReadAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        DateOnly on,
        CancellationToken cancellationToken)
    {
        var first = on > LedgerDates.First.AddMonths(MaxMonths) ? on.AddMonths(-MaxMonths) : LedgerDates.First;
        var (from, to) = LedgerKeys.TransactionsOf(new DateRange(first, on));
        var entries = new List<HistoryEntry>();
        await foreach (var row in reader.RangeAsync(
            ledger.Owner, from, to, HistoryEntry.Properties, PageSize, cancellationToken: cancellationToken))
        {
            entries.Add(HistoryEntry.Read(row, ledger.Chart));
            if (entries.Count == MaxEntries)
            {
                return Cut(entries, on);
            }
        }

        return new InsightWindow(new DateRange(first, on), entries);
    }

    /// <summary>Leaves out the day in whose middle the reading may have ended, unless there is no other.</summary>
    private static InsightWindow Cut(List<HistoryEntry> entries, DateOnly on)
    {
        var last = entries[^1].Date;
        var whole = entries.TakeWhile(entry => entry.Date > last).ToList();
        return whole.Count == 0
            ? new InsightWindow(new DateRange(last, on), entries)
            : new InsightWindow(new DateRange(last.AddDays(1), on), whole);
    }
}
