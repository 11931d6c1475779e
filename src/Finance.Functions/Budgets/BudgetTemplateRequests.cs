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

    internal static TemplateRequest Template(RequestInput input) => new(input.Body.Required("template", Read.Word(Templates)
        .Says("50-30-20 divides the income into needs, wants and savings; last-month and average follow what was spent.")
        .Like("50-30-20")))
    {
        Months = input.Body.Optional("months", Read.Int(1, MaxMonths).Says("Of how many whole months the average is.")),
        Income = input.Body.Optional("income", Read.Amount
            .Says("What a month brings; found out from the settings or the history if left out.")
            .Like(3000.00m)),
        Start = input.Body.Optional("start_date", Read.Date.Says("The first day of the budgets; that of the current month if left out.")),
        Needs = input.Body.Optional("needs", Read.List(Read.Id, MaxCategories)
            .Says("Categories that are needs, where the template's own guess does not fit.")),
        Wants = input.Body.Optional("wants", Read.List(Read.Id, MaxCategories).Says("Categories that are wants.")),
        Savings = input.Body.Optional("savings", Read.List(Read.Id, MaxCategories).Says("Categories that are savings.")),
    };

    /// <summary>A template as requests name it.</summary>
    internal static string WordOf(BudgetTemplate template) => Templates.First(known => known.Meaning == template).Word;
}
