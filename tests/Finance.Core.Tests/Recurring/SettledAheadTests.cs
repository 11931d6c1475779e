using Finance.Core.Recurring;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

/// <summary>Occurrences that are settled out of their order.</summary>
public sealed class SettledAheadTests
{
    [Fact]
    public async Task RunAsync_OccurrenceIsCovered_IsPassedOverAndForgotten()
    {
        var ledger = await CreateAsync();
        var template = await PutAsync(ledger, Monthly("2026-06-20"), covered: ["2026-06-20", "2026-08-20"]);

        await ledger.RunAsync("2026-07-21T02:00Z");

        Assert.Equal(["2026-07-20"], await ledger.DatesAsync());
        var after = (await ledger.GetAsync(template.Id)).Template;
        Assert.Equal((Day("2026-07-20"), "2026-08-20"), (after.SettledThrough, after.Covered.ToString()));
        Assert.Equal(Instant("2026-09-20"), Assert.Single(await ledger.FiledAsync()).At);
    }

    [Fact]
    public async Task RunAsync_EveryOccurrenceIsCovered_CreatesNothingAndMovesOn()
    {
        var ledger = await CreateAsync();
        await PutAsync(ledger, Monthly("2026-06-20"), covered: ["2026-06-20"]);

        await ledger.RunAsync("2026-06-21T02:00Z");

        Assert.Empty(await ledger.DatesAsync());
        Assert.Equal(Instant("2026-07-20"), Assert.Single(await ledger.FiledAsync()).At);
    }

    [Fact]
    public async Task RunAsync_OccurrenceIsReopened_IsCreatedFirst()
    {
        var ledger = await CreateAsync();
        var template = await PutAsync(ledger, Monthly("2026-03-20"), settledThrough: "2026-05-20", reopened: ["2026-04-20"]);
        Assert.Equal("2026-04-20", LedgerDates.Format((await ledger.GetAsync(template.Id)).Next!.Value.Date));

        await ledger.RunAsync("2026-06-21T02:00Z");

        Assert.Equal(["2026-04-20", "2026-06-20"], await ledger.DatesAsync());
        var after = (await ledger.GetAsync(template.Id)).Template;
        Assert.Equal((Day("2026-06-20"), 0), (after.SettledThrough, after.Reopened.Count));
    }

    [Fact]
    public async Task SkipAsync_OccurrenceIsReopened_LaterOnesStaySettled()
    {
        var ledger = await CreateAsync();
        var template = await PutAsync(ledger, Monthly("2026-03-20"), settledThrough: "2026-05-20", reopened: ["2026-04-20"]);

        var skipped = Ok(await ledger.Service.SkipAsync(ledger.Ledger.Change, template.Id, default));

        Assert.Equal("2026-04-20", LedgerDates.Format(skipped.Occurrence.Date));
        Assert.Equal(Day("2026-05-20"), skipped.Template.Template.SettledThrough);
        Assert.Equal("2026-06-20", LedgerDates.Format(skipped.Template.Next!.Value.Date));
    }

    [Theory]
    [InlineData("2026-06-15", "2026-04-20 2026-06-20 2026-08-20")]
    [InlineData("2026-07-01", "2026-08-20 2026-09-20 2026-10-20")]
    [InlineData("2026-04-01", "2026-04-20 2026-05-20 2026-06-20")]
    public async Task GetAsync_AsOfADay_LeavesOutWhatIsSettled(string on, string expected)
    {
        var ledger = await CreateAsync();
        var template = await PutAsync(
            ledger, Monthly("2026-03-20"), settledThrough: "2026-05-20", reopened: ["2026-04-20"], covered: ["2026-07-20"]);

        var shown = await ledger.GetAsync(template.Id, Day(on));

        Assert.Equal(expected, string.Join(' ', shown.Upcoming.Take(3).Select(occurrence => LedgerDates.Format(occurrence.Date))));
    }

    [Fact]
    public async Task UpdateAsync_OtherDaysAfterOneWasCovered_DoesNotEnterItAgain()
    {
        var ledger = await CreateAsync();
        var template = await PutAsync(ledger, Monthly("2026-06-17"), covered: ["2026-06-17"]);

        var updated = await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { DayOfMonth = 16 } });

        Assert.Equal("2026-07-16", LedgerDates.Format(updated.Next!.Value.Date));
        Assert.Equal(0, updated.Template.Covered.Count);
    }

    [Fact]
    public async Task UpdateAsync_OtherDaysBehindAGap_KeepsTheGap()
    {
        var ledger = await CreateAsync();
        var template = await PutAsync(ledger, Monthly("2026-06-17"), covered: ["2026-07-17"]);

        var updated = await ledger.UpdateAsync(template.Id, new TemplatePatch { Terms = new() { DayOfMonth = 18 } });

        Assert.Equal("2026-06-18", LedgerDates.Format(updated.Next!.Value.Date));
    }

    private static async Task<RecurringTemplate> PutAsync(
        RecurringLedger ledger,
        RecurrenceTerms terms,
        string? settledThrough = null,
        string[]? covered = null,
        string[]? reopened = null)
    {
        var template = (await ledger.GetAsync((await ledger.AddAsync(terms)).Id)).Template;
        var settled = template with
        {
            SettledThrough = settledThrough is null ? null : Day(settledThrough),
            Covered = DaySet.Of((covered ?? []).Select(Day)),
            Reopened = DaySet.Of((reopened ?? []).Select(Day)),
        };
        await ledger.Ledger.CommitAsync("recurring.settled", template.Id, draft => draft.Put(settled));
        return settled;
    }
}
