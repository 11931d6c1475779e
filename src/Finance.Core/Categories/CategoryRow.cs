using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Categories;

/// <summary>A category as a row of its ledger.</summary>
internal static class CategoryRow
{
    internal static Row Write(UserId owner, Category category) => new Row(owner.ToString(), LedgerKeys.Category(category.Id), 12)
        .Set("Name", category.Name)
        .Set("Type", SnakeCase.Of(category.Type))
        .Set("Color", category.Color)
        .Set("Icon", category.Icon)
        .Set("Parent", category.ParentId)
        .Set("LimitCurrency", category.BudgetLimit?.Currency.Code)
        .SetObject("Limit", category.BudgetLimit?.Minor)
        .Set("TaxDeductible", category.TaxDeductible)
        .Set("CreatedAt", category.CreatedAt)
        .Set("ReplacedBy", category.ReplacedBy)
        .Set("Version", category.Version);

    internal static Category Read(Row row) => new()
    {
        Id = row.Key[LedgerKeys.CategoryPrefix.Length..],
        Name = row.Text("Name"),
        Type = SnakeCase.Parse<CategoryType>(row.Text("Type")),
        Color = row.Text("Color"),
        Icon = row.FindText("Icon"),
        ParentId = row.FindText("Parent"),
        BudgetLimit = row.FindText("LimitCurrency") is { } code ? new Money(row.Long("Limit"), Currency.Of(code)) : null,
        TaxDeductible = row.Flag("TaxDeductible"),
        CreatedAt = row.Instant("CreatedAt"),
        ReplacedBy = row.FindText("ReplacedBy"),
        Version = row.Long("Version"),
    };
}
