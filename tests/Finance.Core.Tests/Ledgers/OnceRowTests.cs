using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Ledgers;

public sealed class OnceRowTests
{
    [Fact]
    public async Task ChangeAsync_KeysOfManyDays_AnswersOfOldDaysDoNotPileUp()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        for (var number = 0; number < 2_000; number++)
        {
            ledger.Clock.Now = ledger.Clock.Now.AddMinutes(30);
            await EnterAsync(ledger, $"key {number}");
        }

        var rows = OnceRows(store);
        var kept = rows.Count(row => row.Instant("At") >= ledger.Clock.Now.AddHours(-24));
        Assert.Equal(49, kept);
        Assert.InRange(rows.Count - kept, 0, 150);
    }

    [Fact]
    public async Task ChangeAsync_KeysOfToday_AllAreKept()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        for (var number = 0; number < 300; number++)
        {
            await EnterAsync(ledger, $"key {number}");
        }

        Assert.Equal(300, OnceRows(store).Count);
    }

    private static async Task EnterAsync(TestLedger ledger, string key)
    {
        var change = ledger.Change with { Idempotency = new Idempotency(key, "print", _ => new RecordedResponse(201, "{}", null, null)) };
        var asked = new NewTransaction { Type = TransactionType.Expense, Amount = new AmountText("amount", "1") };
        Assert.True((await ledger.Transactions.CreateAsync(change, asked, default)).IsOk);
    }

    private static List<Row> OnceRows(InMemoryTableStore store) =>
        [.. store.Everything(Tables.Ledger).Where(row => row.Key.StartsWith(LedgerKeys.OncePrefix, StringComparison.Ordinal))];
}
