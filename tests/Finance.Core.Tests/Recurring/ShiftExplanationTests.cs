using Finance.Core.Recurring;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring;

public sealed class ShiftExplanationTests
{
    private const string February = "31 does not exist in February 2026; the last day stands for it.";

    [Theory]
    [InlineData("2026-01-31", WeekendRule.Keep, "2026-01-31", null)]
    [InlineData("2026-01-31", WeekendRule.Keep, "2026-02-28", February)]
    [InlineData("2026-01-31", WeekendRule.Before, "2026-01-31", "Falls on a Saturday; moved to the Friday before.")]
    [InlineData("2026-01-31", WeekendRule.Before, "2026-02-28", $"{February} Falls on a Saturday; moved to the Friday before.")]
    [InlineData("2026-01-31", WeekendRule.After, "2026-05-31", "Falls on a Sunday; moved to the Monday after.")]
    [InlineData("2026-01-31", WeekendRule.After, "2026-04-30", "31 does not exist in April 2026; the last day stands for it.")]
    public void Of_MonthlyOn31_SaysWhatMovedIt(string start, WeekendRule weekend, string nominal, string? expected)
    {
        var rule = Ok(RecurrenceRule.Create(Monthly(start) with { Weekend = weekend }));

        Assert.Equal(expected, ShiftExplanation.Of(rule, rule.Find(Day(nominal))!.Value));
    }

    [Fact]
    public void Of_LeapDayInACommonYear_NamesTheYear()
    {
        var rule = Ok(RecurrenceRule.Create(Every(RecurrenceFrequency.Yearly, "2024-02-29")));

        Assert.Equal(
            "29 does not exist in February 2027; the last day stands for it.",
            ShiftExplanation.Of(rule, rule.Find(Day("2027-02-28"))!.Value));
        Assert.Null(ShiftExplanation.Of(rule, rule.Find(Day("2028-02-29"))!.Value));
    }

    [Fact]
    public void Parts_LastDayThatFallsOnAWeekend_NamesWhatMovedItOnly()
    {
        var rule = Ok(RecurrenceRule.Create(Monthly("2026-01-01") with { DayOfMonth = -1, Weekend = WeekendRule.Before }));

        Assert.Equal([OccurrenceShift.WeekendBefore], ShiftExplanation.Parts(rule.Find(Day("2026-02-28"))!.Value.Shift));
        Assert.Empty(ShiftExplanation.Parts(rule.Find(Day("2026-03-31"))!.Value.Shift));
    }
}
