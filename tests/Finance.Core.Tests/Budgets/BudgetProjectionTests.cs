using Finance.Core.Budgets;
using Finance.Core.Recurring;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>What a period will come to. It is noon UTC of 15 June 2026, so that half of June is over.</summary>
public sealed class BudgetProjectionTests
{
    [Theory]
    [InlineData("30", "60.00")]
    [InlineData("100", "200.00")]
    [InlineData("0.01", "0.02")]
    public async Task Projected_NothingRecurs_IsThePaceSoFar(string spent, string projected)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync(spent, "2026-06-02");

        Assert.Equal(projected, await ledger.ProjectedAsync(budget));
    }

    [Theory]
    // 10.00 until the 9th, 20.00 from then on.
    [InlineData("2026-06-01", "300.00")]
    [InlineData("2026-06-08", "37.50")]
    [InlineData("2026-06-09", "66.67")]
    [InlineData("2026-06-30", "20.00")]
    [InlineData("2026-05-31", "0.00")]
    public async Task Projected_OnADay_KnowsThatDayOnly(string on, string projected)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync("10", "2026-06-01");
        await ledger.SpendAsync("10", "2026-06-09");

        Assert.Equal(projected, await ledger.ProjectedAsync(budget, on));
    }

    [Fact]
    public async Task Projected_MoreRefundedThanSpent_IsNoPace()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500"));
        await ledger.EarnAsync("10", "2026-06-02", ledger.Food);

        Assert.Equal("-10.00", await ledger.ProjectedAsync(budget));
    }

    [Fact]
    public async Task Projected_EntriesAheadOfToday_AreKnown()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500", ledger.Food));
        await ledger.SpendAsync("30", "2026-06-15", ledger.Food);
        await ledger.SpendAsync("7", "2026-06-30", ledger.Groceries);
        await ledger.SpendAsync("90", "2026-06-30", ledger.Travel);
        await ledger.SpendAsync("90", "2026-07-01", ledger.Food);

        Assert.Equal(("30.00", "67.00"), (await ledger.SpentAsync(budget), await ledger.ProjectedAsync(budget)));
        Assert.Equal("0.00", await ledger.ProjectedAsync(budget, "2026-06-14"));
    }

    [Fact]
    public async Task Projected_RentPaidOnTheFirst_IsNotProjectedOverAndOver()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("2000"));
        var rent = await RecurAsync(ledger, Template("850", EachMonth("2026-06-01")));
        await ProcessAsync(ledger, rent);
        await ledger.SpendAsync("150", "2026-06-10");

        Assert.Equal(("1000.00", "1150.00"), (await ledger.SpentAsync(budget), await ledger.ProjectedAsync(budget)));
    }

    [Fact]
    public async Task Projected_WhatRecursAhead_IsAddedByItsDays()
    {
        var ledger = await CreateAsync();
        var all = await ledger.AddAsync(Monthly("2000"));
        var food = await ledger.AddAsync(Monthly("2000", ledger.Food));
        var year = await ledger.AddAsync(Monthly("2000") with { Period = BudgetPeriod.Yearly });
        // 15, 22 and 29 June, the first of them due today and not settled yet.
        await RecurAsync(ledger, Template("10", Each(RecurrenceFrequency.Weekly, "2026-06-15"), ledger.Groceries));
        await RecurAsync(ledger, Template("100", EachMonth("2026-07-01"), ledger.Food));
        await RecurAsync(ledger, Template("5", EachMonth("2026-06-20")) with
        {
            Transaction = new NewTransaction
            {
                Type = TransactionType.Expense,
                Amount = Amount("5"),
                Splits = [new NewSplit(ledger.Food, Amount("2"), null), new NewSplit(ledger.Salary, Amount("3"), null)],
            },
        });
        await RecurAsync(ledger, Template("1000", EachMonth("2026-06-20")) with
        {
            Transaction = new NewTransaction { Type = TransactionType.Income, Amount = Amount("1000"), CategoryId = ledger.Salary },
        });

        Assert.Equal(("32.00", "32.00"), (await ledger.ProjectedAsync(all), await ledger.ProjectedAsync(food)));

        // 29 Mondays from 15 June on, six firsts of 100, seven times 2 on the 20th.
        Assert.Equal("904.00", await ledger.ProjectedAsync(year));
    }

    [Fact]
    public async Task Projected_OverdueFromBeforeThePeriod_DoesNotFallIntoIt()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("2000"));
        await RecurAsync(ledger, Template("10", EachMonth("2026-03-14")));

        // March, April and May are overdue too, but will be entered on their own days.
        Assert.Equal("10.00", await ledger.ProjectedAsync(budget));
    }

    [Fact]
    public async Task Projected_TemplateInAnotherCurrency_DoesNotCount()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("2000"));
        var euros = await ledger.Ledger.AddAccountAsync("Euros", "EUR");
        var template = Template("10", EachMonth("2026-06-20"));
        await RecurAsync(ledger, template with { Transaction = template.Transaction with { AccountId = euros } });

        Assert.Equal("0.00", await ledger.ProjectedAsync(budget));
    }

    [Fact]
    public async Task Projected_TemplateStandsStill_BringsNothing()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("2000"));
        var rent = await RecurAsync(ledger, Template("10", EachMonth("2026-06-20")));
        Ok(await Recurring(ledger).DeactivateAsync(ledger.Ledger.Change, rent.Id, default));

        Assert.Equal("0.00", await ledger.ProjectedAsync(budget));
    }

    [Fact]
    public async Task Projected_BeforeTheFirstPeriod_IsWhatIsKnownOfIt()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("2000") with { Start = Day("2026-08-01") });
        await RecurAsync(ledger, Template("10", EachMonth("2026-06-20")));
        await ledger.SpendAsync("3", "2026-08-09");

        Assert.Equal(("0.00", "13.00"), (await ledger.SpentAsync(budget), await ledger.ProjectedAsync(budget)));
    }

    [Fact]
    public async Task Projected_MoreThanANumberHolds_IsTheLargest()
    {
        var ledger = await CreateAsync(now: "2026-01-01T12:00Z");
        var budget = await ledger.AddAsync(Monthly("1") with { Period = BudgetPeriod.Yearly });
        for (var entry = 0; entry < 30; entry++)
        {
            await ledger.SpendAsync("10000000000000", "2026-01-01");
        }

        Assert.Equal(long.MaxValue, (await ledger.GetAsync(budget)).InLedger.Projected.Minor);
    }

    private static NewTemplate Template(string amount, RecurrenceTerms terms, string? category = null) => new()
    {
        Name = "Template",
        Transaction = new NewTransaction { Type = TransactionType.Expense, Amount = Amount(amount), CategoryId = category },
        Terms = terms,
    };

    private static RecurrenceTerms EachMonth(string start) => Each(RecurrenceFrequency.Monthly, start);

    private static RecurrenceTerms Each(RecurrenceFrequency frequency, string start) => new() { Frequency = frequency, Start = Day(start) };

    private static RecurringService Recurring(BudgetLedger ledger) =>
        new(ledger.Ledger.Ledgers, ledger.Ledger.Clock);

    private static async Task<RecurringTemplate> RecurAsync(BudgetLedger ledger, NewTemplate asked) =>
        Ok(await Recurring(ledger).CreateAsync(ledger.Ledger.Change, asked, default)).Template;

    private static async Task ProcessAsync(BudgetLedger ledger, RecurringTemplate template) =>
        Ok(await Recurring(ledger).ProcessAsync(ledger.Ledger.Change, template.Id, default));
}
