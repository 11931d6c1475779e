using Finance.Core.Recurring;

namespace Finance.Core.Tests.Recurring;

public sealed class RecurrenceRuleTests
{
    [Fact]
    public void Occurrences_MonthlyFromThe31st_ClampToTheMonthsLastDay()
    {
        var rule = Rule(Monthly("2026-01-31"));

        Assert.Equal(
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"],
            Dates(rule.Occurrences().Take(5)));
        Assert.Equal(
            [OccurrenceShift.None, OccurrenceShift.Clamped, OccurrenceShift.None, OccurrenceShift.Clamped, OccurrenceShift.None],
            rule.Occurrences().Take(5).Select(occurrence => occurrence.Shift));
        Assert.Equal("2028-02-29", Dates(rule.From(Day("2028-02-01"))).First());
    }

    [Fact]
    public void Occurrences_LastDayOfMonth_IsNotClamped()
    {
        var rule = Rule(Monthly("2026-01-15") with { DayOfMonth = -1 });

        Assert.Equal(["2026-01-31", "2026-02-28", "2026-03-31"], Dates(rule.Occurrences().Take(3)));
        Assert.All(rule.Occurrences().Take(12), occurrence => Assert.Equal(OccurrenceShift.None, occurrence.Shift));
    }

    [Fact]
    public void Occurrences_DayOfMonthBeforeTheStart_BeginInTheNextPeriod()
    {
        var rule = Rule(Monthly("2026-01-15") with { DayOfMonth = 1, Interval = 3 });

        Assert.Equal(["2026-04-01", "2026-07-01"], Dates(rule.Occurrences().Take(2)));
        Assert.Equal([1, 2], rule.Occurrences().Take(2).Select(occurrence => occurrence.Index));
        Assert.Equal(2, rule.Find(Day("2026-07-01"))!.Value.Index);
    }

    [Fact]
    public void Occurrences_LastFriday_IsTheLastOfEachMonth() => Assert.Equal(
        ["2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24", "2026-05-29"],
        Dates(Rule(Monthly("2026-01-01") with { NthWeekday = new(-1, DayOfWeek.Friday) }).Occurrences().Take(5)));

    [Fact]
    public void Occurrences_SecondTuesdayEveryTwoMonths_SkipTheMonthsBetween() => Assert.Equal(
        ["2026-01-13", "2026-03-10", "2026-05-12", "2026-07-14"],
        Dates(Rule(Monthly("2026-01-01") with { Interval = 2, NthWeekday = new(2, DayOfWeek.Tuesday) }).Occurrences().Take(4)));

    [Fact]
    public void Occurrences_FifthMonday_SkipsMonthsWithoutAndDoesNotCountThem()
    {
        var rule = Rule(Monthly("2026-01-01") with { NthWeekday = new(5, DayOfWeek.Monday), Count = 4 });

        Assert.Equal(["2026-03-30", "2026-06-29", "2026-08-31", "2026-11-30"], Dates(rule.Occurrences()));
        Assert.Equal(3, rule.Find(Day("2026-08-31"))!.Value.Index);
        Assert.Empty(rule.After(Day("2026-11-30")));
    }

    [Fact]
    public void Occurrences_YearlyOn29February_ClampInCommonYears()
    {
        var rule = Rule(new() { Frequency = RecurrenceFrequency.Yearly, Start = Day("2024-02-29") });

        Assert.Equal(["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"], Dates(rule.Occurrences().Take(5)));
        Assert.Equal(OccurrenceShift.Clamped, rule.Find(Day("2100-02-28"))!.Value.Shift);
    }

    [Fact]
    public void Occurrences_FourthThursdayYearly_StayInTheStartsMonth() => Assert.Equal(
        ["2026-11-26", "2027-11-25", "2028-11-23"],
        Dates(Rule(new()
        {
            Frequency = RecurrenceFrequency.Yearly,
            Start = Day("2026-11-01"),
            NthWeekday = new(4, DayOfWeek.Thursday),
        }).Occurrences().Take(3)));

    [Fact]
    public void Occurrences_EverySecondWeekOnSeveralDays_CountWeeksFromTheStarts()
    {
        var rule = Rule(new()
        {
            Frequency = RecurrenceFrequency.Weekly,
            Start = Day("2026-01-01"),
            Interval = 2,
            ByDay = [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Thursday],
        });

        Assert.Equal(
            ["2026-01-01", "2026-01-04", "2026-01-12", "2026-01-15", "2026-01-18", "2026-01-26"],
            Dates(rule.Occurrences().Take(6)));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Thursday, DayOfWeek.Sunday], rule.ByDay);
    }

    [Fact]
    public void Occurrences_WeekendBefore_CrossesTheMonthsStart()
    {
        var rule = Rule(Monthly("2026-02-01") with { Weekend = WeekendRule.Before });

        var first = rule.Occurrences().First();

        Assert.Equal(new Occurrence(1, Day("2026-02-01"), Day("2026-01-30"), OccurrenceShift.WeekendBefore), first);
    }

    [Fact]
    public void Occurrences_WeekendAfter_CrossesTheMonthsEndAndTheRulesEnd()
    {
        var rule = Rule(Monthly("2026-01-31") with { Weekend = WeekendRule.After, End = Day("2026-02-28") });

        Assert.Equal(["2026-02-02", "2026-03-02"], Dates(rule.Occurrences()));
        Assert.Equal(OccurrenceShift.Clamped | OccurrenceShift.WeekendAfter, rule.Occurrences().Last().Shift);
    }

    [Fact]
    public void Occurrences_WeekendSkip_UsesUpTheCount()
    {
        var rule = Rule(new()
        {
            Frequency = RecurrenceFrequency.Daily,
            Start = Day("2026-01-02"),
            Count = 5,
            Weekend = WeekendRule.Skip,
        });

        Assert.Equal(["2026-01-02", "2026-01-05", "2026-01-06"], Dates(rule.Occurrences()));
        Assert.Equal([1, 4, 5], rule.Occurrences().Select(occurrence => occurrence.Index));
        Assert.Null(rule.Find(Day("2026-01-03")));
    }

    [Fact]
    public void Occurrences_WeekendThatMovesSeveralOntoOneDay_StayApart()
    {
        var rule = Rule(new() { Frequency = RecurrenceFrequency.Daily, Start = Day("2026-01-02"), Count = 4, Weekend = WeekendRule.After });

        Assert.Equal(["2026-01-02", "2026-01-05", "2026-01-05", "2026-01-05"], Dates(rule.Occurrences()));
        Assert.Equal(4, rule.Occurrences().Select(occurrence => occurrence.NominalDate).Distinct().Count());
        Assert.Equal([2, 3, 4], rule.From(Day("2026-01-04")).Select(occurrence => occurrence.Index));
    }

    [Fact]
    public void Occurrences_NoEnd_StopWhereLedgersStop()
    {
        var rule = Rule(new() { Frequency = RecurrenceFrequency.Yearly, Start = Day("1900-01-01") });

        Assert.Equal(300, rule.Occurrences().Count());
        Assert.Empty(rule.From(DateOnly.MaxValue));
        Assert.Empty(rule.After(DateOnly.MaxValue));
        Assert.Equal(300, rule.From(DateOnly.MinValue).Count());
        Assert.Null(rule.Find(DateOnly.MaxValue));
    }

    [Fact]
    public void From_CenturiesLater_KnowsTheIndexAtOnce()
    {
        var rule = Rule(new() { Frequency = RecurrenceFrequency.Daily, Start = Day("1900-01-01") });

        Assert.Equal(Day("2199-12-31").DayNumber - Day("1900-01-01").DayNumber + 1, rule.From(Day("2199-12-31")).Single().Index);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Create_TermsThatMakeNoRule_NamesTheField(string field, RecurrenceTerms terms)
    {
        var rule = RecurrenceRule.Create(terms);

        Assert.Equal("validation_failed", rule.Error?.Code);
        Assert.Equal([field], rule.Error!.Fields!.Keys);
    }

    [Fact]
    public void Create_SeveralThingsWrong_NamesThemAll()
    {
        var terms = Monthly("2026-01-01") with { Interval = 0, Count = 0, ByDay = [DayOfWeek.Friday], DayOfMonth = 32 };

        var rule = RecurrenceRule.Create(terms);

        Assert.Equal(["by_day", "count", "day_of_month", "interval"], rule.Error!.Fields!.Keys.Order());
    }

    public static TheoryData<string, RecurrenceTerms> Refusals => new()
    {
        { "frequency", Monthly("2026-01-01") with { Frequency = (RecurrenceFrequency)7 } },
        { "weekend", Monthly("2026-01-01") with { Weekend = (WeekendRule)7 } },
        { "interval", Monthly("2026-01-01") with { Interval = 0 } },
        { "interval", Monthly("2026-01-01") with { Interval = 1001 } },
        { "count", Monthly("2026-01-01") with { Count = 0 } },
        { "count", Monthly("2026-01-01") with { Count = 100_001 } },
        { "start_date", Monthly("1899-12-31") },
        { "start_date", Monthly("2200-01-01") },
        { "end_date", Monthly("2026-01-01") with { End = Day("2025-12-31") } },
        { "end_date", Monthly("2026-01-01") with { End = Day("2200-01-01") } },
        { "end_date", Monthly("2026-01-02") with { DayOfMonth = 1, End = Day("2026-01-31") } },
        { "start_date", Monthly("2199-12-02") with { DayOfMonth = 1 } },
        { "by_day", Monthly("2026-01-01") with { ByDay = [DayOfWeek.Friday] } },
        { "by_day", Monthly("2026-01-01") with { Frequency = RecurrenceFrequency.Weekly, ByDay = [(DayOfWeek)9] } },
        { "day_of_month", Monthly("2026-01-01") with { DayOfMonth = 0 } },
        { "day_of_month", Monthly("2026-01-01") with { DayOfMonth = 32 } },
        { "day_of_month", Monthly("2026-01-01") with { DayOfMonth = -2 } },
        { "day_of_month", Monthly("2026-01-01") with { Frequency = RecurrenceFrequency.Daily, DayOfMonth = 1 } },
        { "nth_weekday", Monthly("2026-01-01") with { NthWeekday = new(0, DayOfWeek.Friday) } },
        { "nth_weekday", Monthly("2026-01-01") with { NthWeekday = new(6, DayOfWeek.Friday) } },
        { "nth_weekday", Monthly("2026-01-01") with { NthWeekday = new(1, DayOfWeek.Friday), DayOfMonth = 1 } },
        { "nth_weekday", Monthly("2026-01-01") with { Frequency = RecurrenceFrequency.Daily, NthWeekday = new(1, DayOfWeek.Friday) } },
        {
            "weekend",
            Monthly("2026-01-01") with
            {
                Frequency = RecurrenceFrequency.Weekly,
                ByDay = [DayOfWeek.Saturday, DayOfWeek.Sunday],
                Weekend = WeekendRule.Skip,
            }
        },
    };

    private static RecurrenceRule Rule(RecurrenceTerms terms) => RecurrenceRule.Create(terms).Value;

    private static RecurrenceTerms Monthly(string start) => new() { Frequency = RecurrenceFrequency.Monthly, Start = Day(start) };

    private static DateOnly Day(string text) =>
        LedgerDates.TryParse(text, out var day) ? day : throw new ArgumentException(text, nameof(text));

    private static IEnumerable<string> Dates(IEnumerable<Occurrence> occurrences) =>
        occurrences.Select(occurrence => LedgerDates.Format(occurrence.Date));
}
