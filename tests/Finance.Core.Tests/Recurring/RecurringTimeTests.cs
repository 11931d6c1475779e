using Finance.Core.Recurring;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

/// <summary>Rules and clocks at their seams: month ends, leap days, and days that are shorter, longer or missing.</summary>
public sealed class RecurringTimeTests
{
    public static TheoryData<RecurrenceTerms, string> Rules => new()
    {
        { Monthly("2027-01-31"), "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31" },
        { Monthly("2028-01-31"), "2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31" },
        { Monthly("2027-01-30") with { DayOfMonth = -1 }, "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31" },
        { Monthly("2027-01-01") with { NthWeekday = new(2, DayOfWeek.Tuesday) }, "2027-01-12 2027-02-09 2027-03-09 2027-04-13 2027-05-11" },
        { Monthly("2027-01-01") with { NthWeekday = new(-1, DayOfWeek.Friday) }, "2027-01-29 2027-02-26 2027-03-26 2027-04-30 2027-05-28" },
        { Monthly("2027-01-01") with { NthWeekday = new(5, DayOfWeek.Sunday) }, "2027-01-31 2027-05-30 2027-08-29 2027-10-31 2028-01-30" },
        { Every(RecurrenceFrequency.Yearly, "2028-02-29"), "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29" },
        { Monthly("2027-01-31") with { Weekend = WeekendRule.After }, "2027-02-01 2027-03-01 2027-03-31 2027-04-30 2027-05-31" },
    };

    /// <summary>Where the clocks change, or a day is missing, in the days after.</summary>
    public static TheoryData<string, string> Seams => new()
    {
        { "Europe/Berlin", "2026-03-27" }, // a day of 23 hours
        { "Europe/Berlin", "2026-10-23" }, // a day of 25 hours
        { "America/Santiago", "2026-09-04" }, // a day that begins at 01:00
        { "America/Santiago", "2026-04-03" }, // a day whose last hour comes twice
        { "Asia/Beirut", "2026-03-27" }, // a day that begins at 01:00
        { "Atlantic/Azores", "2026-10-23" }, // a day whose first hour comes twice
        { "Pacific/Apia", "2011-12-28" }, // 30 December is missing
        { "Pacific/Kiritimati", "2026-01-01" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task RunAsync_RuleAtTheEndsOfMonths_CreatesOnTheDaysItNames(RecurrenceTerms terms, string expected)
    {
        var ledger = await CreateAsync("2026-12-31T12:00Z");
        await ledger.AddAsync(terms with { Count = 5 });

        for (var day = Day("2027-01-01"); day < Day("2032-04-01"); day = day.AddDays(3))
        {
            await ledger.RunAsync($"{LedgerDates.Format(day)}T02:00Z");
        }

        Assert.Equal(expected, string.Join(' ', await ledger.DatesAsync()));
    }

    [Theory]
    [MemberData(nameof(Seams))]
    public async Task RunAsync_HourByHourOverASeam_CreatesEachDayOnceWhenItBegins(string zone, string start)
    {
        var from = Instant(start).AddDays(-2);
        var ledger = await CreateAsync($"{from:yyyy-MM-dd}T00:00Z", zone);
        await ledger.AddAsync(Daily(start) with { Count = 5 });

        for (var hour = 0; hour < 24 * 9; hour++)
        {
            ledger.Ledger.Clock.Now = from.AddHours(hour);
            await Task.WhenAll(ledger.Night.RunAsync(), ledger.Reopen().Night.RunAsync());
        }

        var entries = await ledger.EntriesAsync();
        Assert.Equal(Enumerable.Range(0, 5).Select(Day(start).AddDays), entries.Select(entry => entry.Date));
        Assert.All(entries, entry => Assert.InRange(
            entry.CreatedAt - TimeZones.StartOfDay(entry.Date, zone), TimeSpan.Zero, TimeSpan.FromMinutes(59)));
    }

    [Theory]
    [MemberData(nameof(Seams))]
    public async Task RunAsync_ThreeMissedDaysOverASeam_CatchesUpWithEachOnce(string zone, string start)
    {
        var ledger = await CreateAsync($"{Instant(start).AddDays(-2):yyyy-MM-dd}T00:00Z", zone);
        await ledger.AddAsync(Daily(start));

        ledger.Ledger.Clock.Now = TimeZones.StartOfDay(Day(start).AddDays(3), zone);
        await Task.WhenAll(ledger.Night.RunAsync(), ledger.Reopen().Night.RunAsync());
        await ledger.Night.RunAsync();

        Assert.Equal(Enumerable.Range(0, 4).Select(Day(start).AddDays), (await ledger.EntriesAsync()).Select(entry => entry.Date));
    }
}
