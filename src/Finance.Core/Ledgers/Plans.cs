using System.Collections.Immutable;
using Finance.Core.Budgets;
using Finance.Core.Recurring;
using Finance.Core.Sharing;
using Finance.Core.Webhooks;

namespace Finance.Core.Ledgers;

/// <summary>
/// What a ledger intends: its budgets, its recurring templates, whom it tells, and who else has access. In memory beside the chart, so that
/// every commit can follow them.
/// </summary>
public sealed record Plans(
    ImmutableDictionary<string, Budget> AllBudgets,
    ImmutableDictionary<string, RecurringTemplate> AllTemplates,
    ImmutableDictionary<string, Webhook> AllWebhooks,
    ImmutableDictionary<string, Grant> AllGrants)
{
    public static Plans Empty { get; } = new(
        ImmutableDictionary.Create<string, Budget>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, RecurringTemplate>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Webhook>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Grant>(StringComparer.Ordinal));

    /// <summary>Oldest first.</summary>
    public IEnumerable<Budget> Budgets => AllBudgets.Values
        .OrderBy(budget => budget.CreatedAt)
        .ThenBy(budget => budget.Id, StringComparer.Ordinal);

    /// <summary>Oldest first, those that stand still too.</summary>
    public IEnumerable<RecurringTemplate> Templates => AllTemplates.Values
        .OrderBy(template => template.CreatedAt)
        .ThenBy(template => template.Id, StringComparer.Ordinal);

    /// <summary>Oldest first, those that stand still too.</summary>
    public IEnumerable<Webhook> Webhooks => AllWebhooks.Values
        .OrderBy(webhook => webhook.CreatedAt)
        .ThenBy(webhook => webhook.Id, StringComparer.Ordinal);

    /// <summary>Oldest first.</summary>
    public IEnumerable<Grant> Grants => AllGrants.Values
        .OrderBy(grant => grant.CreatedAt)
        .ThenBy(grant => grant.Id, StringComparer.Ordinal);

    public Budget? FindBudget(string id) => AllBudgets.GetValueOrDefault(id);

    public RecurringTemplate? FindTemplate(string id) => AllTemplates.GetValueOrDefault(id);

    public Webhook? FindWebhook(string id) => AllWebhooks.GetValueOrDefault(id);

    public Grant? FindGrant(string id) => AllGrants.GetValueOrDefault(id);

    public Plans With(Budget budget) => this with { AllBudgets = AllBudgets.SetItem(budget.Id, budget) };

    public Plans With(RecurringTemplate template) => this with { AllTemplates = AllTemplates.SetItem(template.Id, template) };

    public Plans With(Webhook webhook) => this with { AllWebhooks = AllWebhooks.SetItem(webhook.Id, webhook) };

    public Plans With(Grant grant) => this with { AllGrants = AllGrants.SetItem(grant.Id, grant) };

    public Plans WithoutBudget(string id) => this with { AllBudgets = AllBudgets.Remove(id) };

    public Plans WithoutTemplate(string id) => this with { AllTemplates = AllTemplates.Remove(id) };

    public Plans WithoutWebhook(string id) => this with { AllWebhooks = AllWebhooks.Remove(id) };

    public Plans WithoutGrant(string id) => this with { AllGrants = AllGrants.Remove(id) };
}
