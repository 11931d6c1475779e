using Finance.Core.Recurring;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

/// <summary>Changes of one occurrence and all that follow.</summary>
public sealed class RecurringFollowingTests
{
    private static readonly TemplatePatch Dearer = new()
    {
        Transaction = new TransactionPatch { Amount = new AmountText("transaction.amount", "900") },
    };

    [Fact]
    public async Task UpdateFollowingAsync_OccurrencesBefore_EndsTheTemplateAndGoesOnWithAnother()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Rent(Monthly("2026-05-01") with { Count = 12 }) with { FollowAmount = true });
        await ledger.ProcessAsync(template.Id);

        var changed = await FollowAsync(ledger, template.Id, "2026-08-01", Dearer);

        Assert.True(changed.IsNew);
        var (old, next) = ((await ledger.GetAsync(template.Id)).Template, changed.Template.Template);
        Assert.Equal((Day("2026-07-31"), 3, next.Id), (old.Rule.End, old.Rule.Count, old.ContinuedBy));
        Assert.Equal((Day("2026-08-01"), 9, template.Id), (next.Rule.Start, next.Rule.Count, next.SplitFrom));
        Assert.Equal(("850.00", "900.00"), (old.Transaction.Amount.ToString(), next.Transaction.Amount.ToString()));
        Assert.Equal((2, 0, true), (old.CreatedCount, next.CreatedCount, next.FollowAmount));
        Assert.Equal(Instant("2026-07-01"), Assert.Single(await ledger.FiledAsync()).At);

        await ledger.RunAsync("2027-12-31T02:00Z");
        var entries = await ledger.EntriesAsync();
        Assert.Equal(12, entries.Count);
        Assert.All(entries, entry => Assert.Equal(entry.Date < Day("2026-08-01") ? "850.00" : "900.00", entry.Amount.ToString()));
        Assert.Equal(entries.Count, entries.Select(entry => entry.Date).Distinct().Count());
        Assert.Empty(await ledger.FiledAsync());
    }

    [Fact]
    public async Task UpdateFollowingAsync_EverythingBeforeIsCreated_LeavesTheOldPlace()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-05-01"));
        await ledger.ProcessAsync(template.Id);

        await FollowAsync(ledger, template.Id, "2026-06-20", Dearer);

        Assert.Equal(Instant("2026-07-01"), Assert.Single(await ledger.FiledAsync()).At);
        await ledger.RunAsync("2026-07-02T02:00Z");
        Assert.Equal(["2026-05-01", "2026-06-01", "2026-07-01"], await ledger.DatesAsync());
    }

    [Theory]
    [InlineData("2026-07-01")]
    [InlineData("2026-06-01")]
    public async Task UpdateFollowingAsync_NothingBefore_ChangesTheTemplateItself(string from)
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-07-01"));

        var changed = await FollowAsync(ledger, template.Id, from, Dearer);

        Assert.False(changed.IsNew);
        Assert.Equal((template.Id, "900.00"), (changed.Template.Template.Id, changed.Template.Template.Transaction.Amount.ToString()));
        Assert.Single(Ok(await ledger.Service.ListAsync(ledger.Ledger.Caller, null, default)));
    }

    [Fact]
    public async Task UpdateFollowingAsync_OverdueOnBothSides_NothingIsLostOrTwice()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Rent(Monthly("2026-03-31")) with { AutoCreate = false });

        var changed = await FollowAsync(ledger, template.Id, "2026-05-01", Dearer with { AutoCreate = true });
        await ledger.RunAsync("2026-06-16T02:00Z");
        await ledger.ProcessAsync(template.Id);

        Assert.Equal(["2026-03-31", "2026-04-30", "2026-05-31"], await ledger.DatesAsync());
        Assert.Equal("recurring_ended", (await ledger.Service.ProcessAsync(ledger.Ledger.Change, template.Id, default)).Error?.Code);
        Assert.Equal(1, (await ledger.GetAsync(changed.Template.Template.Id)).Template.CreatedCount);
    }

    [Fact]
    public async Task UpdateFollowingAsync_NextWasRunEarly_ItStaysSettled()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-06-01"));
        await ledger.ProcessAsync(template.Id);
        await ledger.ProcessAsync(template.Id);

        var changed = await FollowAsync(ledger, template.Id, "2026-07-01", Dearer);
        await ledger.RunAsync("2026-08-02T02:00Z");

        Assert.Equal("2026-08-01", LedgerDates.Format(changed.Template.Next!.Value.Date));
        Assert.Equal(["2026-06-01", "2026-07-01", "2026-08-01"], await ledger.DatesAsync());
    }

    [Theory]
    [InlineData("2026-05-15", "from")] // June is created
    [InlineData("2026-06-01", "from")]
    [InlineData("2026-09-02", "from")] // after the end
    [InlineData("2026-07-01", "start_date")]
    public async Task UpdateFollowingAsync_DayThatCannotBe_Refused(string from, string field)
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-05-01") with { End = Day("2026-09-01") });
        await ledger.ProcessAsync(template.Id);
        var patch = field == "from" ? Dearer : Dearer with { Terms = new() { Start = Day("2026-07-05") } };

        var refused = await ledger.Service.UpdateFollowingAsync(ledger.Ledger.Change, template.Id, Day(from), patch, default);

        Assert.Equal([field], refused.Error!.Fields!.Keys);
        Assert.Single(await ledger.FiledAsync());
    }

    [Fact]
    public async Task UpdateFollowingAsync_OtherDaysThoughOneWasRunEarly_Refused()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-06-01"));
        await ledger.ProcessAsync(template.Id);
        await ledger.ProcessAsync(template.Id);
        var patch = new TemplatePatch { Terms = new() { DayOfMonth = 5 } };

        var refused = await ledger.Service.UpdateFollowingAsync(ledger.Ledger.Change, template.Id, Day("2026-07-01"), patch, default);
        var later = await FollowAsync(ledger, template.Id, "2026-07-02", patch);

        Assert.Equal(["from"], refused.Error!.Fields!.Keys);
        Assert.Equal("2026-08-05", LedgerDates.Format(later.Template.Next!.Value.Date));
    }

    [Fact]
    public async Task UpdateFollowingAsync_TwiceAndOneGoes_TheOthersNameEachOther()
    {
        var ledger = await CreateAsync();
        var first = await ledger.AddAsync(Monthly("2026-06-01"));
        var last = (await FollowAsync(ledger, first.Id, "2026-12-01", Dearer)).Template.Template;
        var middle = (await FollowAsync(ledger, first.Id, "2026-09-01", Dearer)).Template.Template;
        Assert.Equal((first.Id, last.Id), (middle.SplitFrom, middle.ContinuedBy));
        Assert.Equal(Day("2026-11-30"), middle.Rule.End);

        var again = await ledger.Service.UpdateFollowingAsync(ledger.Ledger.Change, first.Id, Day("2026-12-01"), Dearer, default);
        Assert.Contains(middle.Id, again.Error!.Fields!["from"][0], StringComparison.Ordinal);
        Ok(await ledger.Service.PurgeAsync(ledger.Ledger.Change, middle.Id, default));

        Assert.Equal(last.Id, (await ledger.GetAsync(first.Id)).Template.ContinuedBy);
    }

    [Fact]
    public async Task UpdateFollowingAsync_AsManyTemplatesAsALedgerHolds_Refused()
    {
        var ledger = await CreateAsync();
        var template = await ledger.AddAsync(Monthly("2026-05-01"));
        for (var first = 1; first < TemplateRules.MaxTemplates; first += 90)
        {
            var (from, until) = (first, Math.Min(TemplateRules.MaxTemplates, first + 90));
            await ledger.Ledger.CommitAsync("filled", "", draft =>
            {
                for (var number = from; number < until; number++)
                {
                    draft.Put(template with { Id = $"filled{number:D6}" });
                }
            });
        }

        var refused = await ledger.Service.UpdateFollowingAsync(ledger.Ledger.Change, template.Id, Day("2026-07-01"), Dearer, default);

        Assert.Equal("too_many_recurring", refused.Error?.Code);
    }

    private static async Task<FollowingTemplate> FollowAsync(RecurringLedger ledger, string id, string from, TemplatePatch patch) =>
        Ok(await ledger.Service.UpdateFollowingAsync(ledger.Ledger.Change, id, Day(from), patch, default));
}
