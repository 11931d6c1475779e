using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Categories;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Categories;

/// <summary>Categories as clients see them.</summary>
internal static class CategoryAnswers
{
    internal static Answer<CategoryJson> Found(CategoryInLedger found) => Answer.Ok(Show(found, null), found.Category.Version);

    internal static Answer<CategoryJson> Changed(Category changed) => Answer.Ok(Show(changed), changed.Version);

    internal static Created<CategoryJson> Created(Category created) =>
        Answer.Created(Show(created), $"/api/categories/{created.Id}", created.Version);

    internal static Answer<DeletedCategoryJson> Deleted(DeletedCategory deleted) => Answer.Ok(new DeletedCategoryJson(
        deleted.Id, true, deleted.ReassignedTo?.Id, deleted.TransactionCount, [.. deleted.MovedUp.Select(Show)]));

    /// <param name="children">Null where no tree was asked for.</param>
    internal static CategoryJson Show(CategoryInLedger found, IReadOnlyList<CategoryNode>? children) => Show(found.Category) with
    {
        Usage = CategoryUsageJson.Of(found.Usage),
        Budget = found.Budget is { } budget ? CategoryBudgetJson.Of(budget) : null,
        Children = children?.Select(child => Show(child.Item, child.Children)).ToList(),
    };

    internal static CategoryJson Show(Category category) => new(
        category.Id,
        category.Name,
        category.Type,
        category.Color,
        category.Icon,
        category.ParentId,
        category.BudgetLimit,
        category.TaxDeductible,
        category.CreatedAt);
}

internal sealed record CategoryJson(
    string Id,
    string Name,
    CategoryType Type,
    string Color,
    string? Icon,
    string? ParentId,
    Money? BudgetLimit,
    bool TaxDeductible,
    DateTimeOffset CreatedAt)
{
    /// <summary>Only reads tell it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CategoryUsageJson? Usage { get; init; }

    /// <summary>Only reads tell it, of categories that have a limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CategoryBudgetJson? Budget { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CategoryJson>? Children { get; init; }
}

internal sealed record CategoryUsageJson(
    long TransactionCount,
    Currency Currency,
    Money Total,
    IReadOnlyList<CurrencyAmountJson> OtherTotals,
    DateOnly? LastUsed)
{
    internal static CategoryUsageJson Of(CategoryUsage usage) => new(
        usage.TransactionCount,
        usage.Total.Currency,
        usage.Total,
        [.. usage.OtherTotals.Select(CurrencyAmountJson.Of)],
        usage.LastUsed);
}

internal sealed record CategoryBudgetJson(
    Month Month,
    Currency Currency,
    Money Limit,
    Money Spent,
    Money Remaining,
    IReadOnlyList<CurrencyAmountJson> SpentElsewhere)
{
    internal static CategoryBudgetJson Of(CategoryBudget budget) => new(
        budget.Month,
        budget.Limit.Currency,
        budget.Limit,
        budget.Spent,
        budget.Limit - budget.Spent,
        [.. budget.SpentElsewhere.Select(CurrencyAmountJson.Of)]);
}

internal sealed record CurrencyAmountJson(Currency Currency, Money Amount)
{
    internal static CurrencyAmountJson Of(Money amount) => new(amount.Currency, amount);
}

internal sealed record DeletedCategoryJson(
    string Id,
    bool Deleted,
    string? ReassignedTo,
    long TransactionCount,
    IReadOnlyList<CategoryJson> MovedUp);
