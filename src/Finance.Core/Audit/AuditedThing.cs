using Finance.Core.Accounts;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Envelopes;
using Finance.Core.Goals;
using Finance.Core.Importing;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Recurring;
using Finance.Core.Recurring.Detection;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transfers;
using Finance.Core.Users;
using Finance.Core.Webhooks;

namespace Finance.Core.Audit;

/// <summary>A template of which the audit tells only how far it was settled.</summary>
/// <param name="SettledThrough">Null where nothing was.</param>
public sealed record SettledTemplate(string Id, DateOnly? SettledThrough);

/// <summary>What was assigned to envelopes of a year.</summary>
/// <param name="Assigned">By category; the empty id is that of what has none.</param>
public sealed record AuditedEnvelopes(Currency Currency, IReadOnlyDictionary<string, Money> Assigned);

/// <param name="Rate">Units of the currency for one unit of the base.</param>
public sealed record AuditedRate(DateOnly Date, Currency Base, Currency Currency, decimal Rate);

/// <summary>Reads audited rows as the things that they were.</summary>
public static class AuditedThing
{
    /// <summary>What a row says it was and its id, as far as the audit keeps it: sums that were packed in it are not told.</summary>
    /// <returns>
    /// A transaction, account, category, budget, template (<see cref="SettledTemplate"/> where it is told in outline), goal, contribution,
    /// webhook without its secret, grant, transfer, notification, import, import profile, dismissal, envelopes, rate or user; null for rows of other kinds.
    /// </returns>
    public static (ThingKind Kind, string Id, object Thing)? Read(Row row) => LedgerKeys.PrefixOf(row.Key) switch
    {
        LedgerKeys.TransactionPrefix when TransactionRow.Read(row) is var entry => (ThingKind.Transaction, entry.Id.ToString(), entry),
        LedgerKeys.AccountPrefix when AccountRow.Read(row) is var account => (ThingKind.Account, account.Id, account),
        LedgerKeys.CategoryPrefix when CategoryRow.Read(row) is var category => (ThingKind.Category, category.Id, category),
        LedgerKeys.BudgetPrefix when BudgetRow.Read(row) is var budget => (ThingKind.Budget, budget.Id, budget),
        LedgerKeys.RecurringPrefix => (ThingKind.Recurring, row.Key[LedgerKeys.RecurringPrefix.Length..], ReadTemplate(row)),
        LedgerKeys.GoalPrefix when GoalRow.ReadTerms(row) is var goal => (ThingKind.Goal, goal.Id, goal),
        LedgerKeys.ContributionPrefix when ContributionRow.Read(row) is var paid => (ThingKind.Contribution, paid.Id, paid),
        LedgerKeys.WebhookPrefix when WebhookRow.ReadForAudit(row) is var webhook => (ThingKind.Webhook, webhook.Id, webhook),
        LedgerKeys.GrantPrefix when GrantRow.ReadForAudit(row) is var grant => (ThingKind.Grant, grant.Id, grant),
        LedgerKeys.TransferPrefix when TransferRow.Read(row) is var transfer => (ThingKind.Transfer, transfer.Id, transfer),
        LedgerKeys.NotificationPrefix when NotificationRow.Read(row) is var told => (ThingKind.Notification, told.Id, told),
        LedgerKeys.ImportPrefix when ImportRow.Read(row) is var import => (ThingKind.Import, import.Id, import),
        LedgerKeys.ImportProfilePrefix when ImportProfileRow.Read(row) is var profile => (ThingKind.ImportProfile, profile.Id, profile),
        LedgerKeys.DismissedPrefix when DismissedRow.Read(row) is var dismissed => (ThingKind.Detected, dismissed.Id, dismissed),
        LedgerKeys.EnvelopePrefix => (ThingKind.Envelopes, row.Key[LedgerKeys.EnvelopePrefix.Length..], ReadEnvelopes(row)),
        LedgerKeys.Rates => (ThingKind.Rates, LedgerKeys.Rates, ReadRate(row)),
        LedgerKeys.Head when UserId.TryParse(row.Partition, out var user) =>
            (ThingKind.User, user.ToString(), new User(user, LedgerHeadRow.Read(row).Profile)),
        _ => null,
    };

    private static object ReadTemplate(Row row) => row.Properties.Count > 1
        ? TemplateRow.Read(row)
        : new SettledTemplate(
            row.Key[LedgerKeys.RecurringPrefix.Length..],
            LedgerDates.TryParse(row.FindText(TemplateRow.SettledProperty), out var day) ? day : null);

    private static AuditedEnvelopes ReadEnvelopes(Row row)
    {
        var currency = Currency.Of(row.Text(EnvelopeAudit.CurrencyProperty));
        return new AuditedEnvelopes(currency, EnvelopeAudit.Read(row).ToDictionary(
            assigned => assigned.Id, assigned => new Money(assigned.Minor, currency), StringComparer.Ordinal));
    }

    private static AuditedRate ReadRate(Row row)
    {
        var date = LedgerDates.TryParse(row.Text("Date"), out var day) ? day : throw new InvalidRowException("An audited rate is of no day.");
        return new AuditedRate(
            date,
            Currency.Of(row.Text("Base")),
            Currency.Of(row.Text("Currency")),
            decimal.Parse(row.Text("Rate"), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture));
    }
}
