using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Recurring;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

public sealed class RecurringSettleTests
{
    [Fact]
    public async Task ProcessAsync_NothingIsDue_CreatesTheNextThoughItLiesAhead()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));

        var processed = await ledger.ProcessAsync(template.Id);

        var created = Assert.Single(processed.Created);
        Assert.Equal(("2026-07-01", template.Id), (LedgerDates.Format(created.Transaction.Date), created.Transaction.RecurringId));
        Assert.Equal((1, 0), (processed.Template.Template.CreatedCount, processed.StillDue));
        Assert.Equal(["2026-07-01"], await ledger.DatesAsync());
        Assert.Equal(0, (await ledger.RunAsync("2026-07-02T02:00Z")).Created);
        Assert.Equal(Instant("2026-08-01"), Assert.Single(await ledger.FiledAsync()).At);
    }

    [Fact]
    public async Task ProcessAsync_ManyAreDue_CreatesAsManyAsACommitTakesAndSaysHowManyAreLeft()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Daily("2026-03-18"));

        var runs = new List<ProcessedTemplate>();
        for (var run = 0; run < 2; run++)
        {
            runs.Add(await ledger.ProcessAsync(template.Id));
        }

        Assert.Equal([(72, 18), (18, 0)], runs.Select(run => (run.Created.Count, run.StillDue)));
        Assert.Equal(90, (await ledger.EntriesAsync()).Select(entry => entry.Date).Distinct().Count());
    }

    [Fact]
    public async Task ProcessAsync_LongTexts_FewerInACommit()
    {
        var ledger = await CreateAsync();
        var asked = Rent(Daily("2026-03-18"));
        var template = await ledger.AddAsync(asked with { Transaction = asked.Transaction with { Notes = new string('ñ', 30_000) } });

        var processed = await ledger.ProcessAsync(template.Id);

        Assert.InRange(processed.Created.Count, 5, 20);
        Assert.Equal(90, processed.Created.Count + processed.StillDue);
    }

    [Fact]
    public async Task ProcessAsync_WaitsForApproval_CreatesWhatIsDue()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Rent(Monthly("2026-05-01")) with { AutoCreate = false });

        var processed = await ledger.ProcessAsync(template.Id);

        Assert.Equal(2, processed.Created.Count);
        Assert.Equal(["2026-05-01", "2026-06-01"], await ledger.DatesAsync());
        Assert.Equal("2026-07-01", LedgerDates.Format(processed.Template.Next!.Value.Date));
    }

    [Fact]
    public async Task ProcessAsync_SentAgainWithItsKey_IsAnsweredAndNotDoneAgain()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));
        var change = ledger.Ledger.Change with { Idempotency = new("key", "print", _ => new(200, "{}", null, null)) };

        Assert.True((await ledger.Service.ProcessAsync(change, template.Id, default)).IsOk);
        Assert.Equal("idempotent_replay", (await ledger.Service.ProcessAsync(change, template.Id, default)).Error?.Code);

        Assert.Single(await ledger.EntriesAsync());
    }

    [Fact]
    public async Task SkipAsync_NextOccurrence_IsPassedOverAndCounted()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));

        var skipped = Ok(await ledger.Service.SkipAsync(ledger.Ledger.Change, template.Id, default));

        Assert.Equal("2026-07-01", LedgerDates.Format(skipped.Occurrence.Date));
        Assert.Equal((0, 1), (skipped.Template.Template.CreatedCount, skipped.Template.Template.SkippedCount));
        Assert.Equal(1, (await ledger.RunAsync("2026-08-02T02:00Z")).Created);
        Assert.Equal(["2026-08-01"], await ledger.DatesAsync());
    }

    [Fact]
    public async Task ProcessAsync_EverythingIsSettled_Refused()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01") with { Count = 2 });
        await ledger.ProcessAsync(template.Id);
        await ledger.Service.SkipAsync(ledger.Ledger.Change, template.Id, default);

        Assert.Equal("recurring_ended", (await ledger.Service.ProcessAsync(ledger.Ledger.Change, template.Id, default)).Error?.Code);
        Assert.Equal("recurring_ended", (await ledger.Service.SkipAsync(ledger.Ledger.Change, template.Id, default)).Error?.Code);
        await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { Count = 3 } });
        Assert.Equal("2026-09-01", LedgerDates.Format((await ledger.ProcessAsync(template.Id)).Created.Single().Transaction.Date));
    }

    [Fact]
    public async Task ProcessAsync_TransferAndSplits_AreEnteredWhole()
    {
        var ledger = await CreateAsync();
        var savings = await ledger.Ledger.AddAccountAsync("Savings", "EUR");
        var food = await ledger.Ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var home = await ledger.Ledger.AddCategoryAsync("Home", CategoryType.Expense);
        var transfer = await ledger.AddAsync(Rent(Monthly("2026-06-15")) with
        {
            Transaction = new NewTransaction
            {
                Type = TransactionType.Transfer,
                Amount = new AmountText("transaction.amount", "100"),
                ToAccountId = savings,
                ToAmount = new AmountText("transaction.to_amount", "91.50"),
            },
        });
        var split = await ledger.AddAsync(Rent(Monthly("2026-06-15")) with
        {
            Transaction = Rent(Monthly("2026-06-15")).Transaction with
            {
                Tags = ["box"],
                Splits =
                [
                    new NewSplit(food, new AmountText("transaction.splits[0].amount", "50"), "veg"),
                    new NewSplit(home, new AmountText("transaction.splits[1].amount", "800"), null),
                ],
            },
        });

        Assert.Equal(2, (await ledger.RunAsync("2026-06-16T02:00Z")).Created);

        var snapshot = await ledger.Reopen().Ledger.OpenAsync();
        Assert.Equal("91.50", snapshot.Chart.AllAccounts[savings].Balance.ToString());
        Assert.Equal("-950.00", snapshot.Chart.AllAccounts[ledger.Ledger.Checking].Balance.ToString());
        var entries = await ledger.EntriesAsync();
        Assert.Equal("91.50", entries.Single(entry => entry.RecurringId == transfer.Id).ToAmount.ToString());
        var parts = entries.Single(entry => entry.RecurringId == split.Id);
        Assert.Equal([(food, 5000L), (home, 80000L)], parts.Parts());
        Assert.Equal(["box"], parts.Tags);
    }

    [Fact]
    public async Task ProcessAsync_AccountMergedAndCategoryReplaced_EntersWhereTheyCountNow()
    {
        var ledger = await CreateAsync();
        var old = await ledger.Ledger.AddAccountAsync("Old");
        var food = await ledger.Ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var home = await ledger.Ledger.AddCategoryAsync("Home", CategoryType.Expense);
        var template = await ledger.AddAsync(Rent(Monthly("2026-06-15")) with
        {
            Transaction = Rent(Monthly("2026-06-15")).Transaction with { AccountId = old, CategoryId = food },
        });
        await ledger.ProcessAsync(template.Id);
        Ok(await new AccountService(ledger.Ledger.Ledgers).DeleteAsync(ledger.Ledger.Change, old, ledger.Ledger.Checking, default));
        Ok(await new CategoryService(ledger.Ledger.Ledgers, ledger.Ledger.Clock).DeleteAsync(ledger.Ledger.Change, food, home, default));

        var created = (await ledger.ProcessAsync(template.Id)).Created.Single().Transaction;

        Assert.Equal((ledger.Ledger.Checking, home), (created.AccountId, created.CategoryId));
    }

    [Fact]
    public async Task ProcessAsync_AccountChangedItsCurrency_RefusedUntilTheAmountIsGivenAnew()
    {
        var ledger = await CreateAsync();
        var card = await ledger.Ledger.AddAccountAsync("Card");
        var template = await ledger.AddAsync(Rent(Monthly("2026-06-15")) with
        {
            Transaction = Rent(Monthly("2026-06-15")).Transaction with { AccountId = card },
        });
        var accounts = new AccountService(ledger.Ledger.Ledgers);
        Ok(await accounts.UpdateAsync(ledger.Ledger.Change, card, new AccountPatch { Currency = "EUR" }, default));

        var refused = await ledger.Service.ProcessAsync(ledger.Ledger.Change, template.Id, default);
        Assert.Equal("recurring_blocked", refused.Error?.Code);
        Assert.Equal(["transaction.amount"], refused.Error!.Fields!.Keys);
        Assert.Equal("recurring_blocked", (await ledger.GetAsync(template.Id)).Problem?.Code);

        await ledger.UpdateAsync(
            template.Id, new TemplatePatch { Transaction = new TransactionPatch { Amount = new AmountText("transaction.amount", "790") } });
        var created = (await ledger.ProcessAsync(template.Id)).Created.Single().Transaction;
        Assert.Equal(new Money(79000, Currency.Of("EUR")), created.Amount);
    }

    [Fact]
    public async Task ProcessAsync_AccountIsClosed_RefusedAndSaidInAdvance()
    {
        var ledger = await CreateAsync();
        var card = await ledger.Ledger.AddAccountAsync("Card");
        var template = await ledger.AddAsync(Rent(Monthly("2026-06-15")) with
        {
            Transaction = Rent(Monthly("2026-06-15")).Transaction with { AccountId = card },
        });
        var accounts = new AccountService(ledger.Ledger.Ledgers);
        Assert.Equal("account_has_recurring", (await accounts.DeleteAsync(ledger.Ledger.Change, card, null, default)).Error?.Code);
        Ok(await accounts.UpdateAsync(ledger.Ledger.Change, card, new AccountPatch { Closed = true }, default));

        Assert.Equal(["transaction.account_id"], (await ledger.GetAsync(template.Id)).Problem!.Fields!.Keys);
        Assert.Equal("recurring_blocked", (await ledger.Service.ProcessAsync(ledger.Ledger.Change, template.Id, default)).Error?.Code);
        Assert.Equal(1, (await ledger.RunAsync("2026-06-16T02:00Z")).Failures);
        Assert.Empty(await ledger.EntriesAsync());
    }

    [Fact]
    public void TailOf_OccurrenceAndTemplate_TellsThemApart()
    {
        var tail = OccurrenceWriter.TailOf("template", Day("2026-06-15"));

        Assert.True(Base32.IsValid(tail, TransactionId.TailLength));
        Assert.Equal(tail, OccurrenceWriter.TailOf("template", Day("2026-06-15")));
        Assert.NotEqual(tail, OccurrenceWriter.TailOf("template", Day("2026-06-16")));
        Assert.NotEqual(tail, OccurrenceWriter.TailOf("another", Day("2026-06-15")));
    }
}
