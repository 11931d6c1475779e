using Finance.Core.Recurring;
using Finance.Core.Tests.Nightly;
using Finance.Core.Tests.Users;
using Finance.Core.Transactions;
using Finance.Core.Users;
using Finance.Testing;
using static Finance.Core.Notifications.NotificationKind;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

public sealed class RemindersTests
{
    [Fact]
    public async Task RunAsync_ThreeDaysBefore_TellsOnce()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        var template = await ledger.AddAsync(Monthly("2026-06-20"));

        Assert.Empty(await ledger.ToldAsync(UpcomingBill));
        for (var night = Day("2026-06-16"); night <= Day("2026-07-18"); night = night.AddDays(1))
        {
            await ledger.RunAsync($"{LedgerDates.Format(night)}T02:00Z");
            await ledger.Reopen().Night.RunAsync();
            var told = (night < Day("2026-06-17") ? 0 : 1) + (night < Day("2026-07-17") ? 0 : 1);
            Assert.Equal(told, (await ledger.ToldAsync(UpcomingBill)).Count);
        }

        var first = (await ledger.ToldAsync(UpcomingBill))[0];
        Assert.Equal((template.Id, "Rent is due on 2026-06-20"), (first.SubjectId, first.Title));
        Assert.Equal("850.00 USD from Checking on 2026-06-20.", first.Detail);
        Assert.Equal(["2026-06-20"], await ledger.DatesAsync());
    }

    [Fact]
    public async Task RunAsync_ReminderAlone_LeavesTheTemplatesVersion()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        var template = await ledger.AddAsync(Monthly("2026-06-20"));

        var report = await ledger.RunAsync("2026-06-17T02:00Z");

        Assert.Equal((1, 1, 0, 0), (report.Users, report.Templates, report.Created, report.Failures));
        var after = (await ledger.GetAsync(template.Id)).Template;
        Assert.Equal((template.Version, Day("2026-06-20")), (after.Version, after.RemindedThrough));
        Assert.Equal(Instant("2026-06-20T00:00Z"), Assert.Single(await ledger.FiledAsync()).At);
    }

    [Fact]
    public async Task CreateAsync_AlreadyWithinTheDays_IsToldByTheNextRun()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        await ledger.AddAsync(Monthly("2026-06-16"));
        Assert.Empty(await ledger.ToldAsync(UpcomingBill));

        await ledger.RunAsync("2026-06-15T13:00Z");

        Assert.Single(await ledger.ToldAsync(UpcomingBill));
        await ledger.RunAsync("2026-06-16T02:00Z");
        Assert.Single(await ledger.ToldAsync(UpcomingBill));
        Assert.Single(await ledger.EntriesAsync());
    }

    [Fact]
    public async Task RunAsync_WaitsForApproval_TellsOnceAndNothingIsCreated()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        var template = await ledger.AddAsync(Rent(Monthly("2026-06-20")) with { AutoCreate = false });

        for (var night = Day("2026-06-16"); night <= Day("2026-06-25"); night = night.AddDays(1))
        {
            await ledger.RunAsync($"{LedgerDates.Format(night)}T02:00Z");
        }

        var told = Assert.Single(await ledger.ToldAsync(UpcomingBill));
        Assert.Equal("Rent waits for your approval", told.Title);
        Assert.Equal("850.00 USD from Checking on 2026-06-20. It is entered once you approve it.", told.Detail);
        Assert.Empty(await ledger.EntriesAsync());
        await ledger.ProcessAsync(template.Id);
        await ledger.RunAsync("2026-07-16T02:00Z");
        Assert.Single(await ledger.ToldAsync(UpcomingBill));
        await ledger.RunAsync("2026-07-17T02:00Z");
        Assert.Equal(2, (await ledger.ToldAsync(UpcomingBill)).Count);
    }

    [Fact]
    public async Task RunAsync_ManyWaitForApprovalAlready_TellsTheLatestAndWhatIsAhead()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        await ledger.AddAsync(Rent(Every(RecurrenceFrequency.Weekly, "2026-01-06")) with { AutoCreate = false });

        await ledger.RunAsync("2026-06-15T13:00Z");

        var told = await ledger.ToldAsync(UpcomingBill);
        Assert.Equal([" 2026-06-09.", " 2026-06-16."], told.Select(item => item.Detail[27..39]));
    }

    [Fact]
    public async Task RunAsync_IncomesAndSettledOccurrences_AreNotToldOf()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        var rent = Rent(Monthly("2026-06-20"));
        await ledger.AddAsync(rent with { Transaction = rent.Transaction with { Type = TransactionType.Income } });
        var skipped = await ledger.AddAsync(rent);
        Ok(await ledger.Service.SkipAsync(ledger.Ledger.Change, skipped.Id, default));
        var still = await ledger.AddAsync(rent);
        await ledger.UpdateAsync(still.Id, new TemplatePatch { IsActive = false });

        await ledger.RunAsync("2026-06-18T02:00Z");

        Assert.Empty(await ledger.ToldAsync(UpcomingBill));
    }

    [Fact]
    public async Task RunAsync_TransferOnASaturday_TellsBothAccountsAndWhyItIsMoved()
    {
        var ledger = await CreateAsync(reminderDays: 1);
        var savings = await ledger.Ledger.AddAccountAsync("Savings");
        var rent = Rent(Monthly("2026-06-20") with { Weekend = WeekendRule.Before });
        await ledger.AddAsync(rent with
        {
            Transaction = rent.Transaction with { Type = TransactionType.Transfer, ToAccountId = savings },
        });

        await ledger.RunAsync("2026-06-18T02:00Z");

        var told = Assert.Single(await ledger.ToldAsync(UpcomingBill));
        Assert.Equal(
            "850.00 USD from Checking to Savings on 2026-06-19. Falls on a Saturday; moved to the Friday before.", told.Detail);
    }

    [Fact]
    public async Task RunAsync_AfterThreeMissedDays_TellsWhatIsStillAheadOnce()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        await ledger.AddAsync(Monthly("2026-06-20"));
        await ledger.AddAsync(Monthly("2026-06-22"));
        await ledger.AddAsync(Monthly("2026-06-19"));

        await ledger.RunAsync("2026-06-20T02:00Z");
        await ledger.RunAsync("2026-06-20T03:00Z");

        var told = await ledger.ToldAsync(UpcomingBill);
        Assert.Equal(["Rent is due on 2026-06-20", "Rent is due on 2026-06-22"], told.Select(item => item.Title).Order());
        Assert.Equal(["2026-06-19", "2026-06-20"], await ledger.DatesAsync());
    }

    [Fact]
    public async Task RunAsync_MoreToTellThanACommitTakes_TellsEachOnce()
    {
        var ledger = await CreateAsync(reminderDays: 30);
        for (var number = 0; number < 10; number++)
        {
            await ledger.AddAsync(Daily("2026-06-01"));
        }

        var report = await ledger.RunAsync("2026-06-15T13:00Z");

        var told = await ledger.ToldAsync(UpcomingBill);
        Assert.Equal((150, 310), (report.Created, told.Count));
        Assert.Equal(310, told.Select(item => (item.SubjectId, item.Title)).Distinct().Count());
        Assert.Equal(0, (await ledger.RunAsync("2026-06-15T14:00Z")).Templates);
    }

    [Fact]
    public async Task RunAsync_BlockedTemplate_IsStillToldOf()
    {
        var ledger = await CreateAsync(reminderDays: 3);
        var card = await ledger.Ledger.AddAccountAsync("Card");
        var rent = Rent(Daily("2026-06-16"));
        await ledger.AddAsync(rent with { Transaction = rent.Transaction with { AccountId = card } });
        await ledger.Ledger.CommitAsync(
            "account.updated", card, draft => draft.Put(draft.Chart.AllAccounts[card] with { ClosedAt = draft.Now }));

        var report = await ledger.RunAsync("2026-06-16T02:00Z");
        Assert.Equal((0, 1), (report.Created, report.Failures));
        Assert.Equal(4, (await ledger.ToldAsync(UpcomingBill)).Count);

        Assert.Equal(1, (await ledger.RunAsync("2026-06-17T02:00Z")).Failures);
        Assert.Equal(5, (await ledger.ToldAsync(UpcomingBill)).Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(30, 1)]
    public async Task UpdateAsync_OtherReminderDays_CountFromThenOn(int days, int told)
    {
        var store = new InMemoryTableStore();
        var process = new UserProcess(store, new FixedClock(Instant("2026-06-15T12:00Z")));
        var caller = process.NewCaller();
        Ok(await process.RegisterAsync(caller, "alice"));
        Ok(await process.Recurring.CreateAsync(new(caller), Rent(Monthly("2026-06-19")), default));

        Ok(await process.UpdateAsync(caller, new UserPatch { ReminderDays = days }));
        await new Night(store, new FixedClock(Instant("2026-06-15T13:00Z"))).RunAsync();

        Assert.Equal(told, (await ToldAsync(process.Ledgers, caller, UpcomingBill)).Count);
    }

    [Theory]
    [MemberData(nameof(NightlyCrashTests.CallsOfTheKill), MemberType = typeof(NightlyCrashTests))]
    public async Task RunAsync_KilledAtAnyCall_TellsEachOccurrenceOnce(bool lastCommitArrives)
    {
        var isDead = true;
        for (var calls = 0; isDead; calls++)
        {
            var store = new InMemoryTableStore();
            var ledger = await CreateAsync(store: store, reminderDays: 3);
            await ledger.AddAsync(Monthly("2026-06-18"));
            await ledger.AddAsync(Daily("2026-06-16") with { Count = 5 });
            await ledger.AddAsync(Rent(Monthly("2026-06-17")) with { AutoCreate = false });
            ledger.Ledger.Clock.Now = Instant("2026-06-16T02:00Z");
            var dying = new DyingTableStore(store, calls, lastCommitArrives);

            await NightlyCrashTests.RunUntilDeadAsync(() => new Night(dying, ledger.Ledger.Clock).RunAsync());
            await ledger.RunAsync("2026-06-16T08:00Z");
            await ledger.RunAsync("2026-06-20T08:00Z");

            var told = await ledger.ToldAsync(UpcomingBill);
            Assert.Equal(7, told.Count);
            Assert.Equal(7, told.Select(item => (item.SubjectId, item.Detail)).Distinct().Count());
            Assert.Equal(6, (await ledger.EntriesAsync()).Count);
            isDead = dying.IsDead;
        }
    }
}
