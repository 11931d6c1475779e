using Finance.Core.Budgets;
using static Finance.Core.Tests.Budgets.BudgetLedger;

namespace Finance.Core.Tests.Budgets;

public sealed class BudgetPeriodsTests
{
    [Theory]
    [InlineData(BudgetPeriod.Daily, "2026-06-17", "2026-06-17", "2026-06-17")]
    [InlineData(BudgetPeriod.Weekly, "2026-06-17", "2026-06-15", "2026-06-21")]
    [InlineData(BudgetPeriod.Monthly, "2026-06-17", "2026-06-01", "2026-06-30")]
    [InlineData(BudgetPeriod.Yearly, "2026-06-17", "2026-01-01", "2026-12-31")]
    [InlineData(BudgetPeriod.Monthly, "2024-02-29", "2024-02-01", "2024-02-29")]
    [InlineData(BudgetPeriod.Monthly, "2026-02-28", "2026-02-01", "2026-02-28")]
    [InlineData(BudgetPeriod.Weekly, "2026-01-01", "2025-12-29", "2026-01-04")]
    [InlineData(BudgetPeriod.Weekly, "2024-02-29", "2024-02-26", "2024-03-03")]
    [InlineData(BudgetPeriod.Monthly, "1900-01-01", "1900-01-01", "1900-01-31")]
    [InlineData(BudgetPeriod.Weekly, "2199-12-31", "2199-12-30", "2200-01-05")]
    public void First_AnyKind_IsTheWholePeriodThatHoldsTheStart(BudgetPeriod kind, string start, string from, string to)
    {
        var periods = new BudgetPeriods(kind, Day(start), null, DayOfWeek.Monday);

        Assert.Equal(new DateRange(Day(from), Day(to)), periods[0]);
        Assert.Null(periods.Last);
    }

    [Theory]
    [InlineData(DayOfWeek.Monday, "2026-06-15")]
    [InlineData(DayOfWeek.Sunday, "2026-06-14")]
    [InlineData(DayOfWeek.Saturday, "2026-06-13")]
    [InlineData(DayOfWeek.Thursday, "2026-06-11")]
    public void First_Weekly_BeginsOnTheUsersFirstWeekday(DayOfWeek first, string from) =>
        Assert.Equal(Day(from), new BudgetPeriods(BudgetPeriod.Weekly, Day("2026-06-17"), null, first)[0].From);

    [Theory]
    [InlineData(BudgetPeriod.Daily)]
    [InlineData(BudgetPeriod.Weekly)]
    [InlineData(BudgetPeriod.Monthly)]
    [InlineData(BudgetPeriod.Yearly)]
    public void Periods_AnyKind_FollowEachOtherWithoutGapsAndHoldTheirDays(BudgetPeriod kind)
    {
        var periods = new BudgetPeriods(kind, Day("2023-11-15"), null, DayOfWeek.Sunday);
        for (var number = 0; number < 200; number++)
        {
            var period = periods[number];
            Assert.Equal(period.To.AddDays(1), periods[number + 1].From);
            Assert.Equal([number, number], new[] { periods.NumberOf(period.From), periods.NumberOf(period.To) });
        }

        Assert.Equal(-1, periods.NumberOf(periods[0].From.AddDays(-1)));
    }

    [Fact]
    public void Custom_StartToEnd_IsOnePeriod()
    {
        var periods = new BudgetPeriods(BudgetPeriod.Custom, Day("2026-03-10"), Day("2026-05-02"), DayOfWeek.Monday);

        Assert.Equal((new DateRange(Day("2026-03-10"), Day("2026-05-02")), 0), (periods[0], periods.Last));
        Assert.Equal([0, 0, 0], new[] { "2020-01-01", "2026-04-01", "2030-01-01" }.Select(day => periods.Holding(Day(day))));
        Assert.Equal([-1, 0, 0, 1], new[] { "2026-03-09", "2026-03-10", "2026-05-02", "2026-05-03" }.Select(day => periods.NumberOf(Day(day))));
    }

    [Theory]
    [InlineData("2026-02-28", 0)]
    [InlineData("2026-03-01", 0)]
    [InlineData("2026-05-10", 2)]
    [InlineData("2026-06-30", 3)]
    [InlineData("2026-07-01", 3)]
    [InlineData("2099-01-01", 3)]
    public void Holding_BeforeAndAfter_IsTheFirstAndTheLast(string day, int number) => Assert.Equal(
        number,
        new BudgetPeriods(BudgetPeriod.Monthly, Day("2026-03-31"), Day("2026-06-02"), DayOfWeek.Monday).Holding(Day(day)));
}
