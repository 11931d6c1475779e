using Finance.Core.Audits;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Audits;

/// <summary>Verifying and rebuilding while others write, and while the store goes away.</summary>
public sealed class LedgerVerifierRaceTests
{
    [Fact]
    public async Task VerifyAsync_OvertakenOnce_ReadsAgain()
    {
        var (store, ledger) = await CreateAsync();
        var overtaken = new InterferingTableStore(store, times: 1) { BeforeQuery = () => SpendAsync(ledger) };

        var verified = await new LedgerVerifier(ledger.Reopen(overtaken).Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default);

        Assert.Equal([], verified.Value.Differences);
        Assert.Equal(201, verified.Value.Checked);
    }

    [Fact]
    public async Task VerifyAsync_OvertakenAgainAndAgain_SaysSo()
    {
        var (store, ledger) = await CreateAsync();
        var overtaken = new InterferingTableStore(store, times: 1_000) { BeforeQuery = () => SpendAsync(ledger) };

        var verified = await new LedgerVerifier(ledger.Reopen(overtaken).Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default);

        Assert.Equal("ledger_busy", verified.Error?.Code);
    }

    [Fact]
    public async Task RebuildAsync_OvertakenBeforeItsCommit_ReadsAgainAndLosesNothing()
    {
        var (store, ledger) = await CreateAsync();
        await DeleteDaysAsync(store);
        var overtaken = new InterferingTableStore(store, times: 2) { BeforeCommit = () => SpendAsync(ledger.Reopen()) };

        var rebuilt = await new LedgerVerifier(ledger.Reopen(overtaken).Ledgers).RebuildAsync(ledger.Change, ledger.Caller.User, default);

        Assert.True(rebuilt.IsOk);
        Assert.Equal(202, rebuilt.Value.Checked);
        await AssertCleanAsync(ledger);
    }

    [Fact]
    public async Task RebuildAsync_StoreGoesAwayAfterItsFirstCommit_AnotherRunDoesTheRest()
    {
        var (store, ledger) = await CreateAsync();
        await DeleteDaysAsync(store);
        var commits = 0;
        var dying = new InterferingTableStore(store, times: 1_000)
        {
            BeforeCommit = () => ++commits == 2 ? throw new StoreUnavailableException("Away.") : Task.CompletedTask,
        };
        var verifier = new LedgerVerifier(ledger.Reopen(dying).Ledgers);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => verifier.RebuildAsync(ledger.Change, ledger.Caller.User, default));
        var left = (await new LedgerVerifier(ledger.Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default)).Value.DifferenceCount;

        var rebuilt = await verifier.RebuildAsync(ledger.Change, ledger.Caller.User, default);

        Assert.InRange(left, 1, 399);
        Assert.Equal(left, rebuilt.Value.Repaired.Count);
        await AssertCleanAsync(ledger);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Create_ThirtyTwoWritersOnOneAccount_BalanceIsExactAndNothingDiffers(int processes)
    {
        var ledger = await TestLedger.CreateAsync();
        var writers = Enumerable.Range(0, processes).Select(_ => ledger.Reopen()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < 50; number++)
            {
                await writers[writer % processes].AddAsync(
                    number % 2 == 0 ? TransactionType.Expense : TransactionType.Income,
                    $"{writer}.{number + 10}",
                    $"2026-0{(number % 6) + 1}-01",
                    tags: "busy");
            }
        })));

        var account = (await ledger.OpenAsync()).Chart.FindAccount(ledger.Checking)!;
        Assert.Equal(32 * 25, account.Balance.Minor);
        Assert.Equal(1_600, account.TransactionCount);
        await AssertCleanAsync(ledger);
    }

    private static async Task<(InMemoryTableStore Store, TestLedger Ledger)> CreateAsync()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await ledger.FillAsync(200, new DateRange(new DateOnly(2009, 1, 1), new DateOnly(2025, 12, 31)));
        return (store, ledger);
    }

    private static async Task SpendAsync(TestLedger ledger) => await ledger.AddAsync(TransactionType.Expense, "1", "2026-01-01");

    private static async Task DeleteDaysAsync(InMemoryTableStore store)
    {
        var days = store.Everything(Tables.Ledger).Where(row => row.Key.StartsWith(LedgerKeys.DaysPrefix, StringComparison.Ordinal));
        foreach (var row in days)
        {
            await store.CommitAsync(Tables.Ledger, new Batch(row.Partition).Add(new RowChange(RowChangeKind.Delete, row)), default);
        }
    }

    private static async Task AssertCleanAsync(TestLedger ledger)
    {
        var verified = await new LedgerVerifier(ledger.Reopen().Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default);
        Assert.Equal([], verified.Value.Differences);
    }
}
