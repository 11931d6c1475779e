using System.Collections.Immutable;
using System.Globalization;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>A day of one account within a month.</summary>
/// <param name="Day">1 to 31.</param>
public readonly record struct DayCell(int Day, string AccountId);

/// <summary>What an account's entries of a day add up to.</summary>
/// <param name="Net">Minor units in the account's currency.</param>
/// <param name="Arrivals">Those of the <paramref name="Count"/> entries that are transfers from another account.</param>
public readonly record struct DayNet(long Net, long Count, long Arrivals = 0)
{
    /// <summary>The largest expense of the day.</summary>
    public DayLargest Largest { get; init; }
}

/// <summary>
/// The largest expense of an account on a day; zero where there is none. Where it was taken away, the one that follows is not known from
/// sums, only that it is no larger: <see cref="IsKnown"/> is false until a larger one comes or the day has been read again.
/// </summary>
/// <param name="Minor">Minor units in the account's currency; where it is not known, it is at most that.</param>
public readonly record struct DayLargest(long Minor, bool IsKnown)
{
    public override string ToString() => (IsKnown ? "" : "at most ") + Minor.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the day's largest can be <paramref name="counted"/>, as far as this knows.</summary>
    internal bool Allows(DayLargest counted) => IsKnown ? this == counted : Minor >= counted.Minor;

    internal DayLargest Add(long minor) => minor >= Minor ? new DayLargest(minor, true) : this;

    internal DayLargest Remove(long minor) => minor == Minor ? this with { IsKnown = false } : this;
}

/// <summary>A day of one category of one account within a month.</summary>
/// <param name="Day">1 to 31.</param>
/// <param name="CategoryId">Empty for uncategorised.</param>
public readonly record struct DayCategoryCell(int Day, string AccountId, string CategoryId);

/// <summary>
/// What each day of a month did to each account, and put into each category. One row of the ledger: with the balance at the month's end it gives
/// the balance on any day, where in a month the entries lie, and what any run of days spent on what.
/// </summary>
public sealed class DaysSummary(Month month, Dictionary<DayCell, DayNet> days, Dictionary<DayCategoryCell, CategoryTally> categories)
{
    private const byte Layout = 3;

    // Entries that are the largest of their day, as far as somebody has read them: forgotten with the next change of the month.
    private volatile ImmutableDictionary<DayCell, Transaction> _largest = ImmutableDictionary<DayCell, Transaction>.Empty;

    public DaysSummary(Month month)
        : this(month, [], [])
    {
    }

    public Month Month { get; } = month;

    public IReadOnlyDictionary<DayCell, DayNet> Days => days;

    /// <summary>Transfers are in none of them.</summary>
    public IReadOnlyDictionary<DayCategoryCell, CategoryTally> Categories => categories;

    public bool IsEmpty => days.Count == 0 && categories.Count == 0;

    public DaysSummary Clone() => new(Month, new(days), new(categories));

    /// <summary>Adds a transaction of this month (<paramref name="sign"/> 1) or takes it away (−1).</summary>
    public void Post(Transaction transaction, int sign)
    {
        foreach (var effect in BalanceEffect.Of(transaction))
        {
            var cell = new DayCell(transaction.Date.Day, effect.AccountId);
            var old = days.GetValueOrDefault(cell);
            var isArrival = effect.Minor > 0 && transaction.Type == TransactionType.Transfer;
            var changed = new DayNet(
                checked(old.Net + (sign * effect.Minor)),
                old.Count + sign,
                old.Arrivals + (isArrival ? sign : 0))
            {
                Largest = transaction.Type != TransactionType.Expense ? old.Largest
                    : sign > 0 ? old.Largest.Add(transaction.Amount.Minor) : old.Largest.Remove(transaction.Amount.Minor),
            };
            if (changed is { Net: 0, Count: 0 })
            {
                days.Remove(cell);
            }
            else
            {
                days[cell] = changed;
            }
        }

        if (transaction.Type == TransactionType.Transfer)
        {
            return;
        }

        foreach (var (categoryId, minor) in transaction.Parts())
        {
            var cell = new DayCategoryCell(transaction.Date.Day, transaction.AccountId, categoryId ?? string.Empty);
            var changed = categories.GetValueOrDefault(cell).Add(transaction.Type, minor, sign);
            if (changed.IsEmpty)
            {
                categories.Remove(cell);
            }
            else
            {
                categories[cell] = changed;
            }
        }
    }

    /// <summary>Says which expense is the largest of an account on a day, once the day has been read again; 0 where there is none.</summary>
    internal void SetLargest(DayCell cell, long minor) => days[cell] = days[cell] with { Largest = new DayLargest(minor, minor > 0) };

    internal Transaction? FindLargest(DayCell cell) => _largest.GetValueOrDefault(cell);

    internal void RememberLargest(DayCell cell, Transaction entry) => _largest = _largest.SetItem(cell, entry);

    internal Row ToRow(UserId owner)
    {
        var ids = new IdTable();
        foreach (var cell in days.Keys)
        {
            ids.Add(cell.AccountId);
        }

        foreach (var cell in categories.Keys)
        {
            ids.Add(cell.AccountId);
            ids.Add(cell.CategoryId);
        }

        var writer = new PackedWriter(Layout);
        ids.Write(writer);
        writer.Count(days.Count);
        foreach (var (cell, net) in days)
        {
            writer.Count(cell.Day).Count(ids[cell.AccountId]).Signed(net.Net).Signed(net.Count).Signed(net.Arrivals);
            writer.Signed(net.Largest.IsKnown ? net.Largest.Minor : -net.Largest.Minor);
        }

        writer.Count(categories.Count);
        foreach (var (cell, tally) in categories)
        {
            writer.Count(cell.Day).Count(ids[cell.AccountId]).Count(ids[cell.CategoryId]);
            tally.Write(writer);
        }

        return PackedCells.Spread(new Row(owner.ToString(), LedgerKeys.Days(Month)), writer.ToBytes());
    }

    /// <returns>Null for a row of before the days knew all that: they have to be counted again from the transactions.</returns>
    internal static DaysSummary? Read(Row row, Month month)
    {
        if (row.FindBytes("Cells") is not null || row.FindBytes("Cells0") is [< Layout, ..])
        {
            return null;
        }

        var reader = new PackedReader(PackedCells.Gather(row), Layout);
        var ids = IdTable.Read(ref reader);
        var count = reader.Count();
        var days = new Dictionary<DayCell, DayNet>(count);
        for (var left = count; left > 0; left--)
        {
            var cell = new DayCell(reader.Count(), ids[reader.Count()]);
            var net = new DayNet(reader.Signed(), reader.Signed(), reader.Signed());
            var largest = reader.Signed();
            days[cell] = net with { Largest = new DayLargest(Math.Abs(largest), largest > 0) };
        }

        count = reader.Count();
        var categories = new Dictionary<DayCategoryCell, CategoryTally>(count);
        for (var left = count; left > 0; left--)
        {
            var cell = new DayCategoryCell(reader.Count(), ids[reader.Count()], ids[reader.Count()]);
            categories[cell] = CategoryTally.Read(ref reader);
        }

        return new DaysSummary(month, days, categories);
    }
}
