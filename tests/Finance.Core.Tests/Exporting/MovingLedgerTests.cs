using System.Text;
using Finance.Core.Exporting;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Exporting;

/// <summary>Ledgers that change while they are exported: the file is the ledger as it was when it began, or it has no end.</summary>
public sealed class MovingLedgerTests
{
    private const int Entries = 4000;
    private static readonly DateRange Days = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));

    [Theory]
    [InlineData(TransactionSort.NewestFirst)]
    [InlineData(TransactionSort.OldestFirst)]
    public async Task Csv_EntriesAddedMeanwhile_AreNotInTheFile(TransactionSort sort)
    {
        var ledger = await FilledAsync();

        var file = await ReadAsync(ledger, ExportTexts.Request(ExportFormat.Csv, sort: sort), async () =>
        {
            await ledger.AddAsync(TransactionType.Expense, "1", "2025-01-01");
            await ledger.AddAsync(TransactionType.Expense, "2", "2025-12-31");
            await ledger.AddAsync(TransactionType.Expense, "3", "2026-03-01");
        });

        Assert.Equal(Entries, ExportTexts.Records(file).Count);
    }

    [Theory]
    [InlineData(TransactionSort.NewestFirst, 1, true)]
    [InlineData(TransactionSort.NewestFirst, Entries - 1, false)]
    [InlineData(TransactionSort.OldestFirst, Entries - 1, true)]
    public async Task Csv_EntryDeletedMeanwhile_BreaksOffUnlessItWasRead(TransactionSort sort, int number, bool breaks)
    {
        var ledger = await FilledAsync();
        var victim = await FindAsync(ledger, number);

        var reading = ReadAsync(ledger, ExportTexts.Request(ExportFormat.Csv, sort: sort), async () =>
            Assert.True((await ledger.Transactions.DeleteAsync(ledger.Change, victim.Id, default)).IsOk));

        Assert.Equal(breaks, await Record.ExceptionAsync(() => reading) is LedgerMovedException);
    }

    [Fact]
    public async Task Csv_EntryChangedMeanwhile_BreaksOff()
    {
        var ledger = await FilledAsync();
        var victim = await FindAsync(ledger, 1);

        await Assert.ThrowsAsync<LedgerMovedException>(() => ReadAsync(ledger, ExportTexts.Request(ExportFormat.Csv), async () =>
            Assert.True((await ledger.Transactions.UpdateAsync(
                ledger.Change, victim.Id, new TransactionPatch { Payee = "Another" }, default)).IsOk)));
    }

    [Fact]
    public async Task Json_AnyChangeMeanwhile_BreaksOff()
    {
        var ledger = await FilledAsync();

        await Assert.ThrowsAsync<LedgerMovedException>(() => ReadAsync(
            ledger, ExportTexts.Request(ExportFormat.Json), () => ledger.AddAsync(TransactionType.Expense, "1", "2025-01-01")));
    }

    private static async Task<TestLedger> FilledAsync()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.FillAsync(Entries, Days);
        return ledger;
    }

    /// <summary>An entry by its place, the oldest first.</summary>
    private static async Task<Transaction> FindAsync(TestLedger ledger, int number) => (await ledger.Ledgers.Reader
        .TransactionsAsync(ledger.Caller.User, Days)
        .ToListAsync())[^(number + 1)];

    /// <summary>Reads a file to its end; something happens after its first piece.</summary>
    private static async Task<string> ReadAsync(TestLedger ledger, ExportRequest request, Func<Task> meanwhile)
    {
        var (text, isFirst) = (new StringBuilder(), true);
        await foreach (var piece in (await ledger.OpenAsync(request)).Content)
        {
            text.Append(Encoding.UTF8.GetString(piece.Span));
            await (isFirst ? meanwhile() : Task.CompletedTask);
            isFirst = false;
        }

        return text.ToString();
    }
}
