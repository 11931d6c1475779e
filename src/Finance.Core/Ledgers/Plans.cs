using System.Collections.Immutable;
using Finance.Core.Budgets;
using Finance.Core.Recurring;

namespace Finance.Core.Ledgers;

/// <summary>What a ledger intends: its budgets and its recurring templates. In memory beside the chart, so that every commit can follow them.</summary>
public sealed record Plans(ImmutableDictionary<string, Budget> AllBudgets, ImmutableDictionary<string, RecurringTemplate> AllTemplates)
{
    public static Plans Empty { get; } = new(
        ImmutableDictionary.Create<string, Budget>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, RecurringTemplate>(StringComparer.Ordinal));

    /// <summary>Oldest first.</summary>
    public IEnumerable<Budget> Budgets => AllBudgets.Values
        .OrderBy(budget => budget.CreatedAt)
        .ThenBy(budget => budget.Id, StringComparer.Ordinal);

    /// <summary>Oldest first, those that stand still too.</summary>
    public IEnumerable<RecurringTemplate> Templates => AllTemplates.Values
        .OrderBy(template => template.CreatedAt)
        .ThenBy(template => template.Id, StringComparer.Ordinal);

    public Budget? FindBudget(string id) => AllBudgets.GetValueOrDefault(id);

    public RecurringTemplate? FindTemplate(string id) => AllTemplates.GetValueOrDefault(id);

    public Plans With(Budget budget) => this with { AllBudgets = AllBudgets.SetItem(budget.Id, budget) };

    public Plans With(RecurringTemplate template) => this with { AllTemplates = AllTemplates.SetItem(template.Id, template) };

    public Plans WithoutBudget(string id) => this with { AllBudgets = AllBudgets.Remove(id) };

    public Plans WithoutTemplate(string id) => this with { AllTemplates = AllTemplates.Remove(id) };
}
