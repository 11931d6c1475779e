using Finance.Core;
using Finance.Core.Categories;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Categories;

/// <summary>What clients send about categories.</summary>
internal static class CategoryRequests
{
    private const int MaxText = 200;

    internal static NewCategory New(RequestInput input) => new()
    {
        Name = input.Body.Required("name", Name),
        Type = input.Body.Required("type", Type),
        Color = input.Body.Optional("color", Color),
        Icon = input.Body.Optional("icon", Icon),
        ParentId = input.Body.Optional("parent_id", ParentId),
        BudgetLimit = input.Body.Optional("budget_limit", BudgetLimit),
        TaxDeductible = input.Body.Optional("tax_deductible", TaxDeductible, false),
    };

    internal static CategoryPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Name),
        Type = input.Body.Change("type", Type),
        Color = input.Body.Change("color", Color),
        Icon = input.Body.ChangeOrClear("icon", Icon),
        ParentId = input.Body.ChangeOrClear("parent_id", ParentId),
        BudgetLimit = input.Body.ChangeOrClear("budget_limit", BudgetLimit),
        TaxDeductible = input.Body.Change("tax_deductible", TaxDeductible),
    };

    internal static bool AsTree(RequestInput input) => input.Query.Optional("tree", Read.Bool
        .Says("Answers the categories without a parent, each with those below it."), false);

    internal static string? ReassignTo(RequestInput input) => input.Query.Optional("reassign_to", Read.Id
        .Says("The category that takes the transactions; without it they become uncategorised."));

    private static ValueReader<string> Name { get; } = Read.Text(MaxText)
        .Says("Unique among its siblings.")
        .Like("Coffee");

    private static ValueReader<CategoryType> Type { get; } = Read.Enum<CategoryType>()
        .Like("expense");

    private static ValueReader<string> Color { get; } = Read.Text(MaxText)
        .Says("`#` and six hexadecimal digits.")
        .Like("#7a4b2a");

    private static ValueReader<string> Icon { get; } = Read.Text(MaxText)
        .Says("A name or an emoji, for the client to show.");

    private static ValueReader<string> ParentId { get; } = Read.Id
        .Says("The category above, of the same type.");

    private static ValueReader<AmountText> BudgetLimit { get; } = Read.Amount
        .Says("What may be spent in a month, in the user's currency.")
        .Like(60.00m);

    private static ValueReader<bool> TaxDeductible { get; } = Read.Bool
        .Says("Its entries appear in the tax report.");
}
