using Finance.Core.Categories;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

public sealed class RecurringUpdateTests
{
    [Fact]
    public async Task UpdateAsync_SomeFields_TheOthersStay()
    {
        var ledger = await CreateAsync();
        var food = await ledger.Ledger.AddCategoryAsync("Food", CategoryType.Expense);
        var template = await ledger.AddAsync(Rent(Monthly("2026-07-01")) with
        {
            Transaction = Rent(Monthly("2026-07-01")).Transaction with { Payee = "Landlord", Tags = ["home"], CategoryId = food },
        });

        var updated = await ledger.UpdateAsync(template.Id, new TemplatePatch
        {
            Name = "Rent and heating",
            Transaction = new TransactionPatch { Amount = new AmountText("transaction.amount", "900"), Notes = "since July" },
        });

        var entry = updated.Template.Transaction;
        Assert.Equal("Rent and heating", updated.Template.Name);
        Assert.Equal(("900.00", "Landlord", "since July"), (entry.Amount.ToString(), entry.Payee, entry.Notes));
        Assert.Equal((food, "home"), (entry.CategoryId, entry.Tags.Single()));
        Assert.Equal(template.Rule, updated.Template.Rule);
        Assert.True(updated.Template.Version > template.Version);
        Assert.Equal(updated.Template.Version, (await ledger.Reopen().GetAsync(template.Id)).Template.Version);
    }

    [Fact]
    public async Task UpdateAsync_NothingDiffers_NothingIsWritten()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));
        var written = ((InMemoryTableStore)ledger.Ledger.Store).Calls.RowsWritten;

        var same = await ledger.UpdateAsync(template.Id, new TemplatePatch
        {
            Name = "Rent",
            AutoCreate = true,
            Terms = new RecurrencePatch { Interval = 1, Start = Day("2026-07-01") },
            Transaction = new TransactionPatch { Amount = new AmountText("transaction.amount", "850") },
        });

        Assert.Equal(template.Version, same.Template.Version);
        Assert.Equal(written, ((InMemoryTableStore)ledger.Ledger.Store).Calls.RowsWritten);
    }

    [Fact]
    public async Task UpdateAsync_WrongFields_NamesThemAndChangesNothing()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));

        var error = (await ledger.Service.UpdateAsync(
            ledger.Ledger.Change,
            template.Id,
            new TemplatePatch
            {
                Name = string.Empty,
                Terms = new RecurrencePatch { DayOfMonth = 32 },
                Transaction = new TransactionPatch { Date = Day("2026-07-01"), AccountId = "nothing" },
            },
            default)).Error!;

        Assert.Equal(
            ["day_of_month", "template_name", "transaction.account_id", "transaction.date"],
            error.Fields!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(template.Version, (await ledger.GetAsync(template.Id)).Template.Version);
    }

    [Fact]
    public async Task UpdateAsync_AnotherFrequency_TakesWithItWhatDoesNotGoWithIt()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Every(RecurrenceFrequency.Weekly, "2026-07-01") with { ByDay = [DayOfWeek.Friday] });

        var monthly = await ledger.UpdateAsync(
            template.Id, new TemplatePatch { Terms = new() { Frequency = RecurrenceFrequency.Monthly, DayOfMonth = -1 } });
        var second = new NthWeekday(2, DayOfWeek.Monday);
        var nth = await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { NthWeekday = second } });
        var daily = await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { Frequency = RecurrenceFrequency.Daily } });

        Assert.Equal(((int?)-1, 0), (monthly.Template.Rule.DayOfMonth, monthly.Template.Rule.ByDay.Count));
        Assert.Equal(((int?)null, (NthWeekday?)second), (nth.Template.Rule.DayOfMonth, nth.Template.Rule.NthWeekday));
        Assert.Null(daily.Template.Rule.NthWeekday);
    }

    [Theory]
    [InlineData(15, "2026-06-15")] // still ahead this month
    [InlineData(14, "2026-07-14")]
    public async Task UpdateAsync_AnotherDayAfterTheMonthWasCreated_GoesOnFromToday(int day, string next)
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-05-01"));
        await ledger.ProcessAsync(template.Id);

        var updated = await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { DayOfMonth = day } });

        Assert.Equal(next, LedgerDates.Format(updated.Next!.Value.Date));
        Assert.Equal(["2026-05-01", "2026-06-01"], await ledger.DatesAsync());
        Assert.Equal(2, updated.Template.CreatedCount);
    }

    [Fact]
    public async Task UpdateAsync_OtherDaysWhileSomethingIsOverdue_ItStaysDue()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Rent(Monthly("2026-04-01")) with { AutoCreate = false });
        await ledger.Service.SkipAsync(ledger.Ledger.Change, template.Id, default);

        var updated = await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { DayOfMonth = 5 } });

        Assert.Equal(
            ["2026-04-05", "2026-05-05", "2026-06-05"],
            updated.Template.Due(Day("2026-06-15")).Select(due => LedgerDates.Format(due.Date)));
    }

    [Fact]
    public async Task UpdateAsync_NothingSettledYet_TheStartMayMoveBack()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));

        await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { Start = Day("2026-04-01") } });
        await ledger.RunAsync("2026-06-16T02:00Z");

        Assert.Equal(["2026-04-01", "2026-05-01", "2026-06-01"], await ledger.DatesAsync());
        Assert.Equal(Instant("2026-07-01"), Assert.Single(await ledger.FiledAsync()).At);
    }

    [Fact]
    public async Task UpdateAsync_MoreIsOverdueThanAStartMayLeave_OtherFieldsCanStillChange()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Rent(Daily("2026-06-15")) with { AutoCreate = false });
        ledger.Ledger.Clock.Now = Instant("2030-06-15");

        Assert.Equal("Coffee", (await ledger.UpdateAsync(template.Id, new TemplatePatch { Name = "Coffee" })).Template.Name);
    }

    [Fact]
    public async Task UpdateAsync_AutoCreateSwitched_EntersAndLeavesTheIndex()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Rent(Monthly("2026-06-01")) with { AutoCreate = false });
        Assert.Empty(await ledger.FiledAsync());

        await ledger.UpdateAsync(template.Id, new TemplatePatch { AutoCreate = true });
        Assert.Single(await ledger.FiledAsync());
        Assert.Equal(1, (await ledger.RunAsync("2026-06-16T02:00Z")).Created);

        await ledger.UpdateAsync(template.Id, new TemplatePatch { AutoCreate = false });
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task RunAsync_ItemsThatBelongToNothing_GoUnlessTheirCommitMayBeOnItsWay()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));
        var (now, owner, version) = (ledger.Ledger.Clock.Now, ledger.Ledger.Caller.User, template.Version);
        Core.Due.DueItem Item(string id, long version, UserId user) =>
            new("recurring", now, user, now) { Subject = $"{id}-{Base32.Write((ulong)version, 8)}" };

        await ledger.Due.PutAsync(Item("visit", version - 1, owner), default);
        await ledger.Due.PutAsync(Item("visit", version + 1, owner), default);
        await ledger.Due.PutAsync(Item("000000000000", 1, owner), default);
        await ledger.Due.PutAsync(Item("visit", 1, UserId.FromObjectId(Guid.NewGuid())), default);
        await ledger.Due.PutAsync(Item("visit", 1, owner) with { Subject = "x" }, default);

        var report = await ledger.Night.RunAsync();
        Assert.Equal((0, 0, 0), (report.Users, report.Templates, report.Failures));
        Assert.Equal(3, ((InMemoryTableStore)ledger.Ledger.Store).Everything(Tables.Due).Count);

        ledger.Ledger.Clock.Now = now.AddHours(1);
        await ledger.Night.RunAsync();
        Assert.Equal(Instant("2026-07-01"), Assert.Single(await ledger.FiledAsync()).At);
        Assert.Single(((InMemoryTableStore)ledger.Ledger.Store).Everything(Tables.Due));
    }

    [Fact]
    public async Task RunAsync_PlaceOfATemplateAsItWasOnce_TheLedgerIsVisitedAndGetsItsOwn()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Daily("2026-06-16"));
        await ledger.Ledger.CommitAsync("visit.forgotten", "", draft => draft.Place(null));
        await ledger.Due.RemoveAllAsync(await ledger.FiledAsync(), default);
        var old = new Core.Due.DueItem("recurring", Instant("2026-06-16"), ledger.Ledger.Caller.User, ledger.Ledger.Clock.Now);
        await ledger.Due.PutAsync(old with { Subject = $"{template.Id}-00000002" }, default);

        var report = await ledger.RunAsync("2026-06-16T02:00Z");

        Assert.Equal((1, 0), (report.Created, report.Failures));
        var place = Assert.Single(await ledger.FiledAsync());
        Assert.Equal((Instant("2026-06-17"), (await ledger.Ledger.OpenAsync()).Head.Visit), (place.At, VisitFiling.PlaceOf(place)));
    }
}
