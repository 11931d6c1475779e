using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Envelopes;

/// <summary>
/// Loads envelopes: the year summaries by one query, what was assigned by another, and where a day within a month is asked for that month's
/// days. What the ledger remembers is not read again.
/// </summary>
internal sealed class EnvelopeReader(LedgerReader reader, LedgerSnapshot ledger)
{
    /// <summary>Whether anything came from the store, so that it may be of a later version than the ledger at hand.</summary>
    internal bool HasRead { get; private set; }

    /// <param name="through">The last day whose entries count.</param>
    internal async Task<EnvelopeBook> ReadAsync(DateOnly through, CancellationToken cancellationToken)
    {
        var (chart, currency, month) = (ledger.Chart, ledger.Profile.Currency, Month.Of(through));
        var accounts = chart.Accounts.Where(IsBudgetAccount).ToList();
        var days = await DaysAsync(accounts, through, cancellationToken);
        var end = through == month.LastDay ? month.AddMonths(1) : month;
        var flows = new MonthFlows(chart, IsBudgetAccount);
        foreach (var year in await YearsAsync(accounts, end, cancellationToken))
        {
            flows.Add(year, end);
        }

        if (days is not null)
        {
            flows.Add(days, through.Day);
        }

        HasRead |= !ledger.Remembers(LedgerKeys.EnvelopesIn(currency));
        var opening = accounts.Aggregate(Money.Zero(currency), (sum, account) => sum + account.OpeningBalance);
        var net = checked(accounts.Sum(account => account.History.NetBefore(end)) + NetOf(days, through.Day, flows));
        return new EnvelopeBook
        {
            Chart = chart,
            Plan = await EnvelopePlanRow.ReadAsync(reader, ledger, currency, cancellationToken),
            Flows = flows.Months,
            Through = through,
            Opening = opening,
            Cash = opening + new Money(net, currency),
        };
    }

    private static long NetOf(DaysSummary? days, int lastDay, MonthFlows flows) => days is null
        ? 0
        : days.Days.Where(cell => cell.Key.Day <= lastDay && flows.Counts(cell.Key.AccountId)).Sum(cell => cell.Value.Net);

    private bool IsBudgetAccount(Account account) => account.Currency == ledger.Profile.Currency
        && account.Type is AccountType.Checking or AccountType.Savings or AccountType.Cash or AccountType.Credit;

    private async Task<DaysSummary?> DaysAsync(List<Account> accounts, DateOnly through, CancellationToken cancellationToken)
    {
        var month = Month.Of(through);
        if (through == month.LastDay || accounts.All(account => account.History.In(month).Count == 0))
        {
            return null;
        }

        HasRead |= !ledger.Remembers(LedgerKeys.Days(month));
        return await reader.DaysAsync(ledger, month, cancellationToken);
    }

    private async Task<IReadOnlyList<YearSummary>> YearsAsync(List<Account> accounts, Month end, CancellationToken cancellationToken)
    {
        var years = accounts
            .SelectMany(account => account.History.Months)
            .Where(entry => entry.Month < end)
            .Select(entry => entry.Month.Year)
            .Distinct()
            .Order()
            .ToList();
        HasRead |= years.Any(year => !ledger.Remembers(LedgerKeys.Year(year)));
        return await reader.YearsAsync(ledger, years, cancellationToken);
    }
}
