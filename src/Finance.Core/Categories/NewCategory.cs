namespace Finance.Core.Categories;

/// <summary>A category to be made. What is null is not given.</summary>
public sealed record NewCategory
{
    public required string Name { get; init; }

    public required CategoryType Type { get; init; }

    /// <summary><c>#rrggbb</c>; null takes the next one of the palette.</summary>
    public string? Color { get; init; }

    public string? Icon { get; init; }

    public string? ParentId { get; init; }

    /// <summary>In the profile's currency, above zero.</summary>
    public AmountText? BudgetLimit { get; init; }

    public bool TaxDeductible { get; init; }
}

/// <summary>An update: what is absent stays as it is.</summary>
public sealed record CategoryPatch
{
    public Optional<string> Name { get; init; }

    /// <summary>What was entered counts as the new type, for the past too.</summary>
    public Optional<CategoryType> Type { get; init; }

    public Optional<string> Color { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<string> Icon { get; init; }

    /// <summary>Null makes it a root.</summary>
    public Optional<string> ParentId { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<AmountText?> BudgetLimit { get; init; }

    public Optional<bool> TaxDeductible { get; init; }
}
