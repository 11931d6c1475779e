using Finance.Core.Recurring;
using FsCheck;
using FsCheck.Fluent;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

public sealed class RuleSplitTests
{
    private static readonly Gen<(RecurrenceRule Rule, DateOnly From)> Cuts =
        from terms in RecurrenceRulePropertyTests.Rules
        let rule = RecurrenceRule.Create(terms)
        where rule.IsOk
        from days in Gen.Choose(-40, 1500)
        select (rule.Value, terms.Start.AddDays(days));

    [Fact]
    public void At_AnyDay_BothPartsMakeJustWhatTheRuleMade() => ForAll((rule, from) =>
    {
        var split = RuleSplit.At(rule, from);
        var before = split is null ? rule : split.HasBefore ? split.Before : null;
        Assert.Equal(
            rule.Occurrences().Take(300).Select(What),
            (before?.Occurrences().Take(300) ?? []).Concat(split?.Rest.Occurrences().Take(300) ?? []).Take(300).Select(What));
    });

    [Fact]
    public void At_AnyDay_CutsWhereThatDayIsReached() => ForAll((rule, from) =>
    {
        if (RuleSplit.At(rule, from) is not { } split)
        {
            Assert.DoesNotContain(rule.Occurrences(), IsFrom);
            return;
        }

        Assert.DoesNotContain(split.HasBefore ? split.Before.Occurrences() : [], IsFrom);
        Assert.All(split.Rest.Occurrences().Take(50), occurrence => Assert.True(IsFrom(occurrence)));
        Assert.Equal(split.First.NominalDate, split.Rest.Start);

        bool IsFrom(Occurrence occurrence) => occurrence.NominalDate >= from || occurrence.Date >= from;
    });

    [Theory]
    [InlineData("2026-08-15", 16, "2026-08-16")] // the 20th of August has not come yet: August moves with it
    [InlineData("2026-08-15", 10, "2026-09-10")]
    [InlineData("2026-08-20", 25, "2026-08-25")]
    [InlineData("2026-07-25", 28, "2026-08-28")] // July had its occurrence
    [InlineData("2026-07-25", 1, "2026-08-01")]
    public void RestWith_AnotherDayOfTheMonth_StartsWithItsFirstFromThere(string from, int day, string expected)
    {
        var split = RuleSplit.At(Ok(RecurrenceRule.Create(Monthly("2026-01-20"))), Day(from))!;

        var rest = Ok(split.RestWith(new RecurrencePatch { DayOfMonth = day }));

        Assert.Equal(expected, LedgerDates.Format(rest.Start));
        Assert.Equal(rest.Start, rest.Occurrences().First().NominalDate);
    }

    [Fact]
    public void RestWith_AnotherFrequency_StartsOnTheDay()
    {
        var split = RuleSplit.At(Ok(RecurrenceRule.Create(Monthly("2026-01-31") with { Count = 12 })), Day("2026-07-25"))!;

        var weekly = Ok(split.RestWith(new RecurrencePatch { Frequency = RecurrenceFrequency.Weekly }));
        var yearly = Ok(split.RestWith(new RecurrencePatch { Frequency = RecurrenceFrequency.Yearly }));

        Assert.Equal((Day("2026-07-25"), 6), (weekly.Start, weekly.Count));
        Assert.Equal((Day("2026-07-31"), 6), (yearly.Start, yearly.Count));
    }

    [Fact]
    public void RestWith_OtherInterval_KeepsTheDayOfTheStart()
    {
        var split = RuleSplit.At(Ok(RecurrenceRule.Create(Monthly("2026-01-31"))), Day("2026-02-10"))!;

        var rest = Ok(split.RestWith(new RecurrencePatch { Interval = 2 }));

        Assert.Equal(
            ["2026-02-28", "2026-04-30", "2026-06-30", "2026-08-31"],
            rest.Occurrences().Take(4).Select(occurrence => LedgerDates.Format(occurrence.Date)));
    }

    [Fact]
    public void RestWith_WeekendsKept_TheOccurrenceThatTheyMovedStays()
    {
        var rule = Ok(RecurrenceRule.Create(Monthly("2026-01-01") with { Weekend = WeekendRule.After }));
        var split = RuleSplit.At(rule, Day("2026-08-03"))!;

        var rest = Ok(split.RestWith(new RecurrencePatch { Weekend = WeekendRule.Keep }));

        Assert.Equal(Day("2026-08-01"), rest.Occurrences().First().Date);
        Assert.Equal(Day("2026-07-31"), split.Before.End);
    }

    [Fact]
    public void RestWith_EndBeforeTheFirst_NamesTheField()
    {
        var split = RuleSplit.At(Ok(RecurrenceRule.Create(Monthly("2026-01-20"))), Day("2026-08-15"))!;

        Assert.Equal(["end_date"], split.RestWith(new RecurrencePatch { End = Day("2026-08-01") }).Error!.Fields!.Keys);
        Assert.Equal(["day_of_month"], split.RestWith(new RecurrencePatch { DayOfMonth = 40 }).Error!.Fields!.Keys);
    }

    private static (DateOnly, DateOnly, OccurrenceShift) What(Occurrence occurrence) =>
        (occurrence.NominalDate, occurrence.Date, occurrence.Shift);

    private static void ForAll(Action<RecurrenceRule, DateOnly> check) =>
        Prop.ForAll(Cuts.ToArbitrary(), cut => check(cut.Rule, cut.From)).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
}
