namespace Finance.Core.Categories;

public enum CategoryType
{
    Income,
    Expense,
}

/// <summary>A category of a ledger; the tree of parents has no cycles and one type from root to leaf.</summary>
public sealed record Category
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required CategoryType Type { get; init; }

    /// <summary><c>#rrggbb</c>.</summary>
    public required string Color { get; init; }

    public string? Icon { get; init; }

    public string? ParentId { get; init; }

    /// <summary>What may be spent in a month, in the user's currency.</summary>
    public Money? BudgetLimit { get; init; }

    public bool TaxDeductible { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set when the category was deleted: where its transactions count now; empty for uncategorised.</summary>
    public string? ReplacedBy { get; init; }

    public long Version { get; init; }

    public bool IsDeleted => ReplacedBy is not null;
}
