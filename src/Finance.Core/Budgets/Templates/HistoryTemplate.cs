using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Budgets.Templates;

/// <summary>
/// What was spent in finished months, as fine as it goes without counting anything twice: a budget that names a category counts those below
/// it too, so one with spending of its own has a budget with all of these, and one without leaves them to themselves.
/// </summary>
internal static class HistoryTemplate
{
    /// <returns>Errors: <c>validation_failed</c>.</returns>
    internal static async Task<Result<TemplatePlan>> PlanAsync(LedgerDraft draft, int count, CancellationToken cancellationToken)
    {
        var end = Month.Of(BudgetRules.TodayOf(draft));
        var spending = await TemplateMonths.ReadAsync(draft, end, count, cancellationToken);
        var months = TemplateMonths.Before(end, count).ToList();
        var budgets = new List<PlannedBudget>();
        bool IsUsed(Category category) => months.Any(month => spending.SpendingOf(month, [category]).Amount.Minor != 0);
        foreach (var category in Heads(draft.Chart, IsUsed))
        {
            var within = draft.Chart.Categories.Where(other => draft.Chart.IsWithin(other, category.Id)).ToList();
            var spent = months.Select(month => spending.SpendingOf(month, within)).ToList();
            var amount = spending.Average(spent);
            if (amount.Minor > 0)
            {
                budgets.Add(new PlannedBudget(category.Name, [category.Id], amount, "template") { Category = category, Months = spent });
            }
        }

        return budgets.Count > 0
            ? new TemplatePlan(budgets, null, null, [])
            : Errors.Validation("template", $"finds no spending in a category from {months[^1]} to {months[0]}.");
    }

    /// <summary>The highest categories that are used themselves, by name.</summary>
    private static IEnumerable<Category> Heads(Chart chart, Func<Category, bool> isUsed)
    {
        var used = chart.Categories.Where(category => category.Type == CategoryType.Expense && isUsed(category)).ToList();
        return used.Where(category => !used.Any(other => other.Id != category.Id && chart.IsWithin(category, other.Id)));
    }
}
