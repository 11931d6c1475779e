using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>A day of one account within a month.</summary>
/// <param name="Day">1 to 31.</param>
public readonly record struct DayCell(int Day, string AccountId);

/// <summary>Net (minor units, account's currency) and number of an account's entries of a day.</summary>
public readonly record struct DayNet(long Net, long Count);

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
    private const byte Layout = 2;

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
            var changed = new DayNet(checked(old.Net + (sign * effect.Minor)), old.Count + sign);
            if (changed == default)
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
            writer.Count(cell.Day).Count(ids[cell.AccountId]).Signed(net.Net).Signed(net.Count);
        }

        writer.Count(categories.Count);
        foreach (var (cell, tally) in categories)
        {
            writer.Count(cell.Day).Count(ids[cell.AccountId]).Count(ids[cell.CategoryId]);
            tally.Write(writer);
        }

        return PackedCells.Spread(new Row(owner.ToString(), LedgerKeys.Days(Month)), writer.ToBytes());
    }

    /// <returns>Null for a row of before the days knew categories: they have to be counted again from the transactions.</returns>
    internal static DaysSummary? Read(Row row, Month month)
    {
        if (row.FindBytes("Cells") is not null)
        {
            return null;
        }

        var reader = new PackedReader(PackedCells.Gather(row), Layout);
        var ids = IdTable.Read(ref reader);
        var count = reader.Count();
        var days = new Dictionary<DayCell, DayNet>(count);
        for (var left = count; left > 0; left--)
        {
            days[new DayCell(reader.Count(), ids[reader.Count()])] = new DayNet(reader.Signed(), reader.Signed());
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
