using Finance.Core.Categories;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Categories;

/// <summary>What clients send about categories.</summary>
internal static class CategoryRequests
{
    private const int MaxText = 200;

    internal static NewCategory New(RequestInput input) => new()
    {
        Name = input.Body.Required("name", Read.Text(MaxText)),
        Type = input.Body.Required("type", Read.Enum<CategoryType>()),
        Color = input.Body.Optional("color", Read.Text(MaxText)),
        Icon = input.Body.Optional("icon", Read.Text(MaxText)),
        ParentId = input.Body.Optional("parent_id", Read.Id),
        BudgetLimit = input.Body.Optional("budget_limit", Read.Amount),
        TaxDeductible = input.Body.Optional("tax_deductible", Read.Bool, false),
    };

    internal static CategoryPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Read.Text(MaxText)),
        Type = input.Body.Change("type", Read.Enum<CategoryType>()),
        Color = input.Body.Change("color", Read.Text(MaxText)),
        Icon = input.Body.ChangeOrClear("icon", Read.Text(MaxText)),
        ParentId = input.Body.ChangeOrClear("parent_id", Read.Id),
        BudgetLimit = input.Body.ChangeOrClear("budget_limit", Read.Amount),
        TaxDeductible = input.Body.Change("tax_deductible", Read.Bool),
    };

    internal static bool AsTree(RequestInput input) => input.Query.Optional("tree", Read.Bool, false);

    internal static string? ReassignTo(RequestInput input) => input.Query.Optional("reassign_to", Read.Id);
}
