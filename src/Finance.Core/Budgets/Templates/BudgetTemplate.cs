using Finance.Core.Categories;

namespace Finance.Core.Budgets.Templates;

public enum BudgetTemplate
{
    /// <summary>Half of the income for needs, three tenths for wants, the rest for savings.</summary>
    FiftyThirtyTwenty,

    /// <summary>What was spent in the last finished month.</summary>
    LastMonth,

    /// <summary>What was spent in a month, on the average of some finished months.</summary>
    Average,
}

/// <summary>Monthly budgets to be made by a template. What is null is not given.</summary>
public sealed record TemplateRequest(BudgetTemplate Template)
{
    /// <summary>How many months an average is of; null for 3. For <see cref="BudgetTemplate.Average"/> only.</summary>
    public int? Months { get; init; }

    /// <summary>
    /// A month's income, for <see cref="BudgetTemplate.FiftyThirtyTwenty"/> only; null for that of the settings, or of the last months.
    /// </summary>
    public AmountText? Income { get; init; }

    /// <summary>Null for the first day of the current month.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>
    /// Categories of each budget of <see cref="BudgetTemplate.FiftyThirtyTwenty"/>; null to have them chosen by their names.
    /// </summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <inheritdoc cref="Needs"/>
    public IReadOnlyList<string>? Wants { get; init; }

    /// <inheritdoc cref="Needs"/>
    public IReadOnlyList<string>? Savings { get; init; }

    /// <summary>The categories named for a kind of spending, with the name of their field.</summary>
    internal (string Field, IReadOnlyList<string>? Ids) Named(SpendingKind kind) => kind switch
    {
        SpendingKind.Need => ("needs", Needs),
        SpendingKind.Want => ("wants", Wants),
        _ => ("savings", Savings),
    };
}

/// <summary>Where the income comes from that is divided.</summary>
public enum IncomeSource
{
    Given,
    Settings,
    Average,
}

/// <param name="Amount">What was spent, or earned, in the month.</param>
public sealed record TemplateMonth(Month Month, Money Amount);

/// <summary>A month's income, and what it was taken from.</summary>
/// <param name="Months">Months of an average, latest first; empty otherwise.</param>
public sealed record TemplateIncome(Money Amount, IncomeSource Source, IReadOnlyList<TemplateMonth> Months);

/// <summary>What the amount of a budget came from.</summary>
/// <param name="Kind">For a share of the income.</param>
/// <param name="Category">For what was spent in a category and those below it.</param>
/// <param name="Months">The months that it was taken from, latest first.</param>
public sealed record TemplateFigure(
    string BudgetId,
    SpendingKind? Kind,
    Category? Category,
    Money Amount,
    IReadOnlyList<TemplateMonth> Months);

/// <summary>What a template made.</summary>
public sealed record BudgetsFromTemplate
{
    public required BudgetTemplate Template { get; init; }

    public TemplateIncome? Income { get; init; }

    /// <summary>One for each budget, in their order.</summary>
    public required IReadOnlyList<TemplateFigure> Figures { get; init; }

    public required IReadOnlyList<BudgetInLedger> Budgets { get; init; }

    /// <summary>A category for savings that was made because there was none.</summary>
    public Category? CreatedCategory { get; init; }

    /// <summary>Expense categories whose own spending is in none of the budgets, by name.</summary>
    public required IReadOnlyList<Category> LeftOut { get; init; }
}
