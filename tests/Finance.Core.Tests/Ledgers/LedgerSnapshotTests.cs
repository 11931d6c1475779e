using Finance.Core.Summaries;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Ledgers;

public sealed class LedgerSnapshotTests
{
    [Fact]
    public async Task Create_MoreSummariesThanAreRemembered_NoneIsBuiltOnAnOlderOne()
    {
        var ledger = await TestLedger.CreateAsync();
        for (var month = Month.Of(1990, 1); month <= Month.Of(2014, 12); month = month.AddMonths(1))
        {
            await ledger.AddAsync(TransactionType.Expense, "1", LedgerDates.Format(month.FirstDay));
        }

        for (var time = 0; time < 3; time++)
        {
            await ledger.AddAsync(TransactionType.Expense, "2", "1990-01-01");
        }

        var stored = ledger.Reopen();
        var days = await stored.Ledgers.Reader.DaysAsync(await stored.OpenAsync(), Month.Of(1990, 1), default);
        Assert.Equal(
            new DayNet(-700, 4) { Largest = new DayLargest(200, true) },
            days.Days[new DayCell(1, ledger.Checking)]);
    }
}
