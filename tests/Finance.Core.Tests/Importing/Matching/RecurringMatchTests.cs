using Finance.Core.Categories;
using Finance.Core.Importing;
using Finance.Core.Recurring;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Importing.Matching;

/// <summary>Rows of statements that are recurring entries, whichever of both comes first.</summary>
public sealed class RecurringMatchTests
{
    [Fact]
    public async Task RunAsync_OccurrenceIsEntered_TheEntryBecomesTheBanks()
    {
        var ledger = await MatchLedger.CreateAsync();
        var home = await ledger.Ledger.AddCategoryAsync("Home", CategoryType.Expense);
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"), with: entry => entry with
        {
            CategoryId = home,
            Notes = "warm",
            Tags = ["flat"],
        });
        var entered = (await ledger.Recurring.ProcessAsync(template.Id)).Created.Single().Transaction;

        var import = await ledger.ImportAsync("2026-06-03,LANDLORD GMBH,-850.00", "2026-06-04,Grocer,-20.00");

        Assert.Equal((1L, 1L), (import.Counts.Matched, import.Counts.Created));
        var row = (await ledger.RowsAsync(import))[0];
        Assert.Equal((Verdict.Matched, entered.Id.ToString(), 90), (row.Verdict, row.TransactionId, row.Score));
        Assert.Equal("It is 'Rent' of 2026-06-01, which the ledger had entered.", row.Reason);
        var matched = (await ledger.FindAsync(row.TransactionId!))!;
        Assert.Equal((Day("2026-06-03"), import.Id, template.Id), (matched.Date, matched.ImportId, matched.RecurringId));
        Assert.Equal((home, "warm", "flat", "Landlord"), (matched.CategoryId, matched.Notes, matched.Tags.Single(), matched.Payee));
        Assert.Equal("-870.00", await ledger.BalanceAsync());
        var after = await ledger.TemplateAsync(template.Id);
        Assert.Equal(new LastMatch(Day("2026-06-03"), 85_000, row.TransactionId!), after.LastMatched);
        Assert.Equal((1, "850.00"), (after.CreatedCount, after.Transaction.Amount.ToString()));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task RunAsync_SameStatementAgain_FindsTheEntryByTheRowItWas()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"));
        await ledger.Recurring.ProcessAsync(template.Id);
        await ledger.ImportAsync("2026-06-03,Landlord,-850.00");
        var before = ledger.Says();

        var again = await ledger.ImportAsync("2026-06-03,Landlord,-850.00");

        Assert.Equal((0L, 1L, 0L), (again.Counts.Created, again.Counts.Duplicates, again.Counts.Matched));
        Assert.Equal(before, ledger.Says());
        var repeated = (await ledger.RowsAsync(again)).Single().TransactionId!;
        Assert.Equal(template.Id, (await ledger.FindAsync(repeated))!.RecurringId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_MatchedEntryEditedOrDeletedSince_TheStatementDoesNotBringItBack(bool isDeleted)
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"));
        var id = (await ledger.Recurring.ProcessAsync(template.Id)).Created.Single().Transaction.Id;
        await ledger.ImportAsync("2026-06-03,Landlord,-850.00");
        var transactions = ledger.Ledger.Transactions;
        Assert.True(isDeleted
            ? (await transactions.DeleteAsync(ledger.Ledger.Change, id, default)).IsOk
            : (await transactions.UpdateAsync(
                ledger.Ledger.Change, id, new TransactionPatch { Date = Day("2026-04-20"), Amount = new AmountText("amount", "1") }, default)).IsOk);

        var again = await ledger.ImportAsync("2026-06-03,Landlord,-850.00");

        Assert.Equal((0L, 1L), (again.Counts.Created, again.Counts.Duplicates));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task RunAsync_BankIsEarly_TheOccurrenceIsSettledByTheRow()
    {
        var ledger = await MatchLedger.CreateAsync();
        var home = await ledger.Ledger.AddCategoryAsync("Home", CategoryType.Expense);
        var template = await ledger.AddAsync("850", Monthly("2026-06-18"), with: entry => entry with { CategoryId = home });

        var import = await ledger.ImportAsync("2026-06-15,Landlord,-850.00");

        var row = (await ledger.RowsAsync(import)).Single();
        Assert.Equal((Verdict.Matched, "It is 'Rent' of 2026-06-18, which was still to come."), (row.Verdict, row.Reason));
        var entry = (await ledger.FindAsync(row.TransactionId!))!;
        Assert.Equal((template.Id, home, import.Id), (entry.RecurringId, entry.CategoryId, entry.ImportId));
        var after = await ledger.TemplateAsync(template.Id);
        Assert.Equal(("2026-06-18", 1, (DateOnly?)null), (after.Covered.ToString(), after.CreatedCount, after.SettledThrough));
        await ledger.Recurring.RunAsync("2026-07-19T02:00Z");
        Assert.Equal(["2026-06-15", "2026-07-18"], await ledger.Recurring.DatesAsync());
        Assert.Equal(0, (await ledger.TemplateAsync(template.Id)).Covered.Count);
        Assert.Equal(1L, (await ledger.ImportAsync("2026-06-15,Landlord,-850.00")).Counts.Duplicates);
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task RunAsync_WaitsForApproval_TheBankApproves()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-04-01"), autoCreate: false);

        var import = await ledger.ImportAsync("2026-04-02,Landlord,-850.00", "2026-06-01,Landlord,-850.00");

        Assert.Equal(2L, import.Counts.Matched);
        Assert.Equal("2026-05-01", Assert.Single((await ledger.Recurring.ProcessAsync(template.Id)).Created).Occurrence.NominalDate.ToString("O"));
        Assert.Equal(3, (await ledger.TemplateAsync(template.Id)).CreatedCount);
    }

    [Theory]
    [InlineData("2026-06-03,Landlord,850.00")] // the other way
    [InlineData("2026-06-03,Landlord,-850.01")] // another amount, which the template does not follow
    [InlineData("2026-06-06,Landlord,-850.00")] // five days
    [InlineData("2026-06-04,Grocer,-850.00")] // 50 + 5 + 0
    public async Task RunAsync_RowThatIsNotTheEntry_IsNew(string row)
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"));
        await ledger.Recurring.ProcessAsync(template.Id);

        var import = await ledger.ImportAsync(row, "2026-06-10,Grocer,-1.00", "2026-06-11,Wages,2.00");

        Assert.Equal((3L, 0L), (import.Counts.Created, import.Counts.Matched));
    }

    [Fact]
    public async Task RunAsync_OtherAccountOrTransferOrStandingStill_IsNew()
    {
        var ledger = await MatchLedger.CreateAsync();
        var savings = await ledger.Ledger.AddAccountAsync("Savings");
        await ledger.AddAsync("850", Monthly("2026-06-14"), with: entry => entry with { AccountId = savings });
        await ledger.AddAsync("850", Monthly("2026-06-14"), with: entry => entry with
        {
            Type = TransactionType.Transfer,
            ToAccountId = savings,
        });
        var stopped = await ledger.AddAsync("850", Monthly("2026-06-14"));
        Ok(await ledger.Recurring.Service.DeactivateAsync(ledger.Ledger.Change, stopped.Id, default));

        Assert.Equal(1L, (await ledger.ImportAsync("2026-06-14,Landlord,-850.00")).Counts.Created);
    }

    [Fact]
    public async Task RunAsync_IncomeThatRecurs_IsMatchedToo()
    {
        var ledger = await MatchLedger.CreateAsync();
        await ledger.AddAsync("3200", Monthly("2026-06-15"), "Employer", with: entry => entry with { Type = TransactionType.Income });

        Assert.Equal(1L, (await ledger.ImportAsync("2026-06-12,EMPLOYER INC SALARY,3200.00", "2026-06-12,Grocer,-9.00")).Counts.Matched);
    }

    [Theory]
    [InlineData("2026-06-02,Landlord,-850.00", "2026-06-01,Landlord,-850.00", 1)] // the day itself
    [InlineData("2026-06-01,Landlord,-900.00", "2026-06-03,Landlord,-850.00", 1)] // the amount itself
    [InlineData("2026-06-02,Someone,-850.00", "2026-06-02,Landlord,-850.00", 1)] // the payee
    [InlineData("2026-06-02,Landlord,-850.00", "2026-06-02,Landlord July,-850.00", 0)] // equal: the first of the file
    [InlineData("2026-06-02,Landlord,-850.00", "2026-05-31,Landlord,-850.00", 1)] // equal: the earlier day
    public async Task RunAsync_TwoRowsForOneOccurrence_TheSurerTakesIt(string first, string second, int matched)
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"), follows: true);
        await ledger.Recurring.ProcessAsync(template.Id);

        var rows = await ledger.RowsAsync(await ledger.ImportAsync(first, second));

        Assert.Equal([matched == 0, matched == 1], rows.Select(row => row.Verdict == Verdict.Matched));
        Assert.Equal([matched != 0, matched != 1], rows.Select(row => row.Verdict is Verdict.New));
    }

    [Fact]
    public async Task RunAsync_RowsThatTradeOccurrences_EachTakesItsOwn()
    {
        var ledger = await MatchLedger.CreateAsync();
        await ledger.AddAsync("2.40", Daily("2026-06-08"), "Coffee bar", autoCreate: false);
        string[] rows = [.. Enumerable.Range(8, 7).Select(day => $"2026-06-{day:D2},Coffee bar,-2.40")];

        var import = await ledger.ImportAsync(rows);

        Assert.Equal(7L, import.Counts.Matched);
        Assert.All(await ledger.RowsAsync(import), row => Assert.Equal(100, row.Score));
    }

    [Fact]
    public async Task RunAsync_TwoTemplatesAlike_EachTakesOneRow()
    {
        var ledger = await MatchLedger.CreateAsync();
        var one = await ledger.AddAsync("9.99", Monthly("2026-06-14"), "Streaming");
        var other = await ledger.AddAsync("9.99", Monthly("2026-06-14"), "Streaming");

        var import = await ledger.ImportAsync("2026-06-14,Streaming,-9.99", "2026-06-14,Streaming,-9.99", "2026-06-14,Streaming,-9.99");

        Assert.Equal((2L, 1L), (import.Counts.Matched, import.Counts.Twins));
        Assert.Equal([1, 1], new[] { await ledger.TemplateAsync(one.Id), await ledger.TemplateAsync(other.Id) }.Select(t => t.CreatedCount));
    }

    [Fact]
    public async Task RunAsync_EntryEditedByHand_IsComparedAsItStands()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"));
        var id = (await ledger.Recurring.ProcessAsync(template.Id)).Created.Single().Transaction.Id;
        var patch = new TransactionPatch { Amount = new AmountText("amount", "870"), Payee = "Heirs of the landlord" };
        Assert.True((await ledger.Ledger.Transactions.UpdateAsync(ledger.Ledger.Change, id, patch, default)).IsOk);

        var import = await ledger.ImportAsync("2026-06-01,Heirs,-870.00");

        Assert.Equal((1L, "Heirs of the landlord"), (import.Counts.Matched, (await ledger.FindAsync(id.ToString()))!.Payee));
    }

    [Fact]
    public async Task RunAsync_EntryDeletedByHand_TheRowIsNew()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"));
        var id = (await ledger.Recurring.ProcessAsync(template.Id)).Created.Single().Transaction.Id;
        Assert.True((await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, id, default)).IsOk);

        Assert.Equal(1L, (await ledger.ImportAsync("2026-06-01,Landlord,-850.00")).Counts.Created);
    }

    [Fact]
    public async Task RunAsync_TemplateChangedSince_OldEntriesAreStillFound()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"));
        await ledger.Recurring.ProcessAsync(template.Id);
        await ledger.Recurring.UpdateAsync(template.Id, new TemplatePatch
        {
            Terms = new() { DayOfMonth = 20 },
            Transaction = new() { Amount = new AmountText("transaction.amount", "990") },
            FollowAmount = true,
        });

        var import = await ledger.ImportAsync("2026-06-02,Landlord,-860.00");

        Assert.Equal(1L, import.Counts.Matched);
        Assert.Equal("990.00", (await ledger.TemplateAsync(template.Id)).Transaction.Amount.ToString());
    }

    [Fact]
    public async Task RunAsync_AccountsWereMerged_TheEntryIsFoundWhereItCountsNow()
    {
        var ledger = await MatchLedger.CreateAsync();
        var old = await ledger.Ledger.AddAccountAsync("Old");
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"), with: entry => entry with { AccountId = old });
        await ledger.Recurring.ProcessAsync(template.Id);
        var accounts = new Core.Accounts.AccountService(ledger.Ledger.Ledgers);
        Assert.True((await accounts.DeleteAsync(ledger.Ledger.Change, old, ledger.Ledger.Checking, default)).IsOk);

        var import = await ledger.ImportAsync("2026-06-02,Landlord,-850.00", "2026-06-18,Landlord,-1.00");

        Assert.Equal((1L, 1L), (import.Counts.Matched, import.Counts.Created));
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task PreviewAsync_RowsThatWouldMatch_ShowsThemAndChangesNothing()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"));
        var id = (await ledger.Recurring.ProcessAsync(template.Id)).Created.Single().Transaction.Id.ToString();
        await ledger.AddAsync("20", Monthly("2026-06-16"), "Gym");
        var before = ledger.Says();

        var preview = await ledger.PreviewAsync("2026-06-02,Landlord,-850.00", "2026-06-15,Gym,-20.00", "2026-06-15,Gym,-20.00");

        Assert.Equal((2L, 1L), (preview.Counts.Matched, preview.Counts.Created));
        Assert.Equal([id, null, null], preview.Lines.Select(line => line.TransactionId));
        Assert.Equal([95, 95, null], preview.Lines.Select(line => line.Score));
        Assert.Equal(before, ledger.Says());
    }
}
