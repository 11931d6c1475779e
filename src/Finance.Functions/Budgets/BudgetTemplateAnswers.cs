using Finance.Core;
using Finance.Core.Budgets.Templates;
using Finance.Core.Categories;
using Finance.Functions.Http.Writing;
using Finance.Functions.Reports;

namespace Finance.Functions.Budgets;

/// <summary>What a template made as clients see it.</summary>
internal static class BudgetTemplateAnswers
{
    internal static Created<BudgetsFromTemplateJson> Created(BudgetsFromTemplate made) => Answer.Created(
        new BudgetsFromTemplateJson(
            BudgetTemplateRequests.WordOf(made.Template),
            made.Income?.Amount,
            made.Income?.Source,
            [.. made.Figures.Select(TemplateFigureJson.Of)],
            ReportCategoryJson.Of(made.CreatedCategory),
            [.. made.LeftOut.Select(category => ReportCategoryJson.Of(category)!)],
            [.. made.Budgets.Select(BudgetJson.Of)]),
        "/api/budgets");
}

/// <param name="CreatedCategory">A category for savings that was made because there was none.</param>
/// <param name="LeftOut">Categories whose own spending is in none of the budgets.</param>
internal sealed record BudgetsFromTemplateJson(
    string Template,
    Money? Income,
    IncomeSource? IncomeSource,
    IReadOnlyList<TemplateFigureJson> Figures,
    ReportCategoryJson? CreatedCategory,
    IReadOnlyList<ReportCategoryJson> LeftOut,
    IReadOnlyList<BudgetJson> Items);

/// <param name="Bucket"><c>needs</c>, <c>wants</c> or <c>savings</c>, for a share of the income.</param>
/// <param name="Category">For what was spent in a category.</param>
internal sealed record TemplateFigureJson(
    string BudgetId,
    string? Bucket,
    ReportCategoryJson? Category,
    Money Amount,
    IReadOnlyList<TemplateMonth> Months)
{
    internal static TemplateFigureJson Of(TemplateFigure figure) => new(
        figure.BudgetId,
        figure.Kind switch
        {
            SpendingKind.Need => "needs",
            SpendingKind.Want => "wants",
            SpendingKind.Saving => "savings",
            _ => null,
        },
        ReportCategoryJson.Of(figure.Category),
        figure.Amount,
        figure.Months);
}
