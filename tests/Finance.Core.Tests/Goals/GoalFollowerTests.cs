using System.Text;
using Finance.Core.Accounts;
using Finance.Core.Goals;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Goals.GoalLedger;

namespace Finance.Core.Tests.Goals;

/// <summary>What becomes of contributions when the transactions that they come out of change.</summary>
public sealed class GoalFollowerTests
{
    [Theory]
    [InlineData("250", "250.00")]
    [InlineData("40", "40.00")]
    public async Task Update_AmountOfAWholeContribution_Follows(string amount, string given)
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var transaction = await ledger.SpendAsync("100");
        await ledger.LinkAsync(goal.Id, transaction);

        var changed = await ledger.EditAsync(transaction, amount);

        Assert.Equal(given, Assert.Single(changed.Goals).Amount.ToString());
        Assert.Equal(given, (await ledger.GetAsync(goal.Id)).Figures.Current.ToString());
        Assert.Equal([$"2026-06-10 {given}"], await ledger.ListAsync(goal.Id));
        await ledger.VerifyAsync();
    }

    [Theory]
    [InlineData("200", "30.00", "60.00")]
    [InlineData("90", "30.00", "60.00")]
    [InlineData("89.99", "30.00", "59.99")]
    [InlineData("30.01", "30.00", "0.01")]
    [InlineData("30", "30.00", null)]
    [InlineData("12", "12.00", null)]
    public async Task Update_AmountOfNamedContributions_CapsTheNewestFirst(string amount, string first, string? second)
    {
        var ledger = await CreateAsync();
        var (one, two) = (await ledger.AddAsync(), await ledger.AddAsync());
        var transaction = await ledger.SpendAsync("100");
        await ledger.LinkAsync(one.Id, transaction, "30");
        await ledger.LinkAsync(two.Id, transaction, "60");

        await ledger.EditAsync(transaction, amount);
        var back = await ledger.EditAsync(transaction, "100");

        Assert.Equal([$"2026-06-10 {first}"], await ledger.ListAsync(one.Id));
        Assert.Equal(second is null ? [] : [$"2026-06-10 {second}"], await ledger.ListAsync(two.Id));
        Assert.Equal(second is null ? 1 : 2, back.Goals.Count);
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Update_AmountBesideOthers_TheRestStaysWhatItWas()
    {
        var ledger = await CreateAsync();
        var (one, two) = (await ledger.AddAsync(), await ledger.AddAsync());
        var transaction = await ledger.SpendAsync("100");
        await ledger.LinkAsync(one.Id, transaction, "30");
        await ledger.LinkAsync(two.Id, transaction);

        await ledger.EditAsync(transaction, "120");

        Assert.Equal(("30.00", "70.00"), (await CurrentAsync(ledger, one), await CurrentAsync(ledger, two)));
    }

    [Fact]
    public async Task Update_DateBackAndForth_ContributionGoesWithItAndKeepsItsId()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var transaction = await ledger.SpendAsync("100");
        var made = await ledger.LinkAsync(goal.Id, transaction);
        await ledger.PutInAsync(goal.Id, "1", "2026-05-01");

        await ledger.EditAsync(transaction, new TransactionPatch { Date = Day("2026-02-01") });

        Assert.Equal(["2026-05-01 1.00", "2026-02-01 100.00"], await ledger.ListAsync(goal.Id));
        Assert.Equal("100.00", (await ledger.GetAsync(goal.Id, "2026-02-01")).Figures.Current.ToString());
        var moved = Ok(await ledger.Contributions.GetAsync(ledger.Ledger.Caller, goal.Id, made.Id, default));
        Assert.Equal((made.Id, Day("2026-02-01")), (moved.Id, moved.Date));
        await ledger.VerifyAsync();
        await ledger.EditAsync(transaction, new TransactionPatch { Date = Day("2026-06-10"), Amount = Amount("50") });
        Assert.Equal(["2026-06-10 50.00", "2026-05-01 1.00"], await ledger.ListAsync(goal.Id));
        await ledger.EditAsync(transaction, new TransactionPatch { Date = Day("2026-03-01") });
        Assert.Equal("1.00", (await ledger.UndoAsync(moved)).Figures.Current.ToString());
        Assert.Empty((await ledger.ReadAsync(transaction)).Goals);
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Update_WhatGoalsDoNotCareFor_LeavesThemAlone()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var transaction = await ledger.SpendAsync("100");
        var made = await ledger.LinkAsync(goal.Id, transaction);

        var changed = await ledger.EditAsync(transaction, new TransactionPatch { Payee = "Bank", Type = TransactionType.Income });

        Assert.Single(changed.Goals);
        Assert.Equal(made, Ok(await ledger.Contributions.GetAsync(ledger.Ledger.Caller, goal.Id, made.Id, default)));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Update_IntoAnotherCurrency_TakesTheContributionAway()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var euros = await ledger.Ledger.AddAccountAsync("Euros", "EUR");
        var transaction = await ledger.SpendAsync("100");
        await ledger.LinkAsync(goal.Id, transaction);

        var changed = await ledger.EditAsync(transaction, new TransactionPatch { AccountId = euros });

        Assert.Empty(changed.Goals);
        Assert.Equal(("0.00", 0L), (await CurrentAsync(ledger, goal), (await ledger.GetAsync(goal.Id)).Figures.ContributionCount));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Delete_LinkedTransaction_TakesContributionsOfEveryGoalAndOpensThemAgain()
    {
        var ledger = await CreateAsync();
        var (one, two) = (await ledger.AddAsync("50"), await ledger.AddAsync());
        var transaction = await ledger.SpendAsync("100");
        await ledger.LinkAsync(one.Id, transaction, "50");
        await ledger.LinkAsync(two.Id, transaction);
        Assert.Equal(GoalStatus.Completed, (await ledger.GetAsync(one.Id)).Goal.Status);

        Ok(await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, transaction.Id, default));

        Assert.Equal(GoalStatus.Active, (await ledger.GetAsync(one.Id)).Goal.Status);
        Assert.Equal(("0.00", "0.00"), (await CurrentAsync(ledger, one), await CurrentAsync(ledger, two)));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Update_AmountThatReachesTheTarget_CompletesAndTellsInTheSameCommit()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var transaction = await ledger.SpendAsync("100");
        await ledger.LinkAsync(goal.Id, transaction);
        var version = (await ledger.Ledger.OpenAsync()).Head.Version;

        await ledger.EditAsync(transaction, "1000");

        Assert.Equal(version + 1, (await ledger.Ledger.OpenAsync()).Head.Version);
        Assert.Equal(GoalStatus.Completed, (await ledger.GetAsync(goal.Id)).Goal.Status);
        Assert.Equal([100], await ledger.ToldAsync(goal.Id));
    }

    [Fact]
    public async Task Update_TransactionThatGivesToAsManyGoalsAsItMay_FitsOneCommit()
    {
        var ledger = await CreateAsync();
        var transaction = await ledger.SpendAsync("100");
        var goals = new List<Goal>();
        for (var number = 0; number < GoalLinks.Max; number++)
        {
            goals.Add(await ledger.AddAsync("10"));
            await ledger.LinkAsync(goals[^1].Id, transaction, "10");
        }

        await ledger.EditAsync(transaction, new TransactionPatch { Date = Day("2025-12-31"), Amount = Amount("95") });

        Assert.Equal("5.00", await CurrentAsync(ledger, goals[^1]));
        await ledger.VerifyAsync();
        Ok(await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, transaction.Id, default));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task DeleteAccount_EntriesMoved_ContributionsStay()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        var old = await ledger.Ledger.AddAccountAsync("Old");
        var transaction = await ledger.Ledger.AddAsync(TransactionType.Expense, "100", "2026-06-10", account: old);
        await ledger.LinkAsync(goal.Id, transaction);

        Ok(await new AccountService(ledger.Ledger.Ledgers).DeleteAsync(ledger.Ledger.Change, old, ledger.Ledger.Checking, default));
        await ledger.EditAsync(transaction, "110");

        Assert.Equal("110.00", await CurrentAsync(ledger, goal));
        await ledger.VerifyAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UndoImport_EveryEntryLinkedToTwoGoals_FitsItsCommitsAndTakesTheContributions(bool remember)
    {
        var ledger = await CreateAsync();
        var (one, two) = (await ledger.AddAsync(), await ledger.AddAsync());
        await ledger.PutInAsync(one.Id, "7");
        var import = await ImportAsync(ledger, 90);
        await foreach (var transaction in AllAsync(ledger))
        {
            await ledger.LinkAsync(one.Id, transaction, "1");
            await ledger.LinkAsync(two.Id, transaction);
        }

        var undo = new ImportUndo(ledger.Ledger.Ledgers);
        var undone = Ok(await undo.UndoAsync(ledger.Ledger.Change, import, remember, default));

        Assert.Equal((90L, "7.00", "0.00"), (undone.Removed, await CurrentAsync(ledger, one), await CurrentAsync(ledger, two)));
        Assert.Equal(["2026-06-15 7.00"], await ledger.ListAsync(one.Id));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Import_StatementOfALinkedEntryAgain_KeepsTheLink()
    {
        var ledger = await CreateAsync();
        var goal = await ledger.AddAsync();
        await ImportAsync(ledger, 3);
        var transaction = await AllAsync(ledger).FirstAsync();
        await ledger.LinkAsync(goal.Id, transaction);

        await ImportAsync(ledger, 4);

        Assert.Single((await ledger.ReadAsync(transaction)).Goals);
        Assert.Equal("10.00", await CurrentAsync(ledger, goal));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task Update_ContributionThatIsLost_FailsNoEdit()
    {
        var store = new Finance.Testing.InMemoryTableStore();
        var ledger = await CreateAsync(store);
        var goal = await ledger.AddAsync();
        var transaction = await ledger.SpendAsync("100");
        var made = await ledger.LinkAsync(goal.Id, transaction);
        var row = ContributionRow.Write(ledger.Ledger.Caller.User, made);
        await store.CommitAsync(Tables.Ledger, new Batch(row.Partition).Add(new RowChange(RowChangeKind.Delete, row)), default);

        var changed = await ledger.EditAsync(transaction, "90");

        Assert.Equal("90.00", changed.Amount.ToString());
    }

    private static async Task<string> CurrentAsync(GoalLedger ledger, Goal goal) =>
        (await ledger.GetAsync(goal.Id)).Figures.Current.ToString();

    private static IAsyncEnumerable<Transaction> AllAsync(GoalLedger ledger) => new LedgerReader(ledger.Ledger.Store)
        .TransactionsAsync(ledger.Ledger.Caller.User, new DateRange(LedgerDates.First, LedgerDates.Last));

    /// <summary>Imports entries of 10.00 on days from 1 March 2026 on.</summary>
    private static async Task<string> ImportAsync(GoalLedger ledger, int entries)
    {
        var lines = Enumerable.Range(0, entries).Select(entry => $"{Day("2026-03-01").AddDays(entry / 2):yyyy-MM-dd},Shop {entry},-10.00\n");
        var file = "Date,Description,Amount\n" + string.Concat(lines);
        var id = LedgerKeys.NewImportId(ledger.Ledger.Clock.Now, file);
        var request = new ImportRequest(id, ImportSource.Upload, "statement", null, ReadingChoices.None);
        var service = new ImportService(ledger.Ledger.Ledgers, new ImportReads(ledger.Ledger.Ledgers), ledger.Ledger.Clock);
        return Ok(await service.RunAsync(
            ledger.Ledger.Change, request, new MemoryStatementSource(Encoding.UTF8.GetBytes(file)), default)).Import.Id;
    }
}
