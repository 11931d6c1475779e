using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>A day of one account within a month.</summary>
/// <param name="Day">1 to 31.</param>
public readonly record struct DayCell(int Day, string AccountId);

/// <summary>Net (minor units, account's currency) and number of an account's entries of a day.</summary>
public readonly record struct DayNet(long Net, long Count);

/// <summary>
/// What each day of a month did to each account. One row of the ledger: with the balance at the month's end it gives the balance on any day, and
/// where in a month the entries lie.
/// </summary>
public sealed class DaysSummary(Month month, Dictionary<DayCell, DayNet> days)
{
    private const byte Layout = 1;

    public DaysSummary(Month month)
        : this(month, [])
    {
    }

    public Month Month { get; } = month;

    public IReadOnlyDictionary<DayCell, DayNet> Days => days;

    public bool IsEmpty => days.Count == 0;

    public DaysSummary Clone() => new(Month, new Dictionary<DayCell, DayNet>(days));

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
    }

    internal Row ToRow(UserId owner)
    {
        var ids = new IdTable();
        foreach (var cell in days.Keys)
        {
            ids.Add(cell.AccountId);
        }

        var writer = new PackedWriter(Layout);
        ids.Write(writer);
        writer.Count(days.Count);
        foreach (var (cell, net) in days)
        {
            writer.Count(cell.Day).Count(ids[cell.AccountId]).Signed(net.Net).Signed(net.Count);
        }

        return new Row(owner.ToString(), LedgerKeys.Days(Month)).Set("Cells", writer.ToBytes());
    }

    internal static DaysSummary Read(Row row, Month month)
    {
        var reader = new PackedReader(row.FindBytes("Cells"), Layout);
        var ids = IdTable.Read(ref reader);
        var count = reader.Count();
        var cells = new Dictionary<DayCell, DayNet>(count);
        for (var left = count; left > 0; left--)
        {
            cells[new DayCell(reader.Count(), ids[reader.Count()])] = new DayNet(reader.Signed(), reader.Signed());
        }

        return new DaysSummary(month, cells);
    }
}
