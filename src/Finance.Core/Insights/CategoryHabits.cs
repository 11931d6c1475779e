using Finance.Core.Categories;
using Finance.Core.Reports.Breakdown;

namespace Finance.Core.Insights;

/// <summary>Categories that fell out of use, and those that cost more than they used to. Pure.</summary>
internal sealed class CategoryHabits(InsightMonths months, InsightWindow window)
{
    private const int MaxProofs = 5;
    private const int LeastMonths = 6;
    private const int LeastIdle = 3;
    private const int IdleWithLimit = 6;
    private const int LastMonths = 3;
    private const decimal LeastRise = 1.25m;
    private const int MonthsPerYear = 12;

    // How likely so long a pause may be by chance, were the category used as often as before.
    private const decimal ByChance = 0.001m;

    internal IEnumerable<Insight> Find() => months.Whole.Count < LeastMonths
        ? []
        : months.Chart.Categories
            .Where(category => category.Type == CategoryType.Expense)
            .SelectMany(category => new[] { IdleOf(category), RiseOf(category) })
            .OfType<Insight>();

    private Insight? IdleOf(Category category)
    {
        var used = months.Whole.Select(month => months.Spent(month, category.Id).Count > 0).ToList();
        var last = used.LastIndexOf(true);
        var (idle, before) = (used.Count - 1 - last, last + 1);
        var usedBefore = used.Count(isUsed => isUsed);
        var isForgotten = category.BudgetLimit is not null && idle >= IdleWithLimit && category.CreatedAt.AddMonths(IdleWithLimit) <= Noon(months.On);
        if (months.Spent(Month.Of(months.On), category.Id).Count > 0 || !(isForgotten || (last >= 0 && idle >= LeastIdle && !IsChance(idle, usedBefore, before))))
        {
            return null;
        }

        return new Insight(
            InsightKind.IdleCategory,
            InsightSeverity.Info,
            $"{category.Name} has not been used for {idle} months",
            last < 0
                ? $"It has a limit of {InsightText.Amount(category.BudgetLimit!.Value)} a month and nothing in it since {months.Whole[0]} or longer."
                : $"It was used in {usedBefore} of {before} months up to {months.Whole[last]}, and never since.",
            new IdleCategoryEvidence(
                months.Currency,
                [.. InsightWindow.Ids(window.Entries.Where(entry => entry.CategoryId == category.Id)).Take(MaxProofs)],
                category.Id,
                last < 0 ? null : months.Whole[last],
                idle,
                usedBefore,
                before,
                category.BudgetLimit),
            category.BudgetLimit is null
                ? "Delete the category if it is not needed, or check that what belongs there is not entered elsewhere."
                : "Give its limit to another category.");
    }

    // Of n months k were used: the next is not with (n − k + 1) / (n + 2), and so all of them are with the power of that.
    private static bool IsChance(int idle, int used, int before)
    {
        var (pause, chance) = ((decimal)(before - used + 1) / (before + 2), 1m);
        for (var month = 0; month < idle; month++)
        {
            chance *= pause;
        }

        return chance > ByChance;
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    /// <summary>The last three months all dearer, clearly, than any before.</summary>
    private Insight? RiseOf(Category category)
    {
        var all = months.Whole.Select(month => new MonthAmount(month, months.MoneyOf(months.Spent(month, category.Id).Minor))).ToList();
        var (before, last) = (all[..^LastMonths], all[^LastMonths..]);
        if (before.Count < LeastMonths || before.Any(month => month.Amount.Minor <= 0))
        {
            return null;
        }

        var (usual, now) = (Robust.UsualOf(before.Select(month => month.Amount.Minor)), Robust.UsualOf(last.Select(month => month.Amount.Minor)));
        if (last.Min(month => month.Amount.Minor) < LeastRise * usual.Highest || now.Median - usual.Median < 4 * usual.Deviation)
        {
            return null;
        }

        var rise = months.MoneyOf(now.Median - usual.Median);
        var saving = months.MoneyOf(checked(rise.Minor * MonthsPerYear));
        return new Insight(
            InsightKind.SavingOpportunity,
            InsightSeverity.Warning,
            $"{category.Name} costs {InsightText.Amount(rise)} a month more than it used to",
            $"In each of the last {LastMonths} months it was more than in any of the {before.Count} before: about "
                + $"{InsightText.Amount(months.MoneyOf(now.Median))} instead of {InsightText.Amount(months.MoneyOf(usual.Median))}.",
            new CategoryRiseEvidence(
                months.Currency,
                InsightWindow.Largest(window.Expenses.Where(entry => entry.CategoryId == category.Id && entry.Date >= last[0].Month.FirstDay)),
                category.Id,
                months.MoneyOf(usual.Median),
                months.MoneyOf(now.Median),
                before,
                last),
            $"Going back to what was usual saves {InsightText.Amount(saving)} a year.",
            saving);
    }
}
