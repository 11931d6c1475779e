using Finance.Core.Goals;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Goals;

/// <summary>Whatever is put in, linked, edited and taken back, goals come to what naive lists come to.</summary>
public sealed class GoalPropertyTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(60);
    private static readonly string[] Days = ["2025-12-31", "2026-02-01", "2026-03-15", "2026-06-15"];

    [Fact]
    public void Steps_AnySequence_GoalsAreWhatNaiveListsSay() =>
        Check.One(Runs, Prop.ForAll(GoalStep.Scripts(50), steps => HoldAsync(steps).GetAwaiter().GetResult()));

    private static async Task HoldAsync(GoalStep[] steps)
    {
        var script = await GoalScript.RunAsync(steps);
        var (ledger, expected) = (script.Ledger, script.Expected);
        await ledger.VerifyAsync();
        var found = GoalLedger.Ok(await ledger.Goals.ListAsync(ledger.Ledger.Caller, new GoalFilter(), default));
        Assert.Equal(expected.Goals.Select(goal => goal.Id).Order(), found.Select(goal => goal.Goal.Id).Order());
        foreach (var goal in expected.Goals)
        {
            await CompareAsync(ledger, expected, goal);
        }

        foreach (var entry in expected.Entries)
        {
            var links = (await ledger.ReadAsync(entry.Made)).Goals;
            Assert.Equal(
                expected.Of(entry).OrderBy(made => made.Order).Select(made => (made.Goal.Id, made.Id, made.Amount)),
                links.Select(link => (link.GoalId, link.ContributionId, link.Amount.Minor)));
        }
    }

    private static async Task CompareAsync(GoalLedger ledger, NaiveGoals expected, NaiveGoal goal)
    {
        var listed = (await ledger.PageAsync(goal.Id)).Items;
        Assert.Equal(
            expected.Of(goal).OrderByDescending(made => made.Date).ThenByDescending(made => made.Order).Select(made => (made.Id, made.Date, made.Amount)),
            listed.Select(made => (made.Id, made.Date, made.Amount.Minor)));
        Assert.Equal(goal.Told, await ledger.ToldAsync(goal.Id));
        foreach (var day in Days)
        {
            var (on, found) = (GoalLedger.Day(day), await ledger.GetAsync(goal.Id, day));
            var sum = expected.SumOf(goal, on);
            Assert.Equal((goal.Status, goal.Target), (found.Goal.Status, found.Goal.Target.Minor));
            Assert.Equal((sum, Math.Max(0, goal.Target - sum)), (found.Figures.Current.Minor, found.Figures.Remaining.Minor));
            Assert.Equal(expected.Of(goal).Count(made => made.Date <= on), found.Figures.ContributionCount);
            foreach (var milestone in found.Figures.Milestones)
            {
                var reached = expected.Of(goal)
                    .Select(made => made.Date)
                    .Where(date => date <= on && expected.SumOf(goal, date) * 100 >= goal.Target * milestone.Percent)
                    .Order()
                    .Select(date => (DateOnly?)date)
                    .FirstOrDefault();
                Assert.Equal(reached, milestone.ReachedOn);
            }
        }
    }
}
