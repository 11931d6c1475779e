using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Accounts;

/// <param name="Minor">What it does to the balance, in minor units of the account's currency.</param>
/// <param name="What">The name of the template that brings it; null for what is entered in the ledger already.</param>
internal readonly record struct ComingFlow(DateOnly Day, long Minor, string? What);

/// <summary>What is known to come into and go out of accounts up to a day.</summary>
internal sealed class ComingFlows(Chart chart, DateOnly today, DateOnly last)
{
    private readonly Dictionary<string, List<ComingFlow>> _flows = new(StringComparer.Ordinal);

    internal IReadOnlyList<ComingFlow> Of(string accountId) => _flows.TryGetValue(accountId, out var flows) ? flows : [];

    /// <summary>
    /// Adds the occurrences of a template: those ahead, and those that the next nightly run enters because they are overdue. What has been
    /// waiting for approval since before today may as well never come.
    /// </summary>
    internal void Add(RecurringTemplate template)
    {
        if (!CanBeEntered(template.Transaction))
        {
            return;
        }

        foreach (var occurrence in template.Unsettled().TakeWhile(occurrence => occurrence.Date <= last))
        {
            var isOverdue = occurrence.Date < today;
            foreach (var effect in isOverdue && !template.AutoCreate ? [] : BalanceEffect.Of(template.Transaction))
            {
                Add(effect.AccountId, new ComingFlow(isOverdue ? today : occurrence.Date, effect.Minor, template.Name));
            }
        }
    }

    /// <summary>Adds what a month holds of entries dated after today.</summary>
    internal void Add(DaysSummary month)
    {
        foreach (var (cell, sum) in month.Days)
        {
            var day = month.Month.FirstDay.AddDays(cell.Day - 1);
            if (day > today && day <= last)
            {
                Add(cell.AccountId, new ComingFlow(day, sum.Net, null));
            }
        }
    }

    private void Add(string accountId, ComingFlow flow)
    {
        var id = chart.AccountNow(accountId).Id;
        if (!_flows.TryGetValue(id, out var flows))
        {
            _flows.Add(id, flows = []);
        }

        flows.Add(flow);
    }

    private bool CanBeEntered(Transaction entry) => CanTake(entry.AccountId, entry.Amount)
        && (entry.ToAccountId is null || CanTake(entry.ToAccountId, entry.ToAmount!.Value));

    private bool CanTake(string accountId, Money amount) => chart.AllAccounts.ContainsKey(accountId)
        && chart.AccountNow(accountId) is { ClosedAt: null } account
        && account.Currency == amount.Currency;
}
