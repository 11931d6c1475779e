using Finance.Core.Budgets.Templates;
using Finance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Budgets;

/// <summary>Budgets that are made by a template.</summary>
public sealed class BudgetTemplateFunctions(BudgetTemplateService templates)
{
    [Function("CreateBudgetsFromTemplate")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "budgets/from-template")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(BudgetTemplateRequests.Template, templates.CreateAsync, BudgetTemplateAnswers.Created);
}
