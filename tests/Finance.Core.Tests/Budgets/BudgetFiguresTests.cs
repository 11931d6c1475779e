using Finance.Core.Accounts;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Transactions;
using Finance.Core.Users;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

/// <summary>What counts as spent, and what follows from it.</summary>
public sealed class BudgetFiguresTests
{
    [Fact]
    public async Task GetAsync_RefundsSplitsAndTransfers_CountAsReportsCountThem()
    {
        var ledger = await CreateAsync();
        var savings = await ledger.Ledger.AddAccountAsync("Savings");
        var food = await ledger.AddAsync(Monthly("500", ledger.Food));
        var all = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync("40", "2026-06-01", ledger.Food);
        await ledger.EarnAsync("15", "2026-06-02", ledger.Groceries);
        await ledger.Ledger.AddAsync(new NewTransaction
        {
            Type = TransactionType.Expense,
            Amount = Amount("30"),
            Date = Day("2026-06-03"),
            Splits = [new NewSplit(ledger.Groceries, Amount("10"), null), new NewSplit(null, Amount("20"), null)],
        });
        await ledger.EarnAsync("1000", "2026-06-04", ledger.Salary);
        await ledger.SpendAsync("7", "2026-06-04", ledger.Salary);
        await ledger.EarnAsync("3", "2026-06-05");
        await ledger.SpendAsync("8", "2026-06-05", ledger.Travel);
        await ledger.Ledger.AddAsync(TransactionType.Transfer, "99", "2026-06-06", to: savings);

        Assert.Equal(("35.00", "63.00"), (await ledger.SpentAsync(food), await ledger.SpentAsync(all)));
    }

    [Fact]
    public async Task GetAsync_OtherCurrencies_DoNotCount()
    {
        var ledger = await CreateAsync();
        var euros = await ledger.Ledger.AddAccountAsync("Euros", "EUR");
        var budget = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync("40", "2026-06-01", ledger.Food, euros);
        await ledger.SpendAsync("2", "2026-06-01", ledger.Food);

        Assert.Equal("2.00", await ledger.SpentAsync(budget));
    }

    [Fact]
    public async Task GetAsync_BaseCurrencyChanges_BudgetKeepsItsOwn()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync("2", "2026-06-01");
        var profile = (await ledger.Ledger.OpenAsync()).Profile with { Currency = Currency.Of("EUR") };
        await ledger.Ledger.CommitAsync("user.updated", "user", draft => draft.Put(profile));

        Assert.Equal(new Money(200, Currency.Of("USD")), (await ledger.CurrentAsync(budget)).Spent);
    }

    [Fact]
    public async Task GetAsync_ParentAndChildNamed_CountOnce()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500", ledger.Food, ledger.Groceries));
        await ledger.SpendAsync("2", "2026-06-01", ledger.Groceries);

        Assert.Equal("2.00", await ledger.SpentAsync(budget));
    }

    [Fact]
    public async Task GetAsync_CategoryDeletedInFavourOfAnother_CountsAsThatOther()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500", ledger.Groceries));
        await ledger.SpendAsync("2", "2026-06-01", ledger.Groceries);
        await ledger.SpendAsync("5", "2026-06-01", ledger.Travel);

        await DeleteAsync(ledger, ledger.Groceries, ledger.Travel);

        Assert.Equal("7.00", await ledger.SpentAsync(budget));
    }

    [Fact]
    public async Task GetAsync_CategoryDeletedForGood_PastSpendingStaysAndNothingElseComesIn()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500", ledger.Travel));
        var all = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync("20", "2026-06-01", ledger.Travel);
        await ledger.EarnAsync("3", "2026-06-01", ledger.Travel);
        await ledger.SpendAsync("1", "2026-06-01", ledger.Food);

        await DeleteAsync(ledger, ledger.Food, ledger.Travel);
        Assert.Equal("18.00", await ledger.SpentAsync(budget));
        await DeleteAsync(ledger, ledger.Travel, null);
        await ledger.SpendAsync("100", "2026-06-02");
        await ledger.SpendAsync("100", "2026-06-02", ledger.Groceries);

        Assert.Equal("18.00", await ledger.SpentAsync(budget));
        var part = Assert.Single((await ledger.GetAsync(budget)).Breakdown);
        Assert.Equal((null, 1800L, 1m, 3L), (part.Category, part.Amount.Minor, part.Share, part.Count));

        // Where all spending counts, an income without a category is an income, as in reports.
        Assert.Equal("221.00", await ledger.SpentAsync(all));
    }

    [Fact]
    public async Task GetAsync_AccountMerged_SpendingStays()
    {
        var ledger = await CreateAsync();
        var card = await ledger.Ledger.AddAccountAsync("Card");
        var budget = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync("2", "2026-06-01", ledger.Food, card);

        Ok(await new AccountService(ledger.Ledger.Ledgers).DeleteAsync(ledger.Ledger.Change, card, ledger.Ledger.Checking, default));

        Assert.Equal("2.00", await ledger.SpentAsync(budget));
        Assert.Equal("2.00", await ledger.Reopen().SpentAsync(budget));
    }

    [Theory]
    [InlineData("2026-05-31", "0.00", "2026-05-01")]
    [InlineData("2026-06-01", "1.00", "2026-06-01")]
    [InlineData("2026-06-10", "3.00", "2026-06-01")]
    [InlineData("2026-06-30", "7.00", "2026-06-01")]
    [InlineData("2026-07-01", "0.00", "2026-07-01")]
    [InlineData("2020-01-01", "0.00", "2026-01-01")]
    public async Task GetAsync_OnADay_CountsEntriesUpToIt(string on, string spent, string from)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500"));
        await ledger.SpendAsync("1", "2026-06-01");
        await ledger.SpendAsync("2", "2026-06-10");
        await ledger.SpendAsync("4", "2026-06-11");

        var current = await ledger.CurrentAsync(budget, on);

        Assert.Equal((spent, Day(from)), (current.Spent.ToString(), current.Period.From));
    }

    [Fact]
    public async Task GetAsync_OnceOver_ShowsTheLastPeriodWhole()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500") with { End = Day("2026-03-02") });
        await ledger.SpendAsync("1", "2026-03-01");
        await ledger.SpendAsync("2", "2026-03-31");
        await ledger.SpendAsync("4", "2026-04-01");

        Assert.Equal((Day("2026-03-31"), "3.00"), ((await ledger.CurrentAsync(budget)).Period.To, await ledger.SpentAsync(budget)));
    }

    [Fact]
    public async Task GetAsync_TodayInTheUsersZone_DecidesThePeriod()
    {
        // In Auckland it is 1 July already; in Honolulu it is still 30 June.
        var auckland = await CreateAsync(now: "2026-06-30T12:30Z", timeZone: "Pacific/Auckland");
        var honolulu = await CreateAsync(now: "2026-07-01T09:30Z", timeZone: "Pacific/Honolulu");

        Assert.Equal(
            [Day("2026-07-01"), Day("2026-06-01")],
            new[]
            {
                (await auckland.CurrentAsync(await auckland.AddAsync(Monthly("1")))).Period.From,
                (await honolulu.CurrentAsync(await honolulu.AddAsync(Monthly("1")))).Period.From,
            });
    }

    [Theory]
    // A day of 23 hours and one of 25; a midnight that does not exist (Santiago) and a day that does not (Apia).
    [InlineData("Europe/Berlin", "2026-03-28T23:00Z", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-03-29T21:59Z", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-10-25T22:59Z", "2026-10-25")]
    [InlineData("America/Santiago", "2026-09-06T04:00Z", "2026-09-06")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00Z", "2011-12-31")]
    public async Task GetAsync_ClocksChange_TheDayIsTheUsers(string timeZone, string now, string day)
    {
        var ledger = await CreateAsync(now: now, timeZone: timeZone);
        var budget = await ledger.AddAsync(Monthly("9") with { Period = BudgetPeriod.Daily, Start = Day("2011-01-01") });
        await ledger.SpendAsync("2", day);

        Assert.Equal((Day(day), "2.00"), ((await ledger.CurrentAsync(budget)).Period.From, await ledger.SpentAsync(budget)));
    }

    [Fact]
    public async Task GetAsync_FirstWeekdayChanges_WeeksFollow()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("500") with { Period = BudgetPeriod.Weekly });
        await ledger.SpendAsync("1", "2026-06-14");
        Assert.Equal("0.00", await ledger.SpentAsync(budget));

        var profile = (await ledger.Ledger.OpenAsync()).Profile;
        var settings = new ProfileSettings { FirstWeekday = DayOfWeek.Sunday };
        await ledger.Ledger.CommitAsync("user.updated", "user", draft => draft.Put(profile with { Settings = settings }));

        Assert.Equal((Day("2026-06-14"), "1.00"), ((await ledger.CurrentAsync(budget)).Period.From, await ledger.SpentAsync(budget)));
    }

    [Theory]
    [InlineData("79.99", "79.99", BudgetStatus.OnTrack)]
    [InlineData("80", "80", BudgetStatus.Warning)]
    [InlineData("100", "100", BudgetStatus.Warning)]
    [InlineData("100.01", "100.01", BudgetStatus.Exceeded)]
    [InlineData("0.01", "0.01", BudgetStatus.OnTrack)]
    public async Task GetAsync_Spending_ReachesTheStatus(string spent, string percent, BudgetStatus status)
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100"));
        await ledger.SpendAsync(spent, "2026-06-01");

        var current = await ledger.CurrentAsync(budget);

        Assert.Equal((decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), status), (current.Percent, current.Status));
    }

    [Fact]
    public async Task GetAsync_PercentBetweenTwo_IsRoundedHalfAwayFromZero()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("80"));
        await ledger.SpendAsync("0.10", "2026-05-01");
        await ledger.EarnAsync("0.10", "2026-06-01", ledger.Food);

        // An eighth of a per cent.
        Assert.Equal((0.13m, -0.13m), ((await ledger.CurrentAsync(budget, "2026-05-31")).Percent, (await ledger.CurrentAsync(budget)).Percent));
    }

    [Fact]
    public async Task GetAsync_NothingAvailable_IsFullOnceAnythingIsSpent()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Rollover = RolloverRule.Full });
        await ledger.SpendAsync("600", "2026-05-01");

        var current = await ledger.CurrentAsync(budget);
        Assert.Equal((0L, 0m, BudgetStatus.OnTrack), (current.Available.Minor, current.Percent, current.Status));
        await ledger.SpendAsync("0.01", "2026-06-01");
        current = await ledger.CurrentAsync(budget);
        Assert.Equal((100m, BudgetStatus.Exceeded), (current.Percent, current.Status));
    }

    [Fact]
    public async Task GetAsync_AmountOfZero_OnlyWatches()
    {
        var ledger = await CreateAsync();
        var budget = await ledger.AddAsync(Monthly("100") with { Rollover = RolloverRule.Full });
        var watching = budget with { Amounts = [new BudgetAmount(budget.Start, 0), new BudgetAmount(Day("2026-06-01"), 10_00)] };
        await ledger.Ledger.CommitAsync("test", budget.Id, draft => draft.Put(watching));
        await ledger.SpendAsync("70", "2026-05-01");
        await ledger.SpendAsync("1", "2026-06-01");

        var (may, june) = (await ledger.CurrentAsync(budget, "2026-05-31"), await ledger.CurrentAsync(budget));

        Assert.Equal(("70.00", 0m, BudgetStatus.OnTrack), (may.Spent.ToString(), may.Percent, may.Status));
        Assert.Equal(("10.00", "0.00", 10m), (june.Budgeted.ToString(), june.RolledOver.ToString(), june.Percent));
        Assert.Equal(1, (await ledger.GetAsync(budget, "2026-07-15")).Variance!.Periods);
    }

    private static async Task DeleteAsync(BudgetLedger ledger, string category, string? reassignTo) =>
        Ok(await new CategoryService(ledger.Ledger.Ledgers, ledger.Ledger.Clock).DeleteAsync(
            ledger.Ledger.Change, category, reassignTo, default));
}
