using Finance.Core.Budgets;
using Finance.Core.Budgets.Templates;
using Finance.Core.Categories;
using Finance.Core.Transactions;
using static Finance.Core.Transactions.TransactionType;

namespace Finance.Core.Tests.Budgets.Templates;

/// <summary>It is 15 June 2026, so that May is the last finished month.</summary>
public sealed class BudgetTemplateServiceTests
{
    private static readonly TemplateRequest Shares = new(BudgetTemplate.FiftyThirtyTwenty);

    [Fact]
    public async Task CreateAsync_GivenIncome_IsDividedToTheCent()
    {
        var ledger = await BudgetLedger.CreateAsync();

        var made = await MakeAsync(ledger, Shares with { Income = new AmountText("income", "1000.01") });

        Assert.Equal(["Needs", "Wants", "Savings"], made.Budgets.Select(found => found.Budget.Name));
        Assert.Equal(["500.01", "300.00", "200.00"], made.Figures.Select(figure => figure.Amount.ToString()));
        Assert.Equal(ledger.Food, Assert.Single(made.Budgets[0].Budget.CategoryIds));
        Assert.Equal(ledger.Travel, Assert.Single(made.Budgets[1].Budget.CategoryIds));
        Assert.Equal((IncomeSource.Given, "1000.01"), (made.Income!.Source, made.Income.Amount.ToString()));
        Assert.All(made.Budgets, found => Assert.Equal(
            (BudgetPeriod.Monthly, BudgetLedger.Day("2026-06-01")), (found.Budget.Period, found.Budget.Start)));
        Assert.Equal(made.Budgets.Select(found => found.Budget.Id), made.Figures.Select(figure => figure.BudgetId));
    }

    [Fact]
    public async Task CreateAsync_NoCategoryForSavings_MakesOneInTheSameCommit()
    {
        var ledger = await BudgetLedger.CreateAsync();
        var version = (await ledger.Ledger.OpenAsync()).Head.Version;

        var made = await MakeAsync(ledger, Shares with { Income = new AmountText("income", "100") });

        var after = await ledger.Ledger.OpenAsync();
        Assert.Equal(version + 1, after.Head.Version);
        Assert.Equal(("Savings", CategoryType.Expense), (made.CreatedCategory!.Name, made.CreatedCategory.Type));
        Assert.Equal(made.CreatedCategory, after.Chart.FindCategory(made.CreatedCategory.Id));
        Assert.Equal(made.CreatedCategory.Id, Assert.Single(made.Budgets[2].Budget.CategoryIds));
        Assert.Null((await MakeAsync(ledger, Shares with { Income = new AmountText("income", "100") })).CreatedCategory);
    }

    [Fact]
    public async Task CreateAsync_NoIncomeGiven_TakesThatOfTheSettings()
    {
        var ledger = await BudgetLedger.CreateAsync();
        await EarnAsync(ledger, "900", "2026-05-01");
        await SetIncomeAsync(ledger, new Money(300_000, Currency.Of("USD")));

        Assert.Equal((IncomeSource.Settings, "3000.00"), await IncomeAsync(ledger));
        await SetIncomeAsync(ledger, new Money(300_000, Currency.Of("EUR")));
        Assert.Equal((IncomeSource.Average, "900.00"), await IncomeAsync(ledger));
    }

    [Fact]
    public async Task CreateAsync_NoIncomeKnown_TakesTheLastFinishedMonthsThatHadAny()
    {
        var ledger = await BudgetLedger.CreateAsync();
        await EarnAsync(ledger, "5000", "2026-06-01");
        await EarnAsync(ledger, "1000", "2026-05-31");
        await ledger.Ledger.AddAsync(Expense, "100", "2026-05-31", ledger.Salary);
        await EarnAsync(ledger, "1000.01", "2026-03-01");
        await EarnAsync(ledger, "1100", "2025-07-01");
        await EarnAsync(ledger, "7777", "2025-06-30");
        await EarnAsync(ledger, "7777", "2025-05-31");

        var made = await MakeAsync(ledger, Shares);

        Assert.Equal((IncomeSource.Average, "1000.00"), (made.Income!.Source, made.Income.Amount.ToString()));
        Assert.Equal(["2026-05 900.00", "2026-03 1000.01", "2025-07 1100.00"], made.Income.Months.Select(Text));
        Assert.Equal(made.Income.Months, made.Figures[0].Months);
    }

    [Fact]
    public async Task CreateAsync_NoIncomeAnywhere_SaysTheWaysOut()
    {
        var ledger = await BudgetLedger.CreateAsync();

        var refused = await TryAsync(ledger, Shares);

        Assert.Contains("settings.monthly_income", Assert.Single(refused.Error!.Fields!["income"]), StringComparison.Ordinal);
        Assert.Empty((await ledger.Ledger.OpenAsync()).Plans.Budgets);
        Assert.DoesNotContain((await ledger.Ledger.OpenAsync()).Chart.Categories, category => category.Name == "Savings");
    }

    [Fact]
    public async Task CreateAsync_IncomeTooSmallToBeDivided_IsRefused()
    {
        var ledger = await BudgetLedger.CreateAsync();

        var refused = await TryAsync(ledger, Shares with { Income = new AmountText("income", "0.01") });

        Assert.Equal(["income"], refused.Error?.Fields?.Keys);
    }

    [Fact]
    public async Task CreateAsync_LastMonth_IsAsFineAsItGoesWithoutCountingTwice()
    {
        var ledger = await BudgetLedger.CreateAsync();
        var home = await ledger.Ledger.AddCategoryAsync("Home", CategoryType.Expense);
        var rent = await ledger.Ledger.AddCategoryAsync("Rent", CategoryType.Expense, home);
        await ledger.Ledger.AddAsync(Expense, "30", "2026-05-01", ledger.Groceries);
        await ledger.Ledger.AddAsync(Expense, "12", "2026-05-31", ledger.Food);
        await ledger.Ledger.AddAsync(Expense, "700", "2026-05-31", rent);
        await ledger.Ledger.AddAsync(Income, "5", "2026-05-02", ledger.Travel);
        await ledger.Ledger.AddAsync(Expense, "9", "2026-05-02");
        await ledger.Ledger.AddAsync(Expense, "99", "2026-06-01", ledger.Travel);

        var made = await MakeAsync(ledger, new TemplateRequest(BudgetTemplate.LastMonth));

        Assert.Equal(["Food 42.00", "Rent 700.00"], made.Figures.Select(figure => $"{figure.Category!.Name} {figure.Amount}"));
        Assert.Equal([ledger.Food, rent], made.Budgets.SelectMany(found => found.Budget.CategoryIds));
        Assert.Equal(["2026-05 42.00"], made.Figures[0].Months.Select(Text));
    }

    [Theory]
    [InlineData(null, "6.67")]
    [InlineData(2, "10.01")]
    [InlineData(24, "0.83")]
    public async Task CreateAsync_Average_IsOfFinishedMonthsRoundedAwayFromZero(int? months, string expected)
    {
        var ledger = await BudgetLedger.CreateAsync();
        await ledger.Ledger.AddAsync(Expense, "20.01", "2026-04-30", ledger.Travel);
        await ledger.Ledger.AddAsync(Expense, "0.01", "2026-03-01", ledger.Groceries);

        var asked = new TemplateRequest(BudgetTemplate.Average) { Months = months, Start = BudgetLedger.Day("2026-07-01") };
        var made = await MakeAsync(ledger, asked);

        var budget = Assert.Single(made.Budgets).Budget;
        Assert.Equal((ledger.Travel, BudgetLedger.Day("2026-07-01")), (Assert.Single(budget.CategoryIds), budget.Start));
        Assert.Equal(expected, made.Figures[0].Amount.ToString());
        Assert.Equal(months ?? 3, made.Figures[0].Months.Count);
    }

    [Fact]
    public async Task CreateAsync_NothingSpent_IsRefused()
    {
        var ledger = await BudgetLedger.CreateAsync();

        var refused = await TryAsync(ledger, new TemplateRequest(BudgetTemplate.Average));

        Assert.Contains("2026-03 to 2026-05", Assert.Single(refused.Error!.Fields!["template"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_FieldsOfOtherTemplates_AreRefused()
    {
        var ledger = await BudgetLedger.CreateAsync();

        var average = await TryAsync(ledger, new TemplateRequest(BudgetTemplate.Average)
        {
            Months = 25,
            Income = new AmountText("income", "1"),
            Wants = [ledger.Travel],
        });
        var shares = await TryAsync(ledger, Shares with { Months = 3 });

        Assert.Equal(["months", "wants", "income"], average.Error?.Fields?.Keys);
        Assert.Equal(["months"], shares.Error?.Fields?.Keys);
    }

    [Fact]
    public async Task CreateAsync_NoCategoryForABudget_IsRefused()
    {
        var ledger = await BudgetLedger.CreateAsync();

        var refused = await TryAsync(ledger, Shares with
        {
            Income = new AmountText("income", "100"),
            Needs = [ledger.Food],
            Savings = [ledger.Travel],
        });

        Assert.Equal(["wants"], refused.Error?.Fields?.Keys);
    }

    private static string Text(TemplateMonth month) => $"{month.Month} {month.Amount}";

    private static Task<Result<BudgetsFromTemplate>> TryAsync(BudgetLedger ledger, TemplateRequest asked) =>
        new BudgetTemplateService(ledger.Ledger.Ledgers).CreateAsync(ledger.Ledger.Change, asked, default);

    private static async Task<BudgetsFromTemplate> MakeAsync(BudgetLedger ledger, TemplateRequest asked) =>
        Recurring.RecurringLedger.Ok(await TryAsync(ledger, asked));

    private static async Task<(IncomeSource Source, string Amount)> IncomeAsync(BudgetLedger ledger)
    {
        var income = (await MakeAsync(ledger, Shares)).Income!;
        return (income.Source, income.Amount.ToString());
    }

    private static Task<Transaction> EarnAsync(BudgetLedger ledger, string amount, string date) =>
        ledger.Ledger.AddAsync(Income, amount, date, ledger.Salary);

    private static Task SetIncomeAsync(BudgetLedger ledger, Money income) => ledger.Ledger.CommitAsync("user.updated", "user", draft =>
    {
        var profile = draft.Head.Profile;
        draft.Put(profile with { Settings = profile.Settings with { MonthlyIncome = income } });
    });
}
