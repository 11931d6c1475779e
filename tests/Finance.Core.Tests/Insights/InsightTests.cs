using Finance.Core.Accounts;
using Finance.Core.Budgets;
using Finance.Core.Insights;
using Finance.Core.Transactions;
using static Finance.Testing.TestRates;

namespace Finance.Core.Tests.Insights;

public sealed class InsightTests
{
    private static readonly DateOnly Today = InsightHistory.Today;

    [Fact]
    public async Task FindAsync_NothingEntered_SaysNothingAndKnowsNoScore()
    {
        var history = await InsightHistory.CreateAsync();

        var report = await history.FindAsync();

        Assert.Empty(report.Insights);
        Assert.Equal((null, null), (report.Health.Score, report.Basis.Months));
        Assert.All(report.Health.Parts, part => Assert.Equal((null, null), (part.Score, part.Value)));
    }

    [Fact]
    public async Task FindAsync_AFewWeeks_AreTooShortForAnythingByHistory()
    {
        var history = await InsightHistory.CreateAsync();
        for (var day = 0; day < 40; day++)
        {
            history.Add("Shop", Today.AddDays(-day), day == 3 ? 90_000 : 1_000 + day, history.Categories[0]);
        }

        Assert.Empty((await history.FindAsync()).Insights);
    }

    [Fact]
    public async Task FindAsync_TwoAnomaliesOfOnePayee_DoNotHideEachOther()
    {
        var history = await WithShopAsync();
        var (one, other) = (history.Add("Shop", Today.AddDays(-9), 51_000), history.Add("Shop 4711", Today.AddDays(-3), 50_000));
        history.Add("Shop", Today.AddDays(-200), 49_000);

        var found = (await history.FindAsync()).Insights.Where(insight => insight.Kind == InsightKind.Anomaly);

        // The third lies too far back to be news.
        Assert.Equal(new[] { one, other }.ToHashSet(), found.Select(insight => insight.Evidence.TransactionIds.Single()).ToHashSet());
    }

    [Fact]
    public async Task FindAsync_FixedPriceChargedTwice_IsFoundThoughItsAmountsRepeat()
    {
        var history = await WithShopAsync();
        for (var month = 6; month > 0; month--)
        {
            history.Add("Gym", Today.AddMonths(-month), 3_000);
        }

        history.Add("Gym", Today.AddMonths(-1).AddDays(2), 3_000);

        var duplicate = (await history.FindAsync()).Insights.Single(insight => insight.Kind == InsightKind.DuplicateCharge);

        Assert.Equal((2, "30.00"), (duplicate.Evidence.TransactionIds.Count, duplicate.Saving.ToString()));
    }

    [Fact]
    public async Task FindAsync_SameCoffeeEveryDay_IsNoDuplicate()
    {
        var history = await WithShopAsync();
        for (var day = 0; day < 120; day++)
        {
            history.Add("Coffee", Today.AddDays(-day), day % 3 == 0 ? 350 : 290);
        }

        Assert.DoesNotContain((await history.FindAsync()).Insights, insight => insight.Kind == InsightKind.DuplicateCharge);
    }

    [Fact]
    public async Task FindAsync_SubscriptionsSideBySide_CostAndRiseAndCouldBeOne()
    {
        var history = await InsightHistory.CreateAsync();
        for (var month = 8; month >= 0; month--)
        {
            history.Add("Filmflix", Month.Of(Today).AddMonths(-month).FirstDay.AddDays(4), month > 2 ? 1_299 : 1_599, history.Categories[0]);
            history.Add("Tunes", Month.Of(Today).AddMonths(-month).FirstDay.AddDays(9), 999, history.Categories[0]);
        }

        var found = (await history.FindAsync()).Insights;

        Assert.Equal(
            ["PriceRise 36.00", "Subscription 191.88", "Subscription 119.88", "SavingOpportunity 119.88"],
            found.Select(insight => $"{insight.Kind} {insight.Saving}"));
        var rise = (PriceRiseEvidence)found[0].Evidence;
        Assert.Equal(
            ("12.99", "15.99", new DateOnly(2026, 4, 5), 0.2309m, 5),
            (rise.Before.ToString(), rise.After.ToString(), rise.Since, rise.Ratio, rise.TransactionIds.Count));
    }

    [Fact]
    public async Task FindAsync_MonthSpentFast_IsToldWithItsLargestExpenses()
    {
        var history = await InsightHistory.CreateAsync();
        for (var day = Today.AddMonths(-11); day <= Today; day = day.AddDays(1))
        {
            history.Add($"Shop {(char)('a' + (day.DayNumber % 7))}", day, 2_000 + (day.DayNumber * 37 % 400), history.Categories[day.DayNumber % 2]);
        }

        var sofa = history.Add("Sofas", Today.AddDays(-4), 19_000, history.Categories[2]);
        var table = history.Add("Tables", Today.AddDays(-3), 18_000, history.Categories[2]);

        var told = Assert.Single((await history.FindAsync()).Insights);

        var pace = (MonthPaceEvidence)told.Evidence;
        Assert.Equal((InsightKind.Overspending, null, 10), (told.Kind, pace.CategoryId, pace.Before.Count));
        Assert.Equal(new[] { table, sofa }, pace.TransactionIds.Take(5).Where(id => id == sofa || id == table));
    }

    [Fact]
    public async Task FindAsync_Budgets_ThatAreOverOrWillBe()
    {
        var history = await InsightHistory.CreateAsync();
        var spent = history.Add("Shop", Today.AddDays(-5), 30_000, history.Categories[0]);
        history.Add("Elsewhere", Today.AddDays(-5), 20_000, history.Categories[1]);
        await history.SaveAsync();
        await BudgetAsync(history, "Food", "250", history.Categories[0]);
        await BudgetAsync(history, "Fun", "390", history.Categories[1]);
        await BudgetAsync(history, "Kept", "1000", history.Categories[1]);

        var report = await history.FindAsync();

        Assert.Equal(
            [(InsightSeverity.Critical, "Food is 50.00 USD over budget"), (InsightSeverity.Warning, "Fun is on the way to 10.00 USD over budget")],
            report.Insights.Select(insight => (insight.Severity, insight.Title)));
        var (food, fun) = ((BudgetPaceEvidence)report.Insights[0].Evidence, (BudgetPaceEvidence)report.Insights[1].Evidence);
        Assert.Equal([spent], food.TransactionIds);
        Assert.Equal(("0.00", "12.66", 15), (food.PerDay.ToString(), fun.PerDay.ToString(), fun.DaysLeft));
        Assert.Equal((67, 0.6667m), report.Health.Parts.Where(part => part.Measure == HealthMeasure.Budgets).Select(part => (part.Score!.Value, part.Value!.Value)).Single());
    }

    [Fact]
    public async Task FindAsync_CategoryThatFellOutOfUse_AndOneThatGrew()
    {
        var history = await InsightHistory.CreateAsync();
        var ids = new List<TransactionId>();
        for (var month = 12; month > 0; month--)
        {
            var first = Month.Of(Today).AddMonths(-month).FirstDay;
            if (month > 3)
            {
                ids.Add(history.Add("Pool", first.AddDays(month), 1_500 + month, history.Categories[0]));
            }

            history.Add("Pub", first.AddDays(20), (month > 3 ? 10_000 : 15_000) + (month * 10), history.Categories[1]);
        }

        var found = (await history.FindAsync()).Insights;

        Assert.Equal([InsightKind.SavingOpportunity, InsightKind.IdleCategory], found.Select(insight => insight.Kind));
        var (rise, idle) = ((CategoryRiseEvidence)found[0].Evidence, (IdleCategoryEvidence)found[1].Evidence);
        Assert.Equal(("100.75", "150.20", "593.40"), (rise.Usual.ToString(), rise.Now.ToString(), found[0].Saving.ToString()));
        Assert.Equal((Month.Of(2026, 2), 3, 8, 8), (idle.LastUsed, idle.IdleMonths, idle.UsedMonths, idle.MonthsBefore));
        Assert.Equal(ids[^1], idle.TransactionIds[0]);
    }

    [Theory]
    [InlineData(-7, "falling")]
    [InlineData(7, "rising")]
    public async Task FindAsync_SavingsRateGoesOneWay_IsTold(int step, string word)
    {
        var history = await InsightHistory.CreateAsync();
        history.AddSalary(13);
        for (var month = 13; month > 0; month--)
        {
            history.Add("Landlord and all", Month.Of(Today).AddMonths(-month).FirstDay.AddDays(2 + (month % 5)), 200_000 + (step * month * 1_000) + (month % 2 * 3_000));
        }

        var told = (await history.FindAsync()).Insights.Single(insight => insight.Kind == InsightKind.SavingsRate);

        var evidence = (SavingsRateEvidence)told.Evidence;
        Assert.Contains(word, told.Title, StringComparison.Ordinal);
        Assert.Equal((12, Math.Sign(step)), (evidence.Months.Count, Math.Sign(evidence.Change)));
        Assert.NotEmpty(evidence.TransactionIds);
    }

    [Fact]
    public async Task FindAsync_Fees_ByTheWordsOfBanks()
    {
        var history = await InsightHistory.CreateAsync();
        var fees = new[]
        {
            history.Add("Overdraft", Today.AddDays(-30), 1_200),
            history.Add("Kontoführungsgebühr", Today.AddDays(-20), 490),
            history.Add("Bank service charge", Today.AddDays(-10), 300),
        };
        history.Add("Coffee House", Today.AddDays(-9), 400);
        history.Add("School fees", Today.AddDays(-8), 40_000);
        history.Add("ATM fee", Today.AddDays(-366), 500);

        var told = Assert.Single((await history.FindAsync()).Insights);

        Assert.Equal((InsightKind.Fee, "19.90"), (told.Kind, told.Saving.ToString()));
        Assert.Equal(fees.Reverse(), told.Evidence.TransactionIds);
    }

    [Fact]
    public async Task FindAsync_ThreeCurrencies_AnswersInOneAndSaysWhatItCouldNotConvert()
    {
        var history = await InsightHistory.CreateAsync();
        var ledger = history.Ledger;
        await StoreAsync(ledger.Store, ledger.Clock, Day("2025-01-02", "USD 1.25 JPY 150"));
        var (yen, dinar) = (await ledger.AddAccountAsync("Yen", "JPY", opening: 240_000), await ledger.AddAccountAsync("Dinar", "KWD"));
        for (var month = 8; month > 0; month--)
        {
            var first = Month.Of(Today).AddMonths(-month).FirstDay;
            history.Add("Employer", first, 200_000, history.Salary, TransactionType.Income);
            history.Add("Rent", first.AddDays(1 + (month % 3)), 120_000 + month, history.Categories[0], account: yen, currency: "JPY");
            history.Add("Tea", first.AddDays(3), 5_000 + month, history.Categories[1], account: dinar, currency: "KWD");
        }

        history.Add("Overdraft fee", Today.AddDays(-2), 600, account: yen, currency: "JPY");

        var report = await history.FindAsync();

        var fee = report.Insights.Single(insight => insight.Kind == InsightKind.Fee);
        Assert.Equal(("5.00", "USD", "600", "JPY"), (
            fee.Saving.ToString(), fee.Saving!.Value.Currency.Code, ((FeeEvidence)fee.Evidence).Total.ToString(), fee.Evidence.Currency.Code));
        Assert.Equal(["KWD"], report.Unconverted.Select(apart => apart.Currency.Code));
        Assert.Equal(["JPY"], report.RatesUsed.Select(used => used.From.Code));
        var savings = report.Health.Parts.Single(part => part.Measure == HealthMeasure.SavingsRate);
        Assert.Equal(("12000.00", 0.5m, 100), (savings.Figures["income"].ToString(), savings.Value, savings.Score));
    }

    [Fact]
    public async Task FindAsync_AfterAChange_SaysWhatIsThereNow()
    {
        var history = await WithShopAsync();
        var id = history.Add("Shop", Today.AddDays(-3), 50_000);
        await history.SaveAsync();
        var service = InsightHistory.Service(history.Ledger);

        var before = (await service.FindAsync(history.Ledger.Caller, null, default)).Value.Insights;
        await history.Ledger.Transactions.DeleteAsync(history.Ledger.Change, id, default);
        var after = (await service.FindAsync(history.Ledger.Caller, null, default)).Value.Insights;

        Assert.Contains(before, insight => insight.Kind == InsightKind.Anomaly && insight.Evidence.TransactionIds[0] == id);
        Assert.Empty(after);
    }

    [Fact]
    public async Task FindAsync_Health_IsWorkedOutFromWholeMonths()
    {
        var history = await InsightHistory.CreateAsync();
        await history.Ledger.AddAccountAsync("Savings", opening: 600_000, type: AccountType.Savings);
        await history.Ledger.AddAccountAsync("Card", opening: -360_000, type: AccountType.Credit);
        history.AddSalary(7);
        for (var month = 7; month >= 0; month--)
        {
            history.Add("All", Month.Of(Today).AddMonths(-month).FirstDay, 270_000);
        }

        var health = (await history.FindAsync()).Health;

        // 10 % saved; 6000 and eight times 300 at hand, 2700 a month; 3600 owed of 36000; no budget; every month the same.
        Assert.Equal([(50, 0.1m), (52, 3.1111m), (90, 0.1m), (null, null), (100, 0m)], health.Parts.Select(part => (part.Score, part.Value)));
        Assert.Equal(66, health.Score);
    }

    /// <summary>A shop that is paid twice a week, about 50.00.</summary>
    private static async Task<InsightHistory> WithShopAsync()
    {
        var history = await InsightHistory.CreateAsync();
        for (var week = 0; week < 30; week++)
        {
            history.Add("Shop", Today.AddDays(-(7 * week) - (week % 4)), 4_500 + (week * 37 % 1_000));
        }

        return history;
    }

    private static async Task BudgetAsync(InsightHistory history, string name, string amount, string category)
    {
        var asked = new NewBudget
        {
            Name = name,
            Amount = new AmountText("amount", amount),
            Period = BudgetPeriod.Monthly,
            CategoryIds = [category],
            Start = new DateOnly(2026, 1, 1),
        };
        Assert.True((await new BudgetService(history.Ledger.Ledgers, history.Ledger.Clock).CreateAsync(history.Ledger.Change, asked, default)).IsOk);
    }
}
