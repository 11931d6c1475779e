using System.Text.Json;
using System.Text.Json.Nodes;
using Finance.Core;
using Finance.Core.Accounts;
using Finance.Core.Audit;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Goals;
using Finance.Core.Importing;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Recurring;
using Finance.Core.Recurring.Detection;
using Finance.Core.Sharing;
using Finance.Core.Transactions;
using Finance.Core.Transfers;
using Finance.Core.Users;
using Finance.Core.Webhooks;
using Finance.Functions.Accounts;
using Finance.Functions.Budgets;
using Finance.Functions.Categories;
using Finance.Functions.Goals;
using Finance.Functions.Http.Writing;
using Finance.Functions.Imports;
using Finance.Functions.Notifications;
using Finance.Functions.Recurring;
using Finance.Functions.Sharing;
using Finance.Functions.Transactions;
using Finance.Functions.Transfers;
using Finance.Functions.Users;
using Finance.Functions.Webhooks;

namespace Finance.Functions.Audit;

/// <summary>
/// Things of another time as their own routes show them, without what these routes work out from the rest of the ledger: ids are those that
/// were written then.
/// </summary>
internal static class ThingAnswers
{
    private static readonly string[] OfOtherThings = ["account", "to_account", "category"];

    internal static JsonElement Show(object thing) => thing switch
    {
        Transaction entry => Without(TransactionJson.Of(new TransactionInLedger(entry, ChartOf(entry))), OfOtherThings),
        Account account => Without(AccountAnswers.Show(new AccountInLedger(account, false)), "transaction_count", "is_default"),
        Category category => Without(CategoryAnswers.Show(category)),
        Budget budget => Without(BudgetJson.Of(Unspent(budget)), "current"),
        RecurringTemplate template => Without(
            TemplateJson.Of(new TemplateInLedger(template, ChartOf(template.Transaction), [], null)),
            [.. OfOtherThings, "next_occurrence", "upcoming", "upcoming_occurrences", "problem"]),
        Goal goal => Without(new GoalTermsJson(
            goal.Id, goal.Name, goal.Description, goal.Target, goal.TargetDate, goal.Type, goal.Priority, goal.Status, goal.Target.Currency,
            goal.Current, goal.CreatedAt)),
        GoalContribution contribution => Without(ContributionJson.Of(contribution)),
        Webhook webhook => Without(WebhookJson.Of(webhook)),
        Grant grant => Without(GrantJson.Of(new GivenGrant(grant, null)), "grantee"),
        UserTransfer transfer => Without(TransferJson.Of(transfer)),
        Notification told => Without(NotificationJson.Of(told)),
        Import import => Without(ImportView.Of(new ImportDetails(import, [])), "errors"),
        ImportProfile profile => Without(ImportProfileView.Of(profile)),
        Dismissal dismissal => Without(DismissalJson.Of(dismissal, isThere: true)),
        User user => Without(UserAnswers.Show(user)),
        AuditedEnvelopes envelopes => Without(new EnvelopesThenJson(
            envelopes.Currency,
            [.. envelopes.Assigned.Select(cell => new EnvelopeThenJson(cell.Key.Length == 0 ? null : cell.Key, cell.Value))])),
        _ => Without(thing),
    };

    private static JsonElement Without(object shown, params string[] members)
    {
        var json = JsonSerializer.SerializeToNode(shown, shown.GetType(), ApiJson.Options)!.AsObject();
        Remove(json, members);
        return JsonSerializer.SerializeToElement(json);
    }

    private static void Remove(JsonObject json, string[] members)
    {
        foreach (var member in members)
        {
            json.Remove(member);
        }

        // Of a template also what it enters, of a split entry also its parts.
        foreach (var part in new[] { json["transaction"] }.Concat(json["splits"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Remove(part, members);
        }
    }

    /// <summary>A chart in which everything that an entry names is what it is: itself.</summary>
    private static Chart ChartOf(Transaction entry)
    {
        var accounts = new[] { (entry.AccountId, entry.Amount.Currency), (entry.ToAccountId, entry.ToAmount?.Currency ?? entry.Amount.Currency) }
            .Where(account => account.Item1 is not null)
            .Aggregate(Chart.Empty, (chart, account) => chart.With(new Account
            {
                Id = account.Item1!,
                Name = string.Empty,
                Type = AccountType.Checking,
                Currency = account.Item2,
                OpeningBalance = Money.Zero(account.Item2),
                Balance = Money.Zero(account.Item2),
                CreatedAt = entry.CreatedAt,
            }));
        return entry.Categories().OfType<string>().Aggregate(accounts, WithCategory);
    }

    private static Chart WithCategory(Chart chart, string id) => chart.With(new Category
    {
        Id = id,
        Name = string.Empty,
        Type = CategoryType.Expense,
        Color = string.Empty,
        CreatedAt = default,
    });

    /// <summary>A budget with what may be spent by its last amount.</summary>
    private static BudgetInLedger Unspent(Budget budget)
    {
        var (nothing, amount) = (Money.Zero(budget.Currency), new Money(budget.Amounts[^1].Minor, budget.Currency));
        var figures = new BudgetPeriodFigures
        {
            Period = new DateRange(budget.Start, budget.Start),
            Budgeted = amount,
            RolledOver = nothing,
            Spent = nothing,
            Percent = 0,
            Status = BudgetStatus.OnTrack,
        };
        return new BudgetInLedger(budget, budget.CategoryIds.Aggregate(Chart.Empty, WithCategory), figures, nothing);
    }

    private sealed record GoalTermsJson(
        string Id,
        string Name,
        string? Description,
        Money TargetAmount,
        DateOnly? TargetDate,
        GoalType GoalType,
        int Priority,
        GoalStatus Status,
        Currency Currency,
        Money CurrentAmount,
        DateTimeOffset CreatedAt);

    private sealed record EnvelopesThenJson(Currency Currency, IReadOnlyList<EnvelopeThenJson> Items);

    private sealed record EnvelopeThenJson(string? CategoryId, Money Assigned);
}
