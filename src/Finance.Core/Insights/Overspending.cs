using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Recurring.Detection;
using Finance.Core.Reports.Breakdown;

namespace Finance.Core.Insights;

/// <summary>
/// What is being spent faster than planned, by budgets, or than usual, by what the months before had spent through the same day. Pure.
/// </summary>
internal sealed class Overspending(InsightMonths months, InsightWindow window, IReadOnlyList<BudgetInLedger> budgets)
{
    private const int LeastMonths = 6;
    private const int LeastDay = 7;

    // A pace of fewer days tells nothing of a period.
    private const int PeriodsPerPace = 5;

    private static readonly Bounds OfMonth = new(8, 1.25m);
    private static readonly Bounds OfCategory = new(12, 2m);
    private readonly CategoryReach _reach = new(months.Chart);

    private DateOnly On => months.On;

    internal IEnumerable<Insight> Find() => budgets.Select(OfBudget).OfType<Insight>().Concat(OfMonths());

    private Insight? OfBudget(BudgetInLedger found)
    {
        var (budget, current) = (found.Budget, found.Current);
        if (current.IsOnlyWatched || !current.Period.Contains(On))
        {
            return null;
        }

        var (isOver, elapsed) = (current.Status == BudgetStatus.Exceeded, new DateRange(current.Period.From, On).DayCount);
        if (!isOver && (found.Projected <= current.Available || PeriodsPerPace * elapsed < current.Period.DayCount))
        {
            return null;
        }

        var left = current.Period.To.DayNumber - On.DayNumber;
        var perDay = new Money(left == 0 || isOver ? 0 : current.Remaining.Minor / left, budget.Currency);
        var beyond = (isOver ? current.Spent : found.Projected) - current.Available;
        var scope = _reach.ScopeOf(budget);
        return new Insight(
            InsightKind.Overspending,
            isOver ? InsightSeverity.Critical : InsightSeverity.Warning,
            isOver
                ? $"{budget.Name} is {InsightText.Amount(beyond)} over budget"
                : $"{budget.Name} is on the way to {InsightText.Amount(beyond)} over budget",
            $"{InsightText.Amount(current.Spent)} of {InsightText.Amount(current.Available)} were spent from {InsightText.Day(current.Period.From)} to "
                + $"{InsightText.Day(On)}; at this pace it will be {InsightText.Amount(found.Projected)} on {InsightText.Day(current.Period.To)}.",
            new BudgetPaceEvidence(
                budget.Currency,
                InsightWindow.Largest(window.Expenses.Where(entry => entry.Amount.Currency == budget.Currency
                    && current.Period.Contains(entry.Date)
                    && scope.Categories.ContainsKey(entry.CategoryId ?? string.Empty))),
                budget.Id,
                current.Period.From,
                current.Period.To,
                current.Available,
                current.Spent,
                found.Projected,
                left,
                perDay),
            perDay.Minor > 0
                ? $"With {InsightText.Amount(perDay)} a day until {InsightText.Day(current.Period.To)} the budget is kept."
                : "Spend nothing more on it until the period ends, or raise the budget.");
    }

    private IEnumerable<Insight> OfMonths()
    {
        if (months.Whole.Count < LeastMonths || On.Day < LeastDay)
        {
            return [];
        }

        return OfMonths(null, OfMonth) is { } all
            ? [all]
            : months.Chart.Categories
                .Where(category => category.Type == CategoryType.Expense)
                .Select(category => OfMonths(category, OfCategory))
                .OfType<Insight>();
    }

    /// <param name="category">Null for all spending.</param>
    private Insight? OfMonths(Category? category, Bounds bounds)
    {
        var (spent, before) = (
            months.SpentThrough(Month.Of(On), category?.Id),
            months.Whole.Select(month => new MonthAmount(month, months.MoneyOf(months.SpentThrough(month, category?.Id)))).ToList());
        var usual = Robust.UsualOf(before.Select(month => month.Amount.Minor));

        // What is not bought every month has no pace.
        if (before.Any(month => month.Amount.Minor <= 0) || !bounds.AreBrokenBy(spent, usual))
        {
            return null;
        }

        var name = category?.Name ?? "All spending";
        var beyond = months.MoneyOf(spent - usual.Median);
        return new Insight(
            InsightKind.Overspending,
            InsightSeverity.Warning,
            $"{name} is {InsightText.Amount(beyond)} above what is usual by this day of the month",
            $"{InsightText.Amount(months.MoneyOf(spent))} were spent from the 1st to {InsightText.Day(On)}; in the {before.Count} months before it was "
                + $"{InsightText.Amount(months.MoneyOf(usual.Median))} through the same day, at most {InsightText.Amount(months.MoneyOf(usual.Highest))}.",
            new MonthPaceEvidence(
                months.Currency,
                InsightWindow.Largest(window.Expenses.Where(entry => entry.Date >= Month.Of(On).FirstDay && IsOf(entry, category))),
                category?.Id,
                Month.Of(On),
                On,
                months.MoneyOf(spent),
                months.MoneyOf(usual.Median),
                months.MoneyOf(usual.Deviation),
                months.MoneyOf(usual.Highest),
                before),
            "Look at the largest of these expenses first.");
    }

    private static bool IsOf(HistoryEntry entry, Category? category) => category is null || entry.CategoryId == category.Id;

    /// <param name="Deviations">Median deviations above the median that are no chance any more.</param>
    /// <param name="OfHighest">And so far above the highest.</param>
    private sealed record Bounds(int Deviations, decimal OfHighest)
    {
        internal bool AreBrokenBy(long spent, Usual usual) =>
            spent - usual.Median >= Deviations * usual.Deviation && spent >= OfHighest * usual.Highest && spent > usual.Median;
    }
}
