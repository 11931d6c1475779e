using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Tests.Recurring;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Notifications.NotificationKind;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Accounts;

public sealed class LowBalanceAlertsTests
{
    [Fact]
    public async Task AddTemplate_TakesMoreThanThereIs_TellsInTheSameCommit()
    {
        var ledger = await WithAsync("800.00");

        var template = await ledger.AddAsync(Monthly("2026-06-20"));

        var told = Assert.Single(await ledger.ToldAsync(LowBalance));
        Assert.Equal((ledger.Ledger.Checking, "Checking is going to fall below zero"), (told.SubjectId, told.Title));
        Assert.Equal("Checking is expected at -50.00 USD on 2026-06-20: Rent takes 850.00.", told.Detail);
        var head = (await ledger.Reopen().Ledger.OpenAsync()).Head;
        Assert.Equal(template.Version, head.Version);
    }

    [Theory]
    [InlineData("2026-06-29", 1)]
    [InlineData("2026-06-30", 0)]
    public async Task AddTemplate_AtTheEndOfTheDaysAhead_IsSeenOrNot(string start, int told)
    {
        var ledger = await WithAsync("10.00");

        await ledger.AddAsync(Monthly(start));

        Assert.Equal(told, (await ledger.ToldAsync(LowBalance)).Count);
    }

    [Fact]
    public async Task Commits_WhileItStaysLow_AreNotToldOfAgain()
    {
        var ledger = await WithAsync("800.00");
        await ledger.AddAsync(Monthly("2026-06-20"));

        await SpendAsync(ledger, "10.00");
        await ledger.AddAsync(Monthly("2026-06-18"));
        await ledger.RunAsync("2026-06-16T02:00Z");
        await ledger.RunAsync("2026-06-17T02:00Z");

        Assert.Single(await ledger.ToldAsync(LowBalance));
        Assert.Equal(new LowBalanceMark(Day("2026-06-20"), true), await MarkerAsync(ledger));
    }

    [Fact]
    public async Task Commits_RecoveredAndLowAgain_ToldForAnotherDayOnly()
    {
        var ledger = await WithAsync("800.00");
        var rent = await ledger.AddAsync(Monthly("2026-06-20"));

        await EarnAsync(ledger, "100.00");
        Assert.Equal(new LowBalanceMark(Day("2026-06-20"), false), await MarkerAsync(ledger));
        await SpendAsync(ledger, "100.00");
        Assert.Equal(new LowBalanceMark(Day("2026-06-20"), true), await MarkerAsync(ledger));
        Assert.Single(await ledger.ToldAsync(LowBalance));

        await EarnAsync(ledger, "100.00");
        await ledger.UpdateAsync(rent.Id, new TemplatePatch { Terms = new() { Start = Day("2026-06-22") } });
        await SpendAsync(ledger, "100.00");
        Assert.Equal(2, (await ledger.ToldAsync(LowBalance)).Count);
        Assert.Equal(new LowBalanceMark(Day("2026-06-22"), true), await MarkerAsync(ledger));
    }

    [Fact]
    public async Task Commits_TheDayHasPassed_TheNextDayIsToldOf()
    {
        var ledger = await WithAsync("800.00");
        await ledger.AddAsync(Monthly("2026-06-20"));
        ledger.Ledger.Clock.Now = Instant("2026-07-10T12:00Z");
        await EarnAsync(ledger, "100.00");
        await ledger.RunAsync("2026-07-10T13:00Z");

        var told = await ledger.ToldAsync(LowBalance);
        Assert.Equal(2, told.Count);
        Assert.StartsWith("Checking is expected at -800.00 USD on 2026-07-20", told[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_AlreadyBelowZero_NothingIsTold()
    {
        var ledger = await WithAsync("-1.00");

        await ledger.AddAsync(Monthly("2026-06-20"));
        await SpendAsync(ledger, "1.00");

        Assert.Empty(await ledger.ToldAsync(LowBalance));
        Assert.Null(await MarkerAsync(ledger));
    }

    [Fact]
    public async Task AddTemplates_IncomeComesFirst_NothingIsTold()
    {
        var ledger = await WithAsync("10.00");
        var income = Rent(Monthly("2026-06-20"));
        await ledger.AddAsync(income with { Transaction = income.Transaction with { Type = TransactionType.Income } });

        await ledger.AddAsync(Monthly("2026-06-20"));
        Assert.Empty(await ledger.ToldAsync(LowBalance));

        await ledger.AddAsync(Monthly("2026-06-19"));
        Assert.Single(await ledger.ToldAsync(LowBalance));
    }

    [Fact]
    public async Task AddTemplate_Transfer_WatchesBothEnds()
    {
        var ledger = await WithAsync("900.00");
        var savings = await ledger.Ledger.AddAccountAsync("Savings");
        var rent = Rent(Monthly("2026-06-18"));
        await ledger.AddAsync(rent with { Transaction = rent.Transaction with { Type = TransactionType.Transfer, ToAccountId = savings } });
        await ledger.AddAsync(Rent(Monthly("2026-06-19")) with { Transaction = rent.Transaction with { AccountId = savings } });
        Assert.Empty(await ledger.ToldAsync(LowBalance));

        await SpendAsync(ledger, "51.00");

        var told = Assert.Single(await ledger.ToldAsync(LowBalance));
        Assert.Equal("Checking is expected at -1.00 USD on 2026-06-18: Rent takes 850.00.", told.Detail);
    }

    [Theory]
    [InlineData(AccountType.Credit)]
    [InlineData(AccountType.Loan)]
    [InlineData(AccountType.Investment)]
    public async Task AddTemplate_AccountThatMayOwe_NothingIsTold(AccountType type)
    {
        var ledger = await WithAsync("10.00");
        await ChangeAsync(ledger, account => account with { Type = type });

        await ledger.AddAsync(Monthly("2026-06-20"));

        Assert.Empty(await ledger.ToldAsync(LowBalance));
    }

    [Fact]
    public async Task AddEntry_DatedAhead_IsToldAndNeitherIsItsAbsence()
    {
        var ledger = await FutureAsync("100.00");

        await ledger.AddAsync(TransactionType.Expense, "150.00", "2026-07-02");

        Assert.Empty(await ToldAsync(ledger.Ledgers, ledger.Caller, LowBalance));
        await ledger.AddAsync(TransactionType.Expense, "150.00", "2026-06-28");
        var told = Assert.Single(await ToldAsync(ledger.Ledgers, ledger.Caller, LowBalance));
        Assert.Equal("Checking is expected at -50.00 USD on 2026-06-28: entries of that day take 150.00.", told.Detail);
    }

    [Fact]
    public async Task AddEntry_MoneyThatComesAfterIt_IsNotThereYet()
    {
        var ledger = await FutureAsync("100.00");
        await ledger.AddAsync(TransactionType.Income, "500.00", "2026-06-25");

        await ledger.AddAsync(TransactionType.Expense, "150.00", "2026-06-24");

        Assert.Single(await ToldAsync(ledger.Ledgers, ledger.Caller, LowBalance));
    }

    [Fact]
    public async Task RunAsync_TwiceAtOnce_TellsOnce()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        await ledger.AddAsync(Monthly("2026-07-20"));
        await EarnAsync(ledger, "800.00");
        ledger.Ledger.Clock.Now = Instant("2026-07-17T02:00Z");

        await Task.WhenAll(ledger.Night.RunAsync(), ledger.Reopen().Night.RunAsync(), ledger.Reopen().Night.RunAsync());

        Assert.Single(await ledger.ToldAsync(LowBalance));
        Assert.Single(await ledger.ToldAsync(UpcomingBill));
    }

    [Fact]
    public async Task Commits_ThatDefer_LeaveItToTheLastOne()
    {
        var ledger = await WithAsync("800.00");
        await ledger.Ledger.CommitAsync("account.updated", ledger.Ledger.Checking, draft =>
        {
            draft.DefersAlerts = true;
            draft.Put(draft.Chart.AllAccounts[ledger.Ledger.Checking] with { Name = "Giro" });
        });
        await ledger.AddAsync(Monthly("2026-06-20"));
        Assert.Single(await ledger.ToldAsync(LowBalance));
    }

    [Fact]
    public async Task Alert_OfAnAccount_LeavesItsVersion()
    {
        var ledger = await WithAsync("800.00");
        var before = (await ledger.Ledger.OpenAsync()).Chart.AllAccounts[ledger.Ledger.Checking].Version;

        await ledger.AddAsync(Monthly("2026-06-20"));

        Assert.Equal(before, (await ledger.Reopen().Ledger.OpenAsync()).Chart.AllAccounts[ledger.Ledger.Checking].Version);
    }

    [Fact]
    public async Task AddEntry_OfAnEarlierMonthWhereNothingIsToCome_ReadsNoDaysOfThisMonth()
    {
        var ledger = await CreateAsync();
        await EarnAsync(ledger, "100.00");
        var reads = 0;
        var watched = new InterferingTableStore(ledger.Ledger.Store, int.MaxValue)
        {
            MeansKey = key => key == LedgerKeys.Days(Month.Of(2026, 6)),
            BeforeFind = () => Task.FromResult(reads++),
        };

        await ledger.Ledger.Reopen(watched).AddAsync(TransactionType.Expense, "5.00", "2026-03-01");
        Assert.Equal(0, reads);

        await ledger.AddAsync(Monthly("2026-06-20"));
        await ledger.Ledger.Reopen(watched).AddAsync(TransactionType.Expense, "5.00", "2026-03-01");
        Assert.Equal(1, reads);
    }

    /// <summary>A ledger whose account holds so much from the first day of the month on.</summary>
    private static async Task<RecurringLedger> WithAsync(string balance)
    {
        var ledger = await CreateAsync();
        await ChangeAsync(ledger, account =>
        {
            var opening = Opening(balance);
            return account with { OpeningBalance = opening, Balance = opening };
        });
        return ledger;
    }

    private static async Task<TestLedger> FutureAsync(string balance)
    {
        var ledger = await TestLedger.CreateAsync();
        await ledger.AddAsync(TransactionType.Income, balance, "2026-06-10");
        return ledger;
    }

    private static Money Opening(string text) => new((long)(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) * 100), Currency.Of("USD"));

    private static Task ChangeAsync(RecurringLedger ledger, Func<Account, Account> change) => ledger.Ledger.CommitAsync(
        "account.updated",
        ledger.Ledger.Checking,
        draft => draft.Put(change(draft.Chart.AllAccounts[ledger.Ledger.Checking])));

    private static Task SpendAsync(RecurringLedger ledger, string amount) => EnterAsync(ledger, TransactionType.Expense, amount);

    private static Task EarnAsync(RecurringLedger ledger, string amount) => EnterAsync(ledger, TransactionType.Income, amount);

    private static Task EnterAsync(RecurringLedger ledger, TransactionType type, string amount) =>
        ledger.Ledger.AddAsync(new NewTransaction { Type = type, Amount = new AmountText("amount", amount) });

    private static async Task<LowBalanceMark?> MarkerAsync(RecurringLedger ledger) =>
        (await ledger.Reopen().Ledger.OpenAsync()).Chart.AllAccounts[ledger.Ledger.Checking].Low;
}
