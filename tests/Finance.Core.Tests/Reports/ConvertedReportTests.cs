using Finance.Core.Categories;
using Finance.Core.Currencies;
using Finance.Core.Reports;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;
using static Finance.Testing.TestRates;

namespace Finance.Core.Tests.Reports;

public sealed class ConvertedReportTests
{
    private static readonly ReportQuery June = new(Month: "2026-06");

    [Fact]
    public async Task SummaryAsync_ThreeCurrencies_EachDayAtItsOwnRate()
    {
        var ledger = await CreateAsync(Day("2026-06-01", "USD 1.25 JPY 150"), Day("2026-06-12", "USD 1.5 JPY 160"));
        var (yen, dinar) = (await ledger.AddAccountAsync("Yen", "JPY", opening: 32_000), await ledger.AddAccountAsync("Dinar", "KWD"));
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        await OwnAsync(ledger, "2026-06-02", "USD", "KWD", 0.3m);
        await ledger.AddAsync(Expense, "10", "2026-06-03", food);
        await ledger.AddAsync(Expense, "1500", "2026-06-03", food, yen);
        await ledger.AddAsync(Expense, "1600", "2026-06-14", food, yen);
        await ledger.AddAsync(Income, "0.305", "2026-06-03", null, dinar);

        var summary = await SummaryAsync(ledger, June);

        // 1500 JPY at 120 a USD, 1600 JPY of a Sunday at Friday's 106 2/3, 0.305 KWD at 0.3.
        Assert.Equal(("1.02", "37.50"), (summary.Current.Income.ToString(), summary.Current.Expenses.ToString()));
        Assert.Equal("27.50", (await SummaryAsync(ledger, June with { AccountId = yen })).Current.Expenses.ToString());
        Assert.Equal(4, summary.Current.TransactionCount);

        // −10 USD, 28,900 JPY at 106 2/3, 0.305 KWD at 0.3.
        Assert.Equal("261.96", summary.Current.NetWorth.ToString());
        Assert.Equal(("15.00", "1600"), (summary.LargestExpense!.Amount.ToString(), summary.LargestExpense.Transaction.Amount.ToString()));
        Assert.Empty(summary.Unconverted);
        Assert.Equal(
            [
                new RateUse(Currency.Of("JPY"), Currency.Of("USD"), new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 12), RateOrigin.Ecb, 0),
                new RateUse(Currency.Of("KWD"), Currency.Of("USD"), new DateOnly(2026, 6, 2), new DateOnly(2026, 6, 2), RateOrigin.Manual, 1),
            ],
            summary.RatesUsed.Take(2));
    }

    [Fact]
    public async Task SummaryAsync_SeveralEntriesOfADayAndCategory_AreRoundedOnce()
    {
        var ledger = await CreateAsync(Day("2026-06-01", "USD 1 JPY 250"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        var (food, fun) = (await ledger.AddCategoryAsync("Food", CategoryType.Expense), await ledger.AddCategoryAsync("Fun", CategoryType.Expense));
        foreach (var category in new[] { food, food, fun })
        {
            await ledger.AddAsync(Expense, "1", "2026-06-02", category, yen);
        }

        await ledger.AddAsync(Income, "1", "2026-06-02", food, yen);
        var summary = await SummaryAsync(ledger, June);

        // Food: 2 JPY spent are 0.008, 1 JPY back is 0.004; fun: 1 JPY is 0.004.
        Assert.Equal("0.01", summary.Current.Expenses.ToString());
        Assert.Equal([("Food", "0.01")], summary.TopCategories.Select(top => (top.Category!.Name, top.Amount.ToString())));
    }

    [Fact]
    public async Task SummaryAsync_BeforeTheFirstRate_StandsApart()
    {
        var ledger = await CreateAsync(Day("2026-06-10", "USD 1 JPY 100"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        await ledger.AddAsync(Expense, "500", "2026-06-09", account: yen);
        await ledger.AddAsync(Expense, "300", "2026-06-10", account: yen);

        var summary = await SummaryAsync(ledger, June);

        Assert.Equal(("3.00", 1L, "-8.00"), (summary.Current.Expenses.ToString(), summary.Current.TransactionCount, summary.Current.NetWorth.ToString()));
        var apart = Assert.Single(summary.Unconverted);
        Assert.Equal(("500", "0", 1L), (apart.Expenses.ToString(), apart.NetWorth.ToString(), apart.TransactionCount));
        Assert.Equal("300", summary.LargestExpense!.Transaction.Amount.ToString());
    }

    [Fact]
    public async Task SummaryAsync_GapInTheRates_CountsItsDays()
    {
        var ledger = await CreateAsync(Day("2026-03-02", "USD 1 JPY 100"), Day("2026-06-15", "USD 1 JPY 100"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        foreach (var day in new[] { "2026-03-09", "2026-03-10", "2026-03-11" })
        {
            await ledger.AddAsync(Expense, "500", day, account: yen);
        }

        var used = Assert.Single((await SummaryAsync(ledger, new ReportQuery("2026-03-01", "2026-03-15"))).RatesUsed);

        // The 10th, the 11th, and the 15th for the balance.
        Assert.Equal((3, new DateOnly(2026, 3, 2)), (used.StaleDays, used.LastDay));
    }

    [Fact]
    public async Task SummaryAsync_RateCorrectedOrKnownBetter_TheNextAnswerHasIt()
    {
        var ledger = await CreateAsync(Day("2026-06-01", "USD 1 JPY 100"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        await ledger.AddAsync(Expense, "1000", "2026-06-03", account: yen);
        var reports = Reports(ledger);
        var said = new List<string>();
        async Task SayAsync() => said.Add((await reports.SummaryAsync(ledger.Caller, June, default)).Value.Current.Expenses.ToString());

        await SayAsync();
        await StoreAsync(ledger.Store, ledger.Clock, Day("2026-06-01", "USD 1 JPY 125"));
        ledger.Clock.Now += TimeSpan.FromMinutes(3);
        await SayAsync();
        await OwnAsync(ledger, "2026-06-03", "USD", "JPY", 200m);
        await SayAsync();
        await ledger.CommitAsync("user.updated", "user", draft => draft.Put(draft.Head.Profile with { Currency = Currency.Of("EUR") }));
        await SayAsync();

        Assert.Equal(["10.00", "8.00", "5.00", "5.00"], said);
        Assert.Equal("1000", (await SummaryAsync(ledger, June with { Currency = "JPY" })).Current.Expenses.ToString());
    }

    [Fact]
    public async Task SummaryAsync_RatesMoveWithinTheMonth_TheLargestIsTheOneWorthMost()
    {
        var ledger = await CreateAsync(Day("2026-05-01", "USD 1 JPY 100"), Day("2026-05-20", "USD 1 JPY 200"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        var dear = await ledger.AddAsync(Expense, "1000", "2026-05-02", account: yen);
        await ledger.AddAsync(Expense, "1900", "2026-05-21", account: yen);
        var dollars = await ledger.AddAsync(Expense, "9.75", "2026-05-21");
        var query = new ReportQuery(Month: "2026-05");

        Assert.Equal(dear.Id, (await SummaryAsync(ledger, query)).LargestExpense!.Transaction.Id);
        Assert.True((await ledger.Transactions.DeleteAsync(ledger.Change, dear.Id, default)).IsOk);
        Assert.Equal(dollars.Id, (await SummaryAsync(ledger, query)).LargestExpense!.Transaction.Id);
    }

    [Fact]
    public async Task SummaryAsync_LargestOfADayWasDeleted_TheNextOneIsReadOnce()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        await StoreAsync(store, ledger.Clock, Day("2026-05-01", "USD 1 JPY 100"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        var next = await ledger.AddAsync(Expense, "900", "2026-05-02", account: yen);
        var largest = await ledger.AddAsync(Expense, "1000", "2026-05-02", account: yen);
        await ledger.AddAsync(Expense, "500", "2026-05-03", account: yen);
        await ledger.Transactions.DeleteAsync(ledger.Change, largest.Id, default);
        var reports = Reports(ledger);
        var query = new ReportQuery(Month: "2026-05");

        var first = (await reports.SummaryAsync(ledger.Caller, query, default)).Value.LargestExpense!;
        var before = store.Calls.Total;
        var second = (await reports.SummaryAsync(ledger.Caller, query, default)).Value.LargestExpense!;

        Assert.Equal((next.Id, next.Id), (first.Transaction.Id, second.Transaction.Id));
        Assert.Equal(1, store.Calls.Total - before);
    }

    [Fact]
    public async Task SummaryAsync_LargestOfADayIsRenamed_TheNewNameIsSaid()
    {
        var ledger = await CreateAsync(Day("2026-05-01", "USD 1 JPY 100"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        var entry = await ledger.AddAsync(Expense, "1000", "2026-06-02", account: yen);
        Assert.Null((await SummaryAsync(ledger, June)).LargestExpense!.Transaction.Payee);

        await ledger.Transactions.UpdateAsync(ledger.Change, entry.Id, new TransactionPatch { Payee = "Landlord" }, default);

        Assert.Equal("Landlord", (await SummaryAsync(ledger, June)).LargestExpense!.Transaction.Payee);
    }

    [Fact]
    public async Task SummaryAsync_TransferBetweenCurrencies_IsNeitherIncomeNorExpenseAndCountsOnce()
    {
        var ledger = await CreateAsync(Day("2026-05-01", "USD 1 JPY 100"));
        var yen = await ledger.AddAccountAsync("Yen", "JPY");
        await ledger.AddAsync(new NewTransaction
        {
            Type = Transfer,
            Amount = new AmountText("amount", "10"),
            ToAccountId = yen,
            ToAmount = new AmountText("to_amount", "990"),
            Date = new DateOnly(2026, 6, 1),
        });

        var all = (await SummaryAsync(ledger, June)).Current;
        var there = (await SummaryAsync(ledger, June with { AccountId = yen })).Current;

        Assert.Equal(("0.00", "0.00", 1L, "-0.10"), (all.Income.ToString(), all.Expenses.ToString(), all.TransactionCount, all.NetWorth.ToString()));
        Assert.Equal((1L, "9.90"), (there.TransactionCount, there.NetWorth.ToString()));
    }

    [Fact]
    public async Task Reports_MonthsAndAccounts_AddUpToTheYearToTheLastUnit()
    {
        var ledger = await CreateAsync([.. NaiveRates.Jumping(7, new DateRange(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), "USD", "JPY").Published]);
        var accounts = new[] { ledger.Checking, await ledger.AddAccountAsync("Yen", "JPY"), await ledger.AddAccountAsync("Euro", "EUR") };
        var categories = new[] { await ledger.AddCategoryAsync("Food", CategoryType.Expense), await ledger.AddCategoryAsync("Pay", CategoryType.Income), null };
        var random = new Random(7);
        for (var left = 150; left > 0; left--)
        {
            var day = LedgerDates.Format(new DateOnly(2025, 1, 1).AddDays(random.Next(365)));
            await ledger.AddAsync(
                random.Next(3) == 0 ? Income : Expense, $"{random.Next(1, 900)}", day, categories[random.Next(3)], accounts[random.Next(3)]);
        }

        var year = new ReportQuery(Year: "2025");
        var whole = (await SummaryAsync(ledger, year)).Current;
        var months = new List<MonthlyReport>();
        foreach (var month in Enumerable.Range(1, 12))
        {
            months.Add((await Reports(ledger).MonthlyAsync(ledger.Caller, new ReportQuery(Month: $"2025-{month:D2}"), default)).Value);
        }

        var byAccount = new List<PeriodFigures>();
        foreach (var account in accounts)
        {
            byAccount.Add((await SummaryAsync(ledger, year with { AccountId = account })).Current);
        }

        Assert.Equal(whole.Income.Minor, months.Sum(month => month.Current.Income.Minor));
        Assert.Equal(whole.Expenses.Minor, months.Sum(month => month.Current.Expenses.Minor));
        Assert.Equal(whole.Expenses.Minor, byAccount.Sum(figures => figures.Expenses.Minor));
        Assert.Equal(whole.NetWorth.Minor, byAccount.Sum(figures => figures.NetWorth.Minor));
        Assert.All(months, month => Assert.Equal(
            month.Current.Expenses.Minor,
            month.ByCategory.Where(line => line.Type == CategoryType.Expense).Sum(line => line.Amount.Minor)));
    }

    private static async Task<TestLedger> CreateAsync(params IReadOnlyList<PublishedDay> rates)
    {
        var ledger = await TestLedger.CreateAsync();
        await StoreAsync(ledger.Store, ledger.Clock, rates);
        return ledger;
    }

    private static async Task OwnAsync(TestLedger ledger, string day, string from, string to, decimal rate)
    {
        var currencies = new CurrencyService(ledger.Ledgers, new RateStore(ledger.Store, ledger.Clock), ledger.Exchange, ledger.Clock);
        var asked = new NewManualRate(DateOnly.Parse(day, null), Currency.Of(from), Currency.Of(to), rate);
        Assert.True((await currencies.PutAsync(ledger.Change, asked, default)).IsOk);
    }

    private static ReportService Reports(TestLedger ledger) => new(ledger.Ledgers, ledger.Exchange, ledger.Clock);

    private static async Task<FinancialSummary> SummaryAsync(TestLedger ledger, ReportQuery query) =>
        (await Reports(ledger).SummaryAsync(ledger.Caller, query, default)).Value;
}
