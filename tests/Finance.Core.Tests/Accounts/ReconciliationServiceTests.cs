using Finance.Core.Accounts;
using Finance.Core.Transactions;
using Finance.Testing;

namespace Finance.Core.Tests.Accounts;

public sealed class ReconciliationServiceTests
{
    [Fact]
    public async Task ReconcileAsync_StatementAgrees_ClearsAndSaysHowMany()
    {
        var ledger = await FilledAsync();

        var outcome = (await Reconcile(ledger, "2026-02-15", "90")).Value;

        Assert.True(outcome.IsReconciled);
        Assert.Equal((9000, 0, 3), (outcome.Balance.Minor, outcome.Difference.Minor, outcome.ClearedCount));
        Assert.Empty(outcome.Uncleared.Entries);
        var account = (await ledger.Reopen().OpenAsync()).Chart.FindAccount(ledger.Checking)!;
        Assert.Equal(new Reconciliation(new DateOnly(2026, 2, 15), outcome.StatementBalance, 5, 3), account.Reconciled);
    }

    [Fact]
    public async Task ReconcileAsync_StatementDiffers_ListsWhatIsNotClearedAndWritesNothing()
    {
        var ledger = await FilledAsync();
        var version = (await ledger.OpenAsync()).Head.Version;

        var outcome = (await Reconcile(ledger, "2026-02-15", "100.25")).Value;

        Assert.Equal((1025, 3, true), (outcome.Difference.Minor, outcome.Uncleared.Count, outcome.Uncleared.IsComplete));
        Assert.Equal([(2, 10), (2, 1), (1, 5)], outcome.Uncleared.Entries.Select(entry => (entry.Date.Month, entry.Date.Day)));
        Assert.Equal(version, (await ledger.Reopen().OpenAsync()).Head.Version);
    }

    [Fact]
    public async Task ReconcileAsync_NextStatement_OnlyWhatCameSinceIsNotCleared()
    {
        var ledger = await FilledAsync();
        await Reconcile(ledger, "2026-02-15", "90");

        var outcome = (await Reconcile(ledger, "2026-03-31", "1")).Value;

        Assert.Equal((8500, 1), (outcome.Balance.Minor, outcome.Uncleared.Count));
        Assert.Equal(new DateOnly(2026, 3, 1), Assert.Single(outcome.Uncleared.Entries).Date);
    }

    [Fact]
    public async Task ReconcileAsync_EntryDatedBeforeTheLastStatement_IsFoundAsNotCleared()
    {
        var ledger = await FilledAsync();
        await Reconcile(ledger, "2026-02-15", "90");
        var late = await ledger.AddAsync(TransactionType.Expense, "7", "2026-01-20");

        var outcome = (await Reconcile(ledger, "2026-03-31", "1")).Value;

        Assert.Equal([new DateOnly(2026, 3, 1), late.Date], outcome.Uncleared.Entries.Select(entry => entry.Date));
        Assert.Equal((2, true), (outcome.Uncleared.Count, outcome.Uncleared.IsComplete));
    }

    [Fact]
    public async Task ReconcileAsync_OlderStatementThatAgrees_TakesNothingBack()
    {
        var ledger = await FilledAsync();
        await Reconcile(ledger, "2026-02-15", "90");

        var outcome = (await Reconcile(ledger, "2026-01-31", "110")).Value;

        Assert.True(outcome.IsReconciled);
        Assert.Equal(new DateOnly(2026, 2, 15), outcome.Account.Reconciled!.StatementDate);
    }

    [Fact]
    public async Task ReconcileAsync_OpeningBalanceChangedSince_NothingIsClearedAnyMore()
    {
        var ledger = await FilledAsync();
        await Reconcile(ledger, "2026-02-15", "90");

        var patch = new AccountPatch { OpeningBalance = new AmountText("opening_balance", "10") };
        var account = (await new AccountService(ledger.Ledgers).UpdateAsync(ledger.Change, ledger.Checking, patch, default)).Value.Account;

        Assert.Null(account.Reconciled);
    }

    [Fact]
    public async Task ReconcileAsync_ManyEntries_ListIsBoundedAndCountIsNot()
    {
        var ledger = await TestLedger.CreateAsync();
        for (var number = 0; number < UnclearedEntries.Limit + 20; number++)
        {
            await ledger.AddAsync(TransactionType.Income, "1", "2026-03-05");
        }

        var uncleared = (await Reconcile(ledger, "2026-03-31", "0")).Value.Uncleared;

        Assert.Equal((UnclearedEntries.Limit, 520, false), (uncleared.Entries.Count, uncleared.Count, uncleared.IsComplete));
    }

    [Fact]
    public async Task ReconcileAsync_AnyAge_SameNumberOfStorageCalls()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        for (var year = 1990; year <= 2026; year++)
        {
            await ledger.AddAsync(TransactionType.Income, "1", $"{year}-03-05");
            await ledger.AddAsync(TransactionType.Income, "1", $"{year}-03-25");
        }

        var reopened = ledger.Reopen();
        var calls = store.Calls.Total;
        var outcome = (await Reconcile(reopened, "2026-03-10", "73")).Value;

        Assert.True(outcome.IsReconciled);
        Assert.Equal(3, store.Calls.Total - calls);
    }

    [Theory]
    [InlineData("2026-02-15", "1.234", "statement_balance")]
    [InlineData("1776-07-04", "1", "statement_date")]
    public async Task ReconcileAsync_FieldBreaksItsRule_NamesTheField(string date, string balance, string field)
    {
        var ledger = await TestLedger.CreateAsync();

        Assert.Equal([field], (await Reconcile(ledger, date, balance)).Error!.Fields!.Keys);
    }

    [Theory]
    [InlineData("2025-12-31", 0, 0)]
    [InlineData("2026-01-05", 11000, 1)]
    [InlineData("2026-01-31", 11000, 1)]
    [InlineData("2026-02-09", 10000, 2)]
    [InlineData("2026-02-10", 9000, 3)]
    [InlineData("2026-02-28", 9000, 3)]
    [InlineData("2027-01-01", 8500, 4)]
    public async Task AtAsync_AnyDay_WhatTheEntriesUntilThenAddUpTo(string day, long minor, long count)
    {
        var ledger = await FilledAsync();
        var snapshot = await ledger.Reopen().OpenAsync();

        var there = await AccountBalances.AtAsync(
            ledger.Ledgers.Reader, snapshot, snapshot.Chart.FindAccount(ledger.Checking)!, DateOnly.Parse(day, null), default);

        Assert.Equal((minor, count), (there.Balance.Minor, there.Count));
    }

    [Fact]
    public async Task AtAsync_EntriesOfAMergedAccount_CountWhereTheyAreNow()
    {
        var ledger = await FilledAsync();
        var cash = await ledger.AddAccountAsync("Cash");
        await ledger.AddAsync(TransactionType.Income, "3", "2026-02-05", account: cash);
        await new AccountService(ledger.Ledgers).DeleteAsync(ledger.Change, cash, ledger.Checking, default);
        var snapshot = await ledger.Reopen().OpenAsync();

        var there = await AccountBalances.AtAsync(
            ledger.Ledgers.Reader, snapshot, snapshot.Chart.FindAccount(ledger.Checking)!, new DateOnly(2026, 2, 9), default);

        Assert.Equal((10300, 3), (there.Balance.Minor, there.Count));
    }

    private static async Task<TestLedger> FilledAsync()
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Income, "110", "2026-01-05");
        await ledger.AddAsync(TransactionType.Expense, "10", "2026-02-01");
        await ledger.AddAsync(TransactionType.Expense, "10", "2026-02-10");
        await ledger.AddAsync(TransactionType.Expense, "5", "2026-03-01");
        return ledger;
    }

    private static Task<Result<ReconciliationOutcome>> Reconcile(TestLedger ledger, string date, string balance) =>
        new ReconciliationService(ledger.Ledgers).ReconcileAsync(
            ledger.Change,
            ledger.Checking,
            new Statement(DateOnly.Parse(date, null), new AmountText("statement_balance", balance)),
            default);
}
