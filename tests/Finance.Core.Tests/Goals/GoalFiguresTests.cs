using Finance.Core.Goals;
using static Finance.Core.Tests.Goals.GoalLedger;

namespace Finance.Core.Tests.Goals;

public sealed class GoalFiguresTests
{
    private const string Created = "2026-01-01";

    [Fact]
    public void Of_NothingPutIn_NoPaceAndAllMissing()
    {
        var figures = Figures("1000", null, "2026-03-01");

        Assert.Equal(("0.00", "1000.00", 0m, false), (Text(figures.Current), Text(figures.Remaining), figures.Percent, figures.IsAchieved));
        Assert.Equal((null, null, null), (figures.RequiredPerMonth, figures.ProjectedOn, figures.IsOnTrack));
        Assert.Equal((0L, null), (figures.ContributionCount, figures.LastContributionOn));
        Assert.Equal(["25: 250.00", "50: 500.00", "75: 750.00", "100: 1000.00"], Milestones(figures));
    }

    [Fact]
    public void Of_AnEarlierDay_LooksAtNothingLater()
    {
        (string, string)[] given = [("2026-01-10", "250"), ("2026-02-10", "300"), ("2026-02-11", "1"), ("2026-03-10", "600")];

        var before = Figures("1000", null, "2026-02-10", given);
        var after = Figures("1000", null, "2026-03-31", given);

        Assert.Equal(("550.00", 2L, Day("2026-02-10")), (Text(before.Current), before.ContributionCount, before.LastContributionOn));
        Assert.Equal(["25: 250.00 2026-01-10", "50: 500.00 2026-02-10", "75: 750.00", "100: 1000.00"], Milestones(before));
        Assert.Equal(("1151.00", "0.00", 115.1m, true), (Text(after.Current), Text(after.Remaining), after.Percent, after.IsAchieved));
        Assert.Equal(
            ["25: 250.00 2026-01-10", "50: 500.00 2026-02-10", "75: 750.00 2026-03-10", "100: 1000.00 2026-03-10"], Milestones(after));
        Assert.Equal(Day("2026-03-10"), after.ProjectedOn);
    }

    [Theory]
    [InlineData("3", "1", "33.33")]
    [InlineData("3", "2", "66.67")]
    [InlineData("100000", "99999.99", "99.99")]
    [InlineData("100000", "100000", "100")]
    [InlineData("0.03", "0.04", "133.33")]
    public void Of_Percent_IsRoundedButNeverToAllBeforeAllIsThere(string target, string given, string percent) =>
        Assert.Equal(
            decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture),
            Figures(target, null, "2026-06-01", ("2026-01-02", given)).Percent);

    [Theory]
    [InlineData("100.01", "25.01", "50.01", "75.01", "100.01")]
    [InlineData("0.01", "0.01", "0.01", "0.01", "0.01")]
    [InlineData("0.03", "0.01", "0.02", "0.03", "0.03")]
    public void Of_Milestones_AreTheLowestAmountsThatReachTheShare(string target, params string[] amounts) =>
        Assert.Equal(amounts, Figures(target, null, "2026-06-01").Milestones.Select(milestone => Text(milestone.Amount)));

    [Theory]
    [InlineData("2026-02-15", "2026-12-15", "100.00")]
    [InlineData("2026-02-15", "2026-12-14", "111.12")]
    [InlineData("2026-02-15", "2026-05-20", "333.34")]
    [InlineData("2026-02-15", "2026-03-14", "1000.00")]
    [InlineData("2026-02-15", "2026-02-15", "1000.00")]
    [InlineData("2026-02-15", "2025-02-15", "1000.00")]
    [InlineData("2026-01-31", "2026-03-31", "500.00")]
    [InlineData("2026-01-31", "2026-04-30", "500.00")]
    [InlineData("2024-02-29", "2025-02-28", "90.91")]
    public void Of_RequiredPerMonth_IsWhatRemainsOverWholeMonthsRoundedUp(string on, string target, string required)
    {
        var figures = Figures("1000", target, on);

        Assert.Equal(required, Text(figures.RequiredPerMonth!.Value));
    }

    [Fact]
    public void Of_RequiredPerMonth_PayingItReachesTheTargetInTime()
    {
        for (var (on, given) = (Day("2026-02-03"), new List<(string, string)>()); ; on = on.AddMonths(1))
        {
            var figures = Figures("1000", "2026-09-03", LedgerDates.Format(on), [.. given]);
            if (figures.IsAchieved)
            {
                Assert.Equal(Day("2026-09-03"), on);
                return;
            }

            given.Add((LedgerDates.Format(on.AddMonths(1)), Text(figures.RequiredPerMonth!.Value)));
        }
    }

    [Theory]

    // One early payment counts as the pace of 30 days: 1000 - 100 at 100 in 30 days takes 270.
    [InlineData("2026-01-10", "2026-10-07", "2026-01-10=100")]

    // 60 days with the first: 900 at 100 in 60 days takes 540.
    [InlineData("2026-03-10", "2027-09-01", "2026-01-10=100")]

    // Only what the last 180 days brought: 100 in 180 days for the missing 400.
    [InlineData("2026-12-31", "2028-12-20", "2026-01-10=500", "2026-07-05=100")]
    [InlineData("2026-12-31", null, "2026-01-10=500", "2026-07-04=100")]
    [InlineData("2026-03-10", null)]

    // A cent a month: beyond 2199.
    [InlineData("2026-03-10", null, "2026-03-10=0.01")]
    [InlineData("2026-03-10", "2026-02-20", "2026-01-10=999.99", "2026-02-20=0.01", "2026-03-01=5")]
    public void Of_Projected_FollowsThePace(string on, string? expected, params string[] given)
    {
        var figures = Figures("1000", null, on, [.. given.Select(item => item.Split('=')).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal(expected, figures.ProjectedOn is { } day ? LedgerDates.Format(day) : null);
    }

    [Theory]

    // The day it is made, nothing is late.
    [InlineData("2026-01-01", true)]
    [InlineData("2026-01-02", false)]

    // On the straight line: 100 of 365 days, 273.98 of 1000.
    [InlineData("2026-04-11", false, "2025-06-01=273.97")]
    [InlineData("2026-04-11", true, "2025-06-01=273.98")]

    // Behind the line, but with a pace that gets there: 110 in 30 days.
    [InlineData("2026-04-11", true, "2026-04-11=110")]
    [InlineData("2026-12-31", false, "2026-12-31=30")]
    [InlineData("2027-03-01", false, "2027-01-05=990")]
    [InlineData("2027-03-01", true, "2027-02-05=1000")]
    public void Of_OnTrack_WhereReachedProjectedInTimeOrNotBehindTheLine(string on, bool expected, params string[] given)
    {
        var figures = Figures("1000", "2027-01-01", on, [.. given.Select(item => item.Split('=')).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal(expected, figures.IsOnTrack);
    }

    [Fact]
    public void Of_LargestAmounts_AreExact()
    {
        var figures = Figures("10000000000000.00", "2199-12-31", "2026-02-01", ("2026-02-01", "0.01"), ("2026-01-01", "4999999999999.99"));

        Assert.Equal(("5000000000000.00", 50m), (Text(figures.Remaining), figures.Percent));
        Assert.Equal(Day("2026-03-05"), figures.ProjectedOn);
        Assert.Equal("2396931927.14", Text(figures.RequiredPerMonth!.Value));
    }

    [Fact]
    public void ToBytes_AnyHistory_ReadsBack()
    {
        var history = GoalOf("1000", null, ("2026-01-10", "0.01"), ("1900-01-01", "10000000000000"), ("2199-12-31", "7"), ("2026-01-10", "5"))
            .History;

        var read = GoalHistory.FromBytes(history.ToBytes());

        Assert.Equal(history.Days, read.Days);
        Assert.Equal((history.Total, 4L), (read.Total, read.Total.Count));
        Assert.Empty(GoalHistory.FromBytes(GoalHistory.Empty.ToBytes()).Days);
    }

    private static GoalFigures Figures(string target, string? targetDate, string on, params (string Date, string Amount)[] given) =>
        GoalFigures.Of(GoalOf(target, targetDate, given), Day(on), Day(Created));

    private static Goal GoalOf(string target, string? targetDate, params (string Date, string Amount)[] given)
    {
        var none = new Goal
        {
            Id = "goal",
            Name = "Car",
            Target = Usd(target),
            TargetDate = targetDate is null ? null : Day(targetDate),
            Type = GoalType.Savings,
            Priority = 1,
            Status = GoalStatus.Active,
            Current = Usd("0"),
            CreatedAt = default,
        };
        return given.Aggregate(none, (goal, item) => GoalBook.Add(
            goal,
            new GoalContribution { Id = "", GoalId = "goal", Date = Day(item.Date), Amount = Usd(item.Amount), CreatedAt = default },
            1));
    }

    private static Money Usd(string digits) => Ok(Amount(digits).Resolve(Currency.Of("USD")));

    private static string Text(Money money) => money.ToString();

    private static IEnumerable<string> Milestones(GoalFigures figures) => figures.Milestones.Select(milestone =>
        $"{milestone.Percent}: {milestone.Amount} {(milestone.ReachedOn is { } day ? LedgerDates.Format(day) : "")}".TrimEnd());
}
