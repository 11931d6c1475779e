using Finance.Core.Budgets.Templates;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Budgets;

/// <summary>What clients send about templates of budgets.</summary>
internal static class BudgetTemplateRequests
{
    private const int MaxCategories = 500;
    private const int MaxMonths = 24;

    private static readonly (string Word, BudgetTemplate Meaning)[] Templates =
    [
        ("50-30-20", BudgetTemplate.FiftyThirtyTwenty), ("last-month", BudgetTemplate.LastMonth), ("average", BudgetTemplate.Average),
    ];

    internal static TemplateRequest Template(RequestInput input) => new(input.Body.Required("template", Read.Word(Templates)))
    {
        Months = input.Body.Optional("months", Read.Int(1, MaxMonths)),
        Income = input.Body.Optional("income", Read.Amount),
        Start = input.Body.Optional("start_date", Read.Date),
        Needs = input.Body.Optional("needs", Read.List(Read.Id, MaxCategories)),
        Wants = input.Body.Optional("wants", Read.List(Read.Id, MaxCategories)),
        Savings = input.Body.Optional("savings", Read.List(Read.Id, MaxCategories)),
    };

    /// <summary>A template as requests name it.</summary>
    internal static string WordOf(BudgetTemplate template) => Templates.First(known => known.Meaning == template).Word;
}
