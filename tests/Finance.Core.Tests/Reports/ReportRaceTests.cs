using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Reports;

/// <summary>A report reads several rows; others write in between.</summary>
public sealed class ReportRaceTests
{
    [Theory]
    [InlineData(LedgerKeys.YearPrefix)]
    [InlineData(LedgerKeys.TransactionPrefix)]
    public async Task SummaryAsync_AnotherProcessCommitsBetweenItsReads_EveryFigureIsOfOneVersion(string overtakenAt)
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.AddAsync(TransactionType.Expense, "10", "2026-01-01");
        var overtaken = new InterferingTableStore(store, times: 1)
        {
            MeansKey = key => key.StartsWith(overtakenAt, StringComparison.Ordinal),
            BeforeFind = () => ledger.AddAsync(TransactionType.Expense, "25", "2026-02-02"),
        };
        var reader = ledger.Reopen(overtaken);
        var reports = new ReportService(reader.Ledgers, reader.Exchange, ledger.Clock);

        var summary = (await reports.SummaryAsync(ledger.Caller, new ReportQuery(Year: "2026"), default)).Value;

        Assert.Equal(
            ("35.00", "-35.00", 2L, "25.00"),
            (summary.Current.Expenses.ToString(), summary.Current.NetWorth.ToString(), summary.Current.TransactionCount,
                summary.LargestExpense!.Transaction.Amount.ToString()));
    }

    [Fact]
    public async Task SummaryAsync_AnotherProcessCommitsEveryTime_StillAnswers()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.AddAsync(TransactionType.Expense, "10", "2026-01-01");
        var overtaken = new InterferingTableStore(store, times: int.MaxValue)
        {
            MeansKey = key => key.StartsWith(LedgerKeys.YearPrefix, StringComparison.Ordinal),
            BeforeFind = () => ledger.AddAsync(TransactionType.Expense, "1", "2026-02-02"),
        };
        var reader = ledger.Reopen(overtaken);
        var reports = new ReportService(reader.Ledgers, reader.Exchange, ledger.Clock);

        var summary = await reports.SummaryAsync(ledger.Caller, new ReportQuery(Year: "2026"), default);

        Assert.True(summary.IsOk);
    }
}
