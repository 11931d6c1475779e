using Finance.Core.Recurring;
using Finance.Core.Transactions;

namespace Finance.Core.Budgets;

/// <summary>
/// What a period will have come to at its end. What recurs is counted by its days: occurrences ahead are added, and those that were settled
/// already say nothing about the pace of the rest, so that a rent paid on the first is not projected thirty times over. Pure.
/// </summary>
/// <param name="Today">The day it is for the user: what a template has settled, it has settled by then.</param>
internal sealed record BudgetProjection(IReadOnlyList<RecurringTemplate> Templates, DateOnly Today)
{
    /// <param name="view">The budget as of its day.</param>
    /// <param name="spent">In the current period up to the day.</param>
    /// <param name="entered">In the current period on later days, as far as that was known on the day.</param>
    /// <returns>Minor units; what is more than a number can hold is the largest it can.</returns>
    internal long Of(BudgetView view, long spent, long entered)
    {
        var (period, on) = (view.CurrentPeriod, view.On);
        if (on >= period.To)
        {
            return spent;
        }

        Int128 ahead = entered;
        Int128 settled = 0;
        foreach (var template in Templates)
        {
            if (CountedOf(template, view.Scope) is > 0 and var minor)
            {
                ahead += (Int128)minor * AheadIn(period, template, on);
                settled += (Int128)minor * SettledIn(view.UpToDay(period), template);
            }
        }

        var pace = on < period.From ? 0 : PaceOf(Int128.Max(0, spent - settled), view.UpToDay(period).DayCount, period.DayCount);
        return long.CreateSaturating(spent + pace + ahead);
    }

    /// <summary>What the days that are left come to when they go on like those before, rounded half away from zero.</summary>
    private static Int128 PaceOf(Int128 soFar, int elapsed, int all)
    {
        var twice = soFar * (all - elapsed) * 2;
        return (twice + elapsed) / (2 * elapsed);
    }

    /// <summary>How much of each occurrence counts in a budget.</summary>
    private static long CountedOf(RecurringTemplate template, BudgetScope scope)
    {
        var entry = template.Transaction;
        return entry.Type != TransactionType.Expense || entry.Amount.Currency != scope.Currency
            ? 0
            : entry.Parts().Where(part => scope.Counts(part.CategoryId)).Sum(part => part.Minor);
    }

    /// <summary>The occurrences of a period that are to come after a day, and those that are overdue.</summary>
    private int AheadIn(DateRange period, RecurringTemplate template, DateOnly on) => template.Ahead(on, Today)
        .TakeWhile(occurrence => occurrence.Date <= period.To)
        .Count(occurrence => occurrence.Date >= period.From && (occurrence.Date > on || !template.IsSettled(occurrence.NominalDate)));

    private static int SettledIn(DateRange days, RecurringTemplate template) => template.Rule.From(days.From)
        .TakeWhile(occurrence => occurrence.Date <= days.To)
        .Count(occurrence => template.IsSettled(occurrence.NominalDate));
}
