using System.Globalization;
using Finance.Core.Goals;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Goals.GoalLedger;

namespace Finance.Core.Tests.Goals;

/// <summary>
/// Carries out steps through the services, by turns of two processes that do not know of each other, and beside them on naive lists.
/// </summary>
internal sealed class GoalScript
{
    private static readonly DateOnly FirstDay = new(2025, 12, 20);
    private readonly GoalLedger[] _processes;
    private readonly string _euros;

    private GoalScript(GoalLedger ledger, string euros) => (_processes, _euros) = ([ledger, ledger.Reopen()], euros);

    internal NaiveGoals Expected { get; } = new();

    /// <summary>The ledger without memory.</summary>
    internal GoalLedger Ledger => _processes[0].Reopen();

    internal static async Task<GoalScript> RunAsync(IEnumerable<GoalStep> steps)
    {
        var ledger = await CreateAsync();
        var script = new GoalScript(ledger, await ledger.Ledger.AddAccountAsync("Euros", "EUR"));
        foreach (var target in new[] { 40, 100, 300 })
        {
            var goal = await ledger.AddAsync(Digits(target));
            script.Expected.Goals.Add(new NaiveGoal(goal.Id, goal.Target.Minor));
        }

        foreach (var step in steps)
        {
            await script.RunAsync(script._processes[step.Which % 2], step);
        }

        return script;
    }

    private async Task RunAsync(GoalLedger ledger, GoalStep step)
    {
        var goal = Pick(Expected.Goals, step.Which);

        // The same few again and again, so that they give to several goals and are edited after that.
        var entry = Pick(Expected.Entries[Math.Max(0, Expected.Entries.Count - 3)..], step.What);
        await (step.Kind switch
        {
            GoalStepKind.Enter => EnterAsync(ledger, step),
            GoalStepKind.PutIn when goal is not null => PutInAsync(ledger, step, goal),
            GoalStepKind.Link when goal is not null && entry is not null => LinkAsync(ledger, step, goal, entry),
            GoalStepKind.Undo => UndoAsync(ledger, step),
            GoalStepKind.Target or GoalStepKind.Status or GoalStepKind.DeleteGoal when goal is not null => ChangeAsync(ledger, step, goal),
            GoalStepKind.Amount or GoalStepKind.Date or GoalStepKind.Currency or GoalStepKind.Delete when entry is not null =>
                EditAsync(ledger, step, entry),
            _ => Task.CompletedTask,
        });
    }

    private async Task EnterAsync(GoalLedger ledger, GoalStep step) => Expected.Entries.Add(new NaiveEntry(
        await ledger.SpendAsync(Digits(step.Number), LedgerDates.Format(DayOf(step)))));

    private async Task PutInAsync(GoalLedger ledger, GoalStep step, NaiveGoal goal)
    {
        var made = await ledger.TryAsync(goal.Id, new NewContribution { Amount = Amount(Digits(step.Number)), Date = DayOf(step) });
        Assert.Equal(goal.Status == GoalStatus.Cancelled ? "goal_closed" : null, made.Error?.Code);
        if (made.IsOk)
        {
            Expected.Add(goal, made.Value.Contribution.Id, DayOf(step), step.Number * 100L, null);
        }
    }

    private async Task LinkAsync(GoalLedger ledger, GoalStep step, NaiveGoal goal, NaiveEntry entry)
    {
        var amount = step.Number % 2 == 0 ? (int?)null : step.Number / 3;
        if (amount == 0)
        {
            return;
        }

        var refusal = Expected.RefusalOf(goal, entry, amount * 100L);
        var made = await ledger.TryLinkAsync(goal.Id, entry.Made, amount is { } units ? Digits(units) : null);
        Assert.Equal(refusal, made.Error?.Code);
        if (made.IsOk)
        {
            Expected.Add(goal, made.Value.Contribution.Id, entry.Date, amount * 100L, entry);
        }
    }

    private async Task UndoAsync(GoalLedger ledger, GoalStep step)
    {
        if (Pick(Expected.Contributions, step.What) is { } contribution)
        {
            Ok(await ledger.Contributions.UndoAsync(ledger.Ledger.Change, contribution.Goal.Id, contribution.Id, default));
            Expected.Undo(contribution);
        }
    }

    private async Task EditAsync(GoalLedger ledger, GoalStep step, NaiveEntry entry)
    {
        switch (step.Kind)
        {
            case GoalStepKind.Amount:
                await ledger.EditAsync(entry.Made, Digits(step.Number));
                Expected.Revalue(entry, step.Number * 100L);
                break;
            case GoalStepKind.Date:
                await ledger.EditAsync(entry.Made, new TransactionPatch { Date = DayOf(step) });
                Expected.Redate(entry, DayOf(step));
                break;
            case GoalStepKind.Currency:
                var isForeign = step.Number % 3 > 0;
                await ledger.EditAsync(entry.Made, new TransactionPatch { AccountId = isForeign ? _euros : ledger.Ledger.Checking });
                Expected.MoveAbroad(entry, isForeign);
                break;
            default:
                Ok(await ledger.Ledger.Transactions.DeleteAsync(ledger.Ledger.Change, entry.Made.Id, default));
                Expected.Delete(entry);
                break;
        }
    }

    private async Task ChangeAsync(GoalLedger ledger, GoalStep step, NaiveGoal goal)
    {
        switch (step.Kind)
        {
            case GoalStepKind.Target:
                await ledger.UpdateAsync(goal.Id, new GoalPatch { Target = Amount(Digits(step.Number)) });
                Expected.Retarget(goal, step.Number * 100L);
                break;
            case GoalStepKind.Status:
                var status = (GoalStatus)(step.Number % 3);
                await ledger.UpdateAsync(goal.Id, new GoalPatch { Status = status });
                Expected.SetStatus(goal, status);
                break;
            default:
                Ok(await ledger.Goals.DeleteAsync(ledger.Ledger.Change, goal.Id, default));
                Expected.Delete(goal);
                break;
        }
    }

    private static DateOnly DayOf(GoalStep step) => FirstDay.AddDays(step.What + (step.Number % 40));

    private static string Digits(int units) => units.ToString(CultureInfo.InvariantCulture);

    private static T? Pick<T>(List<T> items, int number)
        where T : class => items.Count == 0 ? null : items[number % items.Count];
}
