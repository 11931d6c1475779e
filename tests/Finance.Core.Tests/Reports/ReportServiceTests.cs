using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Reports;

public sealed class ReportServiceTests
{
    [Fact]
    public async Task SummaryAsync_EmptyLedger_ZerosAndNoRate()
    {
        var ledger = await TestLedger.CreateAsync();

        var summary = await SummaryAsync(ledger, new ReportQuery());

        Assert.Equal(new DateRange(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30)), summary.Current.Period.Days);
        Assert.Equal("0.00", summary.Current.Income.ToString());
        Assert.Equal("0.00", summary.Current.NetWorth.ToString());
        Assert.Equal("0.00", summary.Current.AverageDailySpend.ToString());
        Assert.Equal(0, summary.Current.TransactionCount);
        Assert.Null(summary.Current.SavingsRate);
        Assert.Null(summary.LargestExpense);
        Assert.Null(summary.Change.SavingsRate);
        Assert.Null(summary.Change.Income.Ratio);
        Assert.Empty(summary.TopCategories);
        Assert.Empty(summary.Unconverted);
    }

    [Fact]
    public async Task SummaryAsync_RunningMonth_FiguresAgainstTheMonthBefore()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var salary = await ledger.AddCategoryAsync("Salary", CategoryType.Income);
        await ledger.AddAsync(Income, "2000", "2026-05-31", salary);
        await ledger.AddAsync(Expense, "100", "2026-05-01", food);
        await ledger.AddAsync(Income, "2500", "2026-06-01", salary);
        await ledger.AddAsync(Expense, "90.10", "2026-06-02", food);
        var rent = await ledger.AddAsync(Expense, "600", "2026-06-03");

        var summary = await SummaryAsync(ledger, new ReportQuery());

        Assert.Equal("2500.00", summary.Current.Income.ToString());
        Assert.Equal("690.10", summary.Current.Expenses.ToString());
        Assert.Equal("1809.90", summary.Current.Net.ToString());
        Assert.Equal(0.724m, summary.Current.SavingsRate);
        Assert.Equal("3709.90", summary.Current.NetWorth.ToString());
        Assert.Equal(3, summary.Current.TransactionCount);
        Assert.Equal("46.01", summary.Current.AverageDailySpend.ToString());
        Assert.Equal(rent.Id, summary.LargestExpense!.Transaction.Id);
        Assert.Equal([null, food], summary.TopCategories.Select(category => category.Category?.Id));
        Assert.Equal([0.8694m, 0.1306m], summary.TopCategories.Select(category => category.Share));
        Assert.Equal("3.23", summary.Previous.AverageDailySpend.ToString());
        Assert.Equal("1900.00", summary.Previous.NetWorth.ToString());
        Assert.Equal(new MoneyChange(new Money(50_000, Currency.Of("USD")), 0.25m), summary.Change.Income);
        Assert.Equal(-0.226m, summary.Change.SavingsRate);
        Assert.Equal(1, summary.Change.TransactionCount);
    }

    [Fact]
    public async Task SummaryAsync_RefundsRepaymentsAndTransfers_AreNeitherIncomeNorExpense()
    {
        var ledger = await TestLedger.CreateAsync();
        var savings = await ledger.AddAccountAsync("Savings", opening: 5_000);
        var clothes = await ledger.AddCategoryAsync("Clothes", CategoryType.Expense);
        var salary = await ledger.AddCategoryAsync("Salary", CategoryType.Income);
        await ledger.AddAsync(Expense, "80", "2026-06-01", clothes);
        await ledger.AddAsync(Income, "30", "2026-06-02", clothes);
        await ledger.AddAsync(Income, "1000", "2026-06-03", salary);
        await ledger.AddAsync(Expense, "50", "2026-06-04", salary);
        await ledger.AddAsync(Transfer, "500", "2026-06-05", to: savings);

        var all = await SummaryAsync(ledger, new ReportQuery());
        var one = await SummaryAsync(ledger, new ReportQuery(AccountId: savings));

        Assert.Equal(("950.00", "50.00"), (all.Current.Income.ToString(), all.Current.Expenses.ToString()));
        Assert.Equal(("950.00", 5L), (all.Current.NetWorth.ToString(), all.Current.TransactionCount));
        Assert.Equal(("0.00", "0.00"), (one.Current.Income.ToString(), one.Current.Expenses.ToString()));
        Assert.Equal(("550.00", 1L), (one.Current.NetWorth.ToString(), one.Current.TransactionCount));
    }

    [Fact]
    public async Task SummaryAsync_RaggedRange_CountsItsDaysOnly()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var fun = await ledger.AddCategoryAsync("Fun", CategoryType.Expense);
        await ledger.AddAsync(Expense, "1", "2025-11-09", food);
        await ledger.AddAsync(Expense, "2", "2025-11-10", food);
        await ledger.AddAsync(new NewTransaction
        {
            Type = Expense,
            Amount = new AmountText("amount", "100"),
            Date = new DateOnly(2025, 11, 30),
            Splits = [new NewSplit(food, new AmountText("a", "70"), null), new NewSplit(fun, new AmountText("a", "30"), null)],
        });
        await ledger.AddAsync(Expense, "8", "2025-12-24", food);
        await ledger.AddAsync(Income, "3", "2026-01-20", food);
        await ledger.AddAsync(Expense, "16", "2026-01-21", food);

        var summary = await SummaryAsync(ledger, new ReportQuery("2025-11-10", "2026-01-20"));

        Assert.Equal("107.00", summary.Current.Expenses.ToString());
        Assert.Equal(4, summary.Current.TransactionCount);
        Assert.Equal([(food, "77.00"), (fun, "30.00")], summary.TopCategories.Select(top => (top.Category!.Id, top.Amount.ToString())));
        Assert.Equal("100.00", summary.LargestExpense!.Transaction.Amount.ToString());
        Assert.Equal("-108.00", summary.Current.NetWorth.ToString());
        Assert.Equal("-1.00", summary.Previous.NetWorth.ToString());
        Assert.Equal(new DateOnly(2025, 8, 30), summary.Previous.Period.Days.From);
        Assert.Equal("1.00", summary.Previous.Expenses.ToString());
    }

    [Fact]
    public async Task SummaryAsync_AccountsOfOtherCurrencies_StandApart()
    {
        var ledger = await TestLedger.CreateAsync();
        var yen = await ledger.AddAccountAsync("Yen", "JPY", opening: 1_000);
        await ledger.AddAccountAsync("Untouched", "KWD");
        await ledger.AddAsync(Expense, "10", "2026-06-01");
        await ledger.AddAsync(Expense, "300", "2026-06-01", account: yen);

        var summary = await SummaryAsync(ledger, new ReportQuery());
        var inYen = await SummaryAsync(ledger, new ReportQuery(Currency: "JPY"));

        Assert.Equal(("10.00", "-10.00"), (summary.Current.Expenses.ToString(), summary.Current.NetWorth.ToString()));
        var apart = Assert.Single(summary.Unconverted);
        Assert.Equal(
            ("JPY", "300", "700", 1L),
            (apart.Currency.Code, apart.Expenses.ToString(), apart.NetWorth.ToString(), apart.TransactionCount));
        Assert.Equal("300", inYen.Current.Expenses.ToString());
        Assert.Equal("USD", Assert.Single(inYen.Unconverted).Currency.Code);
    }

    [Fact]
    public async Task SummaryAsync_LargestExpenseIsDeleted_TheNextOneIsFound()
    {
        var ledger = await TestLedger.CreateAsync();
        var next = await ledger.AddAsync(Expense, "40", "2026-03-01");
        var largest = await ledger.AddAsync(Expense, "50", "2026-02-01");
        var query = new ReportQuery(Year: "2026");
        Assert.Equal(largest.Id, (await SummaryAsync(ledger, query)).LargestExpense!.Transaction.Id);

        Assert.True((await ledger.Transactions.DeleteAsync(ledger.Change, largest.Id, default)).IsOk);

        Assert.Equal(next.Id, (await SummaryAsync(ledger, query)).LargestExpense!.Transaction.Id);
    }

    [Fact]
    public async Task SummaryAsync_LargestExpenseIsRenamed_TheNewNameIsSaid()
    {
        var ledger = await TestLedger.CreateAsync();
        var largest = await ledger.AddAsync(Expense, "50", "2026-02-01");
        var query = new ReportQuery(Year: "2026");
        Assert.Null((await SummaryAsync(ledger, query)).LargestExpense!.Transaction.Payee);

        var patch = new TransactionPatch { Payee = "Landlord", Date = Optional<DateOnly>.Of(new DateOnly(2026, 4, 1)) };
        Assert.True((await ledger.Transactions.UpdateAsync(ledger.Change, largest.Id, patch, default)).IsOk);

        Assert.Equal("Landlord", (await SummaryAsync(ledger, query)).LargestExpense!.Transaction.Payee);
    }

    [Fact]
    public async Task SummaryAsync_LargestExpenseWasLeftUnknown_TheMonthIsReadOnce()
    {
        var store = new InMemoryTableStore();
        var ledger = await TestLedger.CreateAsync(store);
        var next = await ledger.AddAsync(Expense, "40", "2026-02-01");
        var largest = await ledger.AddAsync(Expense, "50", "2026-02-02");
        await ledger.Ledgers.ChangeAsync<Done>(
            ledger.Change,
            async (draft, token) =>
            {
                draft.LeavesLargestUnknown = true;
                await draft.RemoveAsync(largest, leaveTombstone: false, token);
                draft.Record("import.undone", "import", null, null);
                return Done.Value;
            },
            default);

        var first = await SummaryAsync(ledger, new ReportQuery(Year: "2026"));
        var before = store.Calls.Total;
        var second = await SummaryAsync(ledger, new ReportQuery(Year: "2026"));

        Assert.Equal((next.Id, next.Id), (first.LargestExpense!.Transaction.Id, second.LargestExpense!.Transaction.Id));
        Assert.Equal(1, store.Calls.Total - before);
    }

    [Fact]
    public async Task MonthlyAsync_CategoriesOfTwoMonths_EachAgainstTheMonthBefore()
    {
        var ledger = await TestLedger.CreateAsync();
        var food = await ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var fun = await ledger.AddCategoryAsync("Fun", CategoryType.Expense);
        var salary = await ledger.AddCategoryAsync("Salary", CategoryType.Income);
        await ledger.AddAsync(Expense, "40", "2025-12-15", food);
        await ledger.AddAsync(Expense, "5", "2025-12-16", fun);
        await ledger.AddAsync(Expense, "30", "2026-01-01", food);
        await ledger.AddAsync(Expense, "10", "2026-01-31");
        await ledger.AddAsync(Income, "100", "2026-01-31", salary);
        await ledger.AddAsync(Income, "1", "2026-01-31");

        var month = (await Reports(ledger).MonthlyAsync(ledger.Caller, new ReportQuery(Month: "2026-01"), default)).Value;

        Assert.Equal(
            ("101.00", "40.00", "61.00"),
            (month.Current.Income.ToString(), month.Current.Expenses.ToString(), month.Current.Net.ToString()));
        Assert.Equal(
            [
                ("Food", CategoryType.Expense, "30.00", 0.75m, "40.00", "-10.00", (decimal?)-0.25m),
                (null, CategoryType.Expense, "10.00", 0.25m, "0.00", "10.00", null),
                ("Fun", CategoryType.Expense, "0.00", 0m, "5.00", "-5.00", -1m),
                ("Salary", CategoryType.Income, "100.00", 0.9901m, "0.00", "100.00", null),
                (null, CategoryType.Income, "1.00", 0.0099m, "0.00", "1.00", null),
            ],
            month.ByCategory.Select(line => (
                line.Category?.Name,
                line.Type,
                line.Amount.ToString(),
                line.Share,
                line.Previous.ToString(),
                line.Change.Amount.ToString(),
                line.Change.Ratio)));
        Assert.Equal((Month.Of(2025, 12), "45.00"), (month.PreviousMonth.Month, month.PreviousMonth.Expenses.ToString()));
    }

    [Fact]
    public async Task SummaryAsync_CurrentMonth_IsTheOneOfTheUsersZone()
    {
        var ledger = await TestLedger.CreateAsync(now: new DateTimeOffset(2026, 6, 30, 22, 0, 0, TimeSpan.Zero), timeZone: "Asia/Tokyo");

        var summary = await SummaryAsync(ledger, new ReportQuery());

        Assert.Equal(new DateOnly(2026, 7, 1), summary.Current.Period.Days.From);
    }

    private static ReportService Reports(TestLedger ledger) => new(ledger.Ledgers, ledger.Exchange, ledger.Clock);

    private static async Task<FinancialSummary> SummaryAsync(TestLedger ledger, ReportQuery query) =>
        (await Reports(ledger).SummaryAsync(ledger.Caller, query, default)).Value;
}
