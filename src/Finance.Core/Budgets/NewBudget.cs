namespace Finance.Core.Budgets;

/// <summary>A budget to be made, in the user's currency. What is null is not given.</summary>
public sealed record NewBudget
{
    public required string Name { get; init; }

    /// <summary>What may be spent in a period, above zero.</summary>
    public required AmountText Amount { get; init; }

    public required BudgetPeriod Period { get; init; }

    /// <summary>Expense categories that count, with those below them; empty for all spending.</summary>
    public IReadOnlyList<string> CategoryIds { get; init; } = [];

    public required DateOnly Start { get; init; }

    /// <summary>Required for a custom period.</summary>
    public DateOnly? End { get; init; }

    /// <summary>A share of what is available: above 0, at most 10, four decimals.</summary>
    public decimal AlertThreshold { get; init; } = 0.8m;

    public RolloverRule Rollover { get; init; }

    /// <summary>Above zero.</summary>
    public AmountText? RolloverCap { get; init; }
}

/// <summary>An update: what is absent stays as it is. All but the amount counts for the past too.</summary>
public sealed record BudgetPatch
{
    public Optional<string> Name { get; init; }

    /// <summary>Counts from the period of <see cref="EffectiveFrom"/> on, in place of every amount that was to count from there or later.</summary>
    public Optional<AmountText> Amount { get; init; }

    /// <summary>A day of the first period that the amount counts for; the period of today if left out.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    public Optional<BudgetPeriod> Period { get; init; }

    public Optional<IReadOnlyList<string>> CategoryIds { get; init; }

    public Optional<DateOnly> Start { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<DateOnly?> End { get; init; }

    public Optional<decimal> AlertThreshold { get; init; }

    public Optional<RolloverRule> Rollover { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<AmountText?> RolloverCap { get; init; }
}
