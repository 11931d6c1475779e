using Finance.Core.Categories;
using Finance.Core.Importing;
using Finance.Core.Recurring;
using Finance.Core.Transactions;
using Finance.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Importing.Matching;

/// <summary>Imports that were matched, taken back.</summary>
public sealed class MatchUndoTests
{
    /// <summary>Templates of a few amounts and payees, and rows that are near their occurrences more often than not.</summary>
    private static readonly Gen<(Plan[] Plans, string[] Rows)> Lives =
        from plans in Gen.NonEmptyListOf(
            from frequency in Gen.Elements(RecurrenceFrequency.Daily, RecurrenceFrequency.Weekly, RecurrenceFrequency.Monthly)
            from start in Gen.Choose(1, 30)
            from amount in Gen.Elements(100, 110, 2_000)
            from payee in Gen.Elements("Landlord", "Gym", null)
            from follows in Gen.Elements(true, false)
            from isEntered in Gen.Elements(true, false)
            from isSplit in Gen.Elements(true, false)
            from weekend in Gen.Elements(WeekendRule.Keep, WeekendRule.Before, WeekendRule.After)
            select new Plan(frequency, Day("2026-05-20").AddDays(start), amount, payee, follows, isEntered, isSplit, weekend))
        from rows in Gen.NonEmptyListOf(
            from day in Gen.Choose(0, 45)
            from amount in Gen.Elements(100, 105, 110, 120, 2_000, 2_100, 5)
            from payee in Gen.Elements("Landlord", "GYM 24", "Other")
            select $"{LedgerDates.Format(Day("2026-05-15").AddDays(day))},{payee},-{new Money(amount, Currency.Of("USD"))}")
        select (plans.Take(6).ToArray(), rows.Take(40).ToArray());

    [Fact]
    public void UndoAsync_AnyLedger_IsAsItWasAndTheStatementCanComeAgain() => Prop.ForAll(Lives.ToArbitrary(), life =>
    {
        var ledger = LiveAsync(life.Plans).GetAwaiter().GetResult();
        CheckAsync(ledger, life.Rows).GetAwaiter().GetResult();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public async Task UndoAsync_RowSettledAnOccurrence_ItIsStillToComeAndInItsPlace()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-18"), follows: true);
        var before = ledger.Says();
        var import = await ledger.ImportAsync("2026-06-15,Landlord,-900.00");
        Assert.Equal("900.00", (await ledger.TemplateAsync(template.Id)).Transaction.Amount.ToString());

        Assert.Equal(new UndoneImport(1, 0), await ledger.UndoAsync(import));

        Assert.Equal(before, ledger.Says());
        Assert.Equal(Instant("2026-06-18"), Assert.Single(await ledger.Recurring.FiledAsync()).At);
        await ledger.Recurring.RunAsync("2026-06-18T02:00Z");
        Assert.Equal(["2026-06-18"], await ledger.Recurring.DatesAsync());
    }

    [Fact]
    public async Task UndoAsync_NightHasPassedTheOccurrence_TheNextNightCreatesIt()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-18"));
        var import = await ledger.ImportAsync("2026-06-15,Landlord,-850.00");
        await ledger.Recurring.RunAsync("2026-07-18T02:00Z");
        Assert.Equal(Instant("2026-08-18"), Assert.Single(await ledger.Recurring.FiledAsync()).At);

        await ledger.UndoAsync(import);

        Assert.Equal("2026-06-18", (await ledger.TemplateAsync(template.Id)).Reopened.ToString());
        Assert.Equal(Instant("2026-06-18"), Assert.Single(await ledger.Recurring.FiledAsync()).At);
        await ledger.Recurring.RunAsync("2026-07-19T02:00Z");
        Assert.Equal(["2026-06-18", "2026-07-18"], await ledger.Recurring.DatesAsync());
        Assert.Equal(2, (await ledger.TemplateAsync(template.Id)).CreatedCount);
        Assert.Equal(Instant("2026-08-18"), Assert.Single(await ledger.Recurring.FiledAsync()).At);
    }

    [Fact]
    public async Task UndoAsync_EntryWasEditedSince_KeepsWhatWasEdited()
    {
        var ledger = await MatchLedger.CreateAsync();
        var template = await ledger.AddAsync("850", Monthly("2026-06-01"), follows: true);
        var id = (await ledger.Recurring.ProcessAsync(template.Id)).Created.Single().Transaction.Id;
        var import = await ledger.ImportAsync("2026-06-03,Landlord,-900.00");
        var patch = new TransactionPatch { Date = Day("2026-06-05"), Notes = "late" };
        Assert.True((await ledger.Ledger.Transactions.UpdateAsync(ledger.Ledger.Change, id, patch, default)).IsOk);

        Assert.Equal(new UndoneImport(0, 1), await ledger.UndoAsync(import));

        var entry = (await ledger.FindAsync(id.ToString()))!;
        Assert.Equal((Day("2026-06-05"), "late", "850.00"), (entry.Date, entry.Notes, entry.Amount.ToString()));
        Assert.Equal((null, null), (entry.ImportId, entry.MatchedAs?.ToString()));
        Assert.Equal("850.00", (await ledger.TemplateAsync(template.Id)).Transaction.Amount.ToString());
        await ledger.VerifyAsync();
    }

    [Theory]
    [InlineData("2026-06-03")]
    [InlineData("2026-06-15")]
    public async Task UndoAsync_Remembered_NeitherRowComesBack(string day)
    {
        var ledger = await MatchLedger.CreateAsync();
        var entered = await ledger.AddAsync("850", Monthly("2026-06-01"));
        await ledger.Recurring.ProcessAsync(entered.Id);
        await ledger.AddAsync("850", Monthly("2026-06-16"));
        var import = await ledger.ImportAsync($"{day},Landlord,-850.00");
        Assert.Equal(1L, import.Counts.Matched);

        await ledger.UndoAsync(import, remember: true);

        Assert.Equal(1L, (await ledger.ImportAsync($"{day},Landlord,-850.00")).Counts.Duplicates);
        Assert.Equal("-850.00", await ledger.BalanceAsync());
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task UndoAsync_EntryOrTemplateIsGoneSince_TheRestIsTakenBack()
    {
        var ledger = await MatchLedger.CreateAsync();
        var entered = await ledger.AddAsync("850", Monthly("2026-06-01"));
        var id = (await ledger.Recurring.ProcessAsync(entered.Id)).Created.Single().Transaction.Id;
        var coming = await ledger.AddAsync("20", Monthly("2026-06-16"), "Gym");
        var import = await ledger.ImportAsync("2026-06-03,Landlord,-850.00", "2026-06-15,Gym,-20.00", "2026-06-15,Grocer,-3.00");
        Assert.True((await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, id, default)).IsOk);
        Ok(await ledger.Recurring.Service.PurgeAsync(ledger.Ledger.Change, coming.Id, default));

        Assert.Equal(new UndoneImport(2, 0), await ledger.UndoAsync(import));

        Assert.Empty(await ledger.Recurring.EntriesAsync());
        await ledger.VerifyAsync();
    }

    [Fact]
    public async Task UndoAsync_HundredsOfMatches_ManyCommitsAndNothingIsLeft()
    {
        var ledger = await MatchLedger.CreateAsync();
        ledger.Ledger.Clock.Now = Instant("2026-06-15T12:00Z");
        for (var number = 0; number < 12; number++)
        {
            var template = await ledger.AddAsync($"{number + 1}00", Daily("2026-05-16"), $"Payee{number}", autoCreate: false);
            if (number % 2 == 0)
            {
                await ledger.Recurring.ProcessAsync(template.Id);
            }
        }

        var before = ledger.Says();
        string[] rows =
        [
            .. Enumerable.Range(0, 28).SelectMany(day => Enumerable.Range(0, 12).Select(number =>
                $"{LedgerDates.Format(Day("2026-05-17").AddDays(day))},Payee{number},-{number + 1}00.00")),
        ];
        var import = await ledger.ImportAsync(rows);
        Assert.Equal(rows.Length, import.Counts.Matched);
        await ledger.VerifyAsync();

        Assert.Equal(new UndoneImport(168, 168), await ledger.UndoAsync(import));

        Assert.Equal(before, ledger.Says());
        await ledger.VerifyAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task UndoAsync_KilledInTheMiddle_IsCarriedOn(int commits)
    {
        var inner = new InMemoryTableStore();
        var store = new DyingStore(inner);
        var ledger = await MatchLedger.CreateAsync(inner);
        var entered = await ledger.AddAsync("1", Daily("2026-05-16"), "Coffee", follows: true);
        await ledger.Recurring.ProcessAsync(entered.Id);
        await ledger.AddAsync("9", Daily("2026-05-16"), "Lunch", autoCreate: false);
        var before = ledger.Says();
        var import = await ledger.ImportAsync(
            [.. Enumerable.Range(0, 28).SelectMany(day => new[] { "Coffee,-1.00", "Lunch,-9.00", "Bus,-3.00", "Tram,-4.00" }
                .Select(row => $"{LedgerDates.Format(Day("2026-05-17").AddDays(day))},{row}"))]);
        store.CommitsLeft = commits;
        var dying = ledger.Reopen(store);
        try
        {
            await dying.UndoAsync(import);
        }
        catch (Core.Storage.StoreUnavailableException)
        {
        }

        var again = ledger.Reopen();
        if (before.SequenceEqual(again.Says()))
        {
            return;
        }

        await again.UndoAsync(import);
        Assert.Equal(before, again.Says());
        await again.VerifyAsync();
    }

    private static async Task<MatchLedger> LiveAsync(Plan[] plans)
    {
        var ledger = await MatchLedger.CreateAsync();
        var home = await ledger.Ledger.AddCategoryAsync("Home", CategoryType.Expense);
        foreach (var plan in plans)
        {
            var template = await ledger.AddAsync(
                plan.Amount,
                Every(plan.Frequency, LedgerDates.Format(plan.Start)) with { Weekend = plan.Weekend },
                plan.Payee,
                plan.Follows,
                autoCreate: plan.IsEntered,
                entry => plan.IsSplit ? entry with { Splits = plan.Splits(home) } : entry with { CategoryId = home, Tags = ["home"] });
            if (plan.IsEntered)
            {
                await ledger.Recurring.ProcessAsync(template.Id);
            }
        }

        return ledger;
    }

    private static async Task CheckAsync(MatchLedger ledger, string[] rows)
    {
        var (before, balance) = (ledger.Says(), await ledger.BalanceAsync());
        var import = await ledger.ImportAsync(rows);
        await ledger.VerifyAsync();
        var matched = ledger.Says();
        var again = await ledger.ImportAsync(rows);
        Assert.Equal((rows.Length, 0L, 0L), (again.Counts.Duplicates, again.Counts.Created, again.Counts.Matched));
        Assert.Equal(matched, ledger.Says());

        await ledger.UndoAsync(again);
        await ledger.UndoAsync(import);

        Assert.Equal(before, ledger.Says());
        Assert.Equal(balance, await ledger.BalanceAsync());
        await ledger.VerifyAsync();
        Assert.Equal(import.Counts, (await ledger.ImportAsync(rows)).Counts);
        await ledger.VerifyAsync();
    }

    internal sealed record Plan(
        RecurrenceFrequency Frequency,
        DateOnly Start,
        int Cents,
        string? Payee,
        bool Follows,
        bool IsEntered,
        bool IsSplit,
        WeekendRule Weekend)
    {
        internal string Amount => new Money(Cents, Currency.Of("USD")).ToString();

        internal NewSplit[] Splits(string category) =>
        [
            new NewSplit(category, new AmountText("a", new Money(Cents - 30, Currency.Of("USD")).ToString()), null),
            new NewSplit(null, new AmountText("b", "0.30"), "rest"),
        ];
    }
}
