using Finance.Core.Budgets;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Reports;

namespace Finance.Core.Insights;

/// <summary>
/// Says what stands out in a ledger. It reads the sums of thirteen months and the latest entries, never the history before: what it costs does
/// not grow with that. What was found is remembered with the ledger until anything changes. Nothing of it is stored.
/// </summary>
public sealed class InsightService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private const string Memory = "insights";

    /// <param name="on">As of which day; null for today in the user's zone.</param>
    /// <returns>Errors: <c>not_registered</c>.</returns>
    public Task<Result<InsightReport>> FindAsync(Caller caller, DateOnly? on, CancellationToken cancellationToken) =>
        ledgers.ReadAsync<InsightReport>(
            caller,
            LedgerPart.Everything,
            async (ledger, token) =>
            {
                var today = TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone);
                var needsRates = PeriodReader.NeedsRates(ledger.Chart, null, ledger.Profile.Currency);
                var hadRates = ledger.Remembers(LedgerKeys.Rates);
                var converter = needsRates ? await exchange.ForAsync(ledger, token) : null;
                var asked = new Asked(ledger.Head.LastCommit, on ?? today, today, converter?.AtHand);
                if (ledger.FindSummary<Answer>(Memory) is { } known && known.Asked == asked)
                {
                    return (known.Report, needsRates && !hadRates);
                }

                var report = await WorkAsync(ledger, asked, new Conversions(converter, ledger.Profile.Currency), token);
                ledger.Remember(Memory, new Answer(asked, report));
                return (report, true);
            },
            cancellationToken);

    private async Task<InsightReport> WorkAsync(LedgerSnapshot ledger, Asked asked, Conversions conversions, CancellationToken cancellationToken)
    {
        var reader = ledgers.Reader;
        var window = await InsightWindow.ReadAsync(reader, ledger, asked.On, cancellationToken);
        var months = await InsightMonths.ReadAsync(reader, ledger, asked.On, conversions, cancellationToken);
        var budgets = await new BudgetReader(new SpendingSource(ledger, reader), asked.Today, asked.On)
            .CurrentAsync(ledger.Plans.Budgets, cancellationToken);
        var insights = new Anomalies(ledger.Chart, window).Find()
            .Concat(new Duplicates(window).Find())
            .Concat(new Subscriptions(ledger.Chart, ledger.Plans, window).Find())
            .Concat(new Overspending(months, window, budgets).Find())
            .Concat(new CategoryHabits(months, window).Find())
            .Concat(new Fees(ledger.Chart, window).Find())
            .Concat(new SavingsTrend(months, window).Find())
            .Select(insight => insight with { Saving = InOne(insight.Saving, conversions, asked.On) });
        var health = new HealthCheck(months, budgets).Work(await BalancesAsync(reader, ledger, months, cancellationToken));
        return new InsightReport
        {
            On = asked.On,
            Currency = conversions.To,
            Basis = new InsightBasis(
                window.Days, window.Entries.Count, InsightMonths.FirstOf(ledger.Chart) is null ? null : months.Days),
            Insights =
            [
                .. insights
                    .OrderByDescending(insight => insight.Severity)
                    .ThenBy(insight => insight.Kind)
                    .ThenByDescending(insight => insight.Saving?.Minor)
                    .ThenBy(insight => insight.Title, StringComparer.Ordinal),
            ],
            Health = health,
            Unconverted = UnconvertedTotals.Of(months.Totals),
            RatesUsed = conversions.Used,
        };
    }

    private static Money? InOne(Money? saving, Conversions conversions, DateOnly on) =>
        saving is { } known ? conversions.Convert(known, on) : null;

    /// <summary>What each account holds at the end of the day, where it can be converted.</summary>
    private static async Task<IReadOnlyDictionary<string, Money>> BalancesAsync(
        LedgerReader reader,
        LedgerSnapshot ledger,
        InsightMonths months,
        CancellationToken cancellationToken)
    {
        var days = Balances.NeedDays(ledger.Chart, months.On)
            ? await reader.DaysAsync(ledger, Month.Of(months.On), cancellationToken)
            : null;
        var balances = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var account in ledger.Chart.Accounts)
        {
            if (months.Conversions.Convert(Balances.At(ledger.Chart, months.On, days, account.Id).Single(), months.On) is { } balance)
            {
                balances.Add(account.Id, balance);
            }
        }

        return balances;
    }

    /// <summary>What an answer depends on.</summary>
    private sealed record Asked(string Commit, DateOnly On, DateOnly Today, RatesAtHand? Rates);

    private sealed record Answer(Asked Asked, InsightReport Report);
}
