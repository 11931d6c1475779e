using Finance.Core.Recurring;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

public sealed class RecurringServiceTests
{
    [Fact]
    public async Task CreateAsync_Template_ShowsWhatIsToCome()
    {
        var ledger = await CreateAsync();
        var id = (await ledger.AddAsync(Monthly("2026-06-30"))).Id;

        var shown = await ledger.Reopen().GetAsync(id);

        Assert.Equal(["2026-06-30", "2026-07-30", "2026-08-30", "2026-09-30", "2026-10-30"], Dates(shown.Upcoming));
        var template = shown.Template;
        Assert.Equal(("Rent", true, true, 0), (template.Name, template.IsActive, template.AutoCreate, template.CreatedCount));
        Assert.Equal((ledger.Ledger.Checking, "850.00"), (template.Transaction.AccountId, template.Transaction.Amount.ToString()));
        Assert.Null(shown.Problem);
        Assert.Equal(Instant("2026-06-30"), Assert.Single(await ledger.FiledAsync()).At);
    }

    [Fact]
    public async Task CreateAsync_SeveralFieldsWrong_NamesAllOfThem()
    {
        var ledger = await CreateAsync();
        var asked = Rent(Monthly("2026-06-30") with { Interval = 0 }) with
        {
            Name = " ",
            Transaction = new NewTransaction
            {
                Type = TransactionType.Expense,
                Amount = new AmountText("transaction.amount", "-1"),
                CategoryId = "nothing",
                Date = Day("2026-06-30"),
            },
        };

        var error = (await ledger.Service.CreateAsync(ledger.Ledger.Change, asked, default)).Error!;

        Assert.Equal("validation_failed", error.Code);
        Assert.Equal(
            ["interval", "template_name", "transaction.amount", "transaction.category_id", "transaction.date"],
            error.Fields!.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task CreateAsync_StartDecadesAgo_IsTakenForASlip()
    {
        var ledger = await CreateAsync();

        var refused = await ledger.Service.CreateAsync(ledger.Ledger.Change, Rent(Daily("1996-06-15")), default);
        var taken = await ledger.Service.CreateAsync(ledger.Ledger.Change, Rent(Monthly("1996-06-15")), default);

        Assert.Equal(["start_date"], refused.Error!.Fields!.Keys);
        Assert.True(taken.IsOk);
    }

    [Fact]
    public async Task CreateAsync_AsManyAsALedgerHolds_OneMoreIsRefused()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));
        for (var first = 1; first < TemplateRules.MaxTemplates; first += 90)
        {
            var until = Math.Min(TemplateRules.MaxTemplates, first + 90);
            await ledger.Ledger.CommitAsync("filled", "", draft =>
            {
                for (var number = first; number < until; number++)
                {
                    draft.Put(template with { Id = $"filled{number:D6}" });
                }
            });
        }

        var refused = await ledger.Service.CreateAsync(ledger.Ledger.Change, Rent(Monthly("2026-07-01")), default);

        Assert.Equal("too_many_recurring", refused.Error?.Code);
    }

    [Fact]
    public async Task GetAsync_SomebodyElsesTemplate_NotFound()
    {
        var store = new InMemoryTableStore();
        var mine = await CreateAsync(store: store);
        var template = await mine.AddAsync(Monthly("2026-07-01"));
        var other = await CreateAsync(store: store);

        Assert.Equal("not_found", (await other.Service.GetAsync(other.Ledger.Caller, template.Id, null, default)).Error?.Code);
        Assert.Equal("not_found", (await other.Service.ProcessAsync(other.Ledger.Change, template.Id, default)).Error?.Code);
        Assert.Equal("not_found", (await other.Service.PurgeAsync(other.Ledger.Change, "a/b", default)).Error?.Code);
        Assert.Empty(Ok(await other.Service.ListAsync(other.Ledger.Caller, null, default)));
    }

    [Theory]
    [InlineData("2026-05-20", "2026-06-01")] // as it was: the occurrence that is settled since was to come
    [InlineData("2026-06-15", "2026-07-01")]
    [InlineData("2026-07-01", "2026-07-01")]
    [InlineData("2026-07-02", "2026-08-01")] // as it will be: what is due by then is settled
    public async Task GetAsync_AsOfADay_AnswersWhatWasOrWillBeToCome(string on, string expected)
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-06-01"));
        await ledger.ProcessAsync(template.Id);

        Assert.Equal(expected, LedgerDates.Format((await ledger.GetAsync(template.Id, Day(on))).Next!.Value.Date));
        var listed = Ok(await ledger.Service.ListAsync(ledger.Ledger.Caller, Day(on), default)).Single();
        Assert.Equal(expected, LedgerDates.Format(listed.Next!.Value.Date));
    }

    [Fact]
    public async Task DeactivateAsync_ActiveTemplate_StandsStillUntilItIsActiveAgain()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Daily("2026-06-10"));

        var stopped = Ok(await ledger.Service.DeactivateAsync(ledger.Ledger.Change, template.Id, default));

        Assert.False(stopped.Template.IsActive);
        Assert.Null(stopped.Next);
        Assert.Empty(await ledger.FiledAsync());
        Assert.Equal(0, (await ledger.RunAsync("2026-06-20T02:00Z")).Created);
        Assert.Equal("recurring_inactive", (await ledger.Service.ProcessAsync(ledger.Ledger.Change, template.Id, default)).Error?.Code);
        Assert.Equal("recurring_inactive", (await ledger.Service.SkipAsync(ledger.Ledger.Change, template.Id, default)).Error?.Code);

        await ledger.UpdateAsync(template.Id, new TemplatePatch { IsActive = true });
        await ledger.RunAsync("2026-06-21T02:00Z");
        Assert.Equal(["2026-06-20", "2026-06-21"], await ledger.DatesAsync());
    }

    [Fact]
    public async Task PurgeAsync_TemplateWithEntries_TheEntriesStay()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-06-01"));
        var changed = (await ledger.ProcessAsync(template.Id)).Template.Template.Version;

        var stale = new Core.Ledgers.Change(ledger.Ledger.Caller) { IfMatch = new([template.Version], false) };
        Assert.Equal("precondition_failed", (await ledger.Service.PurgeAsync(stale, template.Id, default)).Error?.Code);
        var current = new Core.Ledgers.Change(ledger.Ledger.Caller) { IfMatch = new([changed], false) };
        Assert.Equal(new PurgedTemplate(template.Id, 1), Ok(await ledger.Service.PurgeAsync(current, template.Id, default)));

        Assert.Equal("not_found", (await ledger.Service.GetAsync(ledger.Ledger.Caller, template.Id, null, default)).Error?.Code);
        Assert.Single(await ledger.EntriesAsync());
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task UpcomingAsync_SeveralTemplates_ByDateWithTheReasonOfEveryShift()
    {
        var ledger = await CreateAsync();
        var rent = await ledger.AddAsync(Monthly("2026-05-31") with { Weekend = WeekendRule.Before });
        var approved = await ledger.AddAsync(Rent(Every(RecurrenceFrequency.Weekly, "2026-06-10")) with { AutoCreate = false });
        await ledger.ProcessAsync(rent.Id);

        var page = Ok(await ledger.Service.UpcomingAsync(ledger.Ledger.Caller, 47, null, new PageRequest(50, null), default));

        Assert.Equal(
            [
                ("2026-06-10", approved.Id, true, OccurrenceShift.None),
                ("2026-06-17", approved.Id, false, OccurrenceShift.None),
                ("2026-06-24", approved.Id, false, OccurrenceShift.None),
                ("2026-06-30", rent.Id, false, OccurrenceShift.Clamped),
                ("2026-07-01", approved.Id, false, OccurrenceShift.None),
                ("2026-07-08", approved.Id, false, OccurrenceShift.None),
                ("2026-07-15", approved.Id, false, OccurrenceShift.None),
                ("2026-07-22", approved.Id, false, OccurrenceShift.None),
                ("2026-07-29", approved.Id, false, OccurrenceShift.None),
                ("2026-07-31", rent.Id, false, OccurrenceShift.None),
            ],
            page.Items.Select(item => (LedgerDates.Format(item.Occurrence.Date), item.Template.Id, item.IsDue, item.Occurrence.Shift)));
        var october = Ok(
            await ledger.Service.UpcomingAsync(ledger.Ledger.Caller, 5, Day("2026-10-28"), new PageRequest(50, null), default));
        var shifted = october.Items.Single(item => item.Template.Id == rent.Id).Occurrence;
        Assert.Equal(("2026-10-31", OccurrenceShift.WeekendBefore), (LedgerDates.Format(shifted.NominalDate), shifted.Shift));
        Assert.Equal("2026-10-30", LedgerDates.Format(shifted.Date));
    }

    [Fact]
    public async Task UpcomingAsync_PageByPage_EachOnce()
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Daily("2026-06-01"));
        await ledger.AddAsync(Daily("2026-06-20"));
        var all = Ok(await ledger.Service.UpcomingAsync(ledger.Ledger.Caller, 20, null, new PageRequest(500, null), default));
        Assert.Null(all.Next);

        var paged = new List<UpcomingOccurrence>();
        string? after = null;
        do
        {
            var page = Ok(await ledger.Service.UpcomingAsync(ledger.Ledger.Caller, 20, null, new PageRequest(7, after), default));
            Assert.Equal(all.TotalCount, page.TotalCount);
            paged.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(35 + 16, all.TotalCount);
        Assert.Equal(all.Items.Select(Place), paged.Select(Place));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(367)]
    public async Task UpcomingAsync_DaysOutOfRange_Refused(int days)
    {
        var ledger = await CreateAsync();

        var refused = await ledger.Service.UpcomingAsync(ledger.Ledger.Caller, days, null, new PageRequest(50, null), default);

        Assert.Equal(["days"], refused.Error!.Fields!.Keys);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task UpcomingAsync_DayThatNoLedgerHolds_Nothing(string on)
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("2026-07-01"));

        var page = Ok(await ledger.Service.UpcomingAsync(ledger.Ledger.Caller, 366, Day(on), new PageRequest(50, null), default));

        Assert.Empty(page.Items);
    }

    [Fact]
    public async Task UpdateAsync_ZoneFurtherEast_TemplatesAreFoundWhenTheNewDayBegins()
    {
        var ledger = await CreateAsync();
        for (var number = 0; number < 50; number++)
        {
            await ledger.AddAsync(Monthly("2026-07-01"));
        }

        await ledger.Ledger.CommitAsync("user.updated", "", draft => draft.Put(draft.Head.Profile with { TimeZone = "Asia/Tokyo" }));

        Assert.Equal(Instant("2026-06-30T15:00Z"), Assert.Single(await ledger.FiledAsync()).At);
        Assert.Equal(50, (await ledger.RunAsync("2026-06-30T15:00Z")).Created);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-06-30T15:00Z")]
    [InlineData("America/Los_Angeles", "2026-07-01T07:00Z")]
    public async Task RunAsync_ZoneChanged_IsCreatedWhenTheNewDayBegins(string zone, string created)
    {
        var ledger = await CreateAsync();
        await ledger.AddAsync(Monthly("2026-07-01"));
        await ledger.Ledger.CommitAsync("user.updated", "", draft => draft.Put(draft.Head.Profile with { TimeZone = zone }));

        Assert.Equal(0, (await ledger.RunAsync($"{created[..10]}T00:00Z")).Failures);
        var before = (await ledger.EntriesAsync()).Count;
        await ledger.RunAsync(created);

        Assert.Equal(created.EndsWith("T00:00Z", StringComparison.Ordinal) ? 1 : 0, before);
        Assert.Equal(["2026-07-01"], await ledger.DatesAsync());
        Assert.Single(await ledger.FiledAsync());
    }

    private static string Place(UpcomingOccurrence item) => $"{item.Template.Id} {item.Occurrence.NominalDate:O}";

    private static IEnumerable<string> Dates(IEnumerable<Occurrence> occurrences) =>
        occurrences.Select(occurrence => LedgerDates.Format(occurrence.Date));
}
