using Finance.Core.Budgets.Templates;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Budgets;

/// <summary>Budgets that are made by a template.</summary>
public sealed class BudgetTemplateFunctions(BudgetTemplateService templates)
{
    /// <summary>Creates budgets by a template.</summary>
    [Function("CreateBudgetsFromTemplate")]
    [Refuses("category_name_taken", "too_many_budgets", "too_many_categories")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "budgets/from-template")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(BudgetTemplateRequests.Template, templates.CreateAsync, BudgetTemplateAnswers.Created);
}
