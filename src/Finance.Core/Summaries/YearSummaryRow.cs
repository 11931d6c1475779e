using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>
/// A year's summary as a row: packed cells in as many binary properties as they need, with each account's and category's id written once.
/// </summary>
internal static class YearSummaryRow
{
    private const byte Layout = 1;

    internal static Row Write(UserId owner, YearSummary summary)
    {
        var ids = new IdTable();
        foreach (var cell in summary.Accounts.Keys)
        {
            ids.Add(cell.AccountId);
        }

        foreach (var cell in summary.Categories.Keys)
        {
            ids.Add(cell.AccountId);
            ids.Add(cell.CategoryId);
        }

        foreach (var cell in summary.Uses.Keys)
        {
            ids.Add(cell.CategoryId);
        }

        var writer = new PackedWriter(Layout);
        ids.Write(writer);
        writer.Count(summary.Accounts.Count);
        foreach (var (cell, tally) in summary.Accounts)
        {
            writer.Count(cell.Month).Count(ids[cell.AccountId]);
            tally.Income.Write(writer);
            tally.Expense.Write(writer);
            tally.TransferOut.Write(writer);
            tally.TransferIn.Write(writer);
            WriteLargest(writer, summary.Largest, cell);
        }

        writer.Count(summary.Categories.Count);
        foreach (var (cell, tally) in summary.Categories)
        {
            writer.Count(cell.Month).Count(ids[cell.AccountId]).Count(ids[cell.CategoryId]);
            tally.Write(writer);
        }

        writer.Count(summary.Uses.Count);
        foreach (var (cell, use) in summary.Uses)
        {
            writer.Count(cell.Month).Count(ids[cell.CategoryId]).Signed(use.Count).Count(use.LastDay).Signed(use.OnLastDay);
        }

        return PackedCells.Spread(new Row(owner.ToString(), LedgerKeys.Year(summary.Year)), writer.ToBytes());
    }

    internal static YearSummary Read(Row row, int year)
    {
        var reader = new PackedReader(PackedCells.Gather(row), Layout);
        var ids = IdTable.Read(ref reader);
        var accounts = new Dictionary<AccountCell, AccountTally>();
        var largest = new Dictionary<AccountCell, LargestExpense>();
        for (var left = reader.Count(); left > 0; left--)
        {
            var cell = new AccountCell(reader.Count(), ids[reader.Count()]);
            accounts[cell] = new AccountTally(Tally.Read(ref reader), Tally.Read(ref reader), Tally.Read(ref reader), Tally.Read(ref reader));
            ReadLargest(ref reader, largest, cell);
        }

        var count = reader.Count();
        var categories = new Dictionary<CategoryCell, CategoryTally>(count);
        for (var left = count; left > 0; left--)
        {
            var cell = new CategoryCell(reader.Count(), ids[reader.Count()], ids[reader.Count()]);
            categories[cell] = CategoryTally.Read(ref reader);
        }

        return new YearSummary(year, accounts, categories, largest, ReadUses(ref reader, ids));
    }

    private static Dictionary<UseCell, CategoryUse> ReadUses(ref PackedReader reader, string[] ids)
    {
        var count = reader.Count();
        var uses = new Dictionary<UseCell, CategoryUse>(count);
        for (var left = count; left > 0; left--)
        {
            uses[new UseCell(reader.Count(), ids[reader.Count()])] = new CategoryUse(reader.Signed(), reader.Count(), reader.Signed());
        }

        return uses;
    }

    private static void WriteLargest(PackedWriter writer, IReadOnlyDictionary<AccountCell, LargestExpense> all, AccountCell cell)
    {
        // 0: no expense, 1: not known, 2: known.
        if (!all.TryGetValue(cell, out var largest))
        {
            writer.Count(0);
        }
        else if (!largest.IsKnown)
        {
            writer.Count(1);
        }
        else
        {
            writer.Count(2).Signed(largest.Minor).Text(largest.Id.ToString());
        }
    }

    private static void ReadLargest(ref PackedReader reader, Dictionary<AccountCell, LargestExpense> all, AccountCell cell)
    {
        switch (reader.Count())
        {
            case 1:
                all[cell] = LargestExpense.Unknown;
                break;
            case 2:
                all[cell] = new LargestExpense(reader.Signed(), TransactionId.Parse(reader.Text()), true);
                break;
        }
    }
}
