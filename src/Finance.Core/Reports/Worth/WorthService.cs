using Finance.Core.Currencies;
using Finance.Core.Ledgers;

namespace Finance.Core.Reports.Worth;

/// <summary>Tells what is owned and owed over time. Months' ends are known from the accounts alone; other days take a row a month.</summary>
public sealed class WorthService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private readonly ReportAnswers _answers = new(ledgers, exchange, clock);

    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<WorthReport>> WorthAsync(
        Caller caller,
        ReportQuery query,
        WorthInterval interval,
        CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Everything, query, (sources, token) => WorthAsync(sources, interval, token), cancellationToken);

    private static async Task<Result<WorthReport>> WorthAsync(ReportSources sources, WorthInterval interval, CancellationToken cancellationToken)
    {
        var scope = sources.Scope;
        var start = scope.Period.Days.From.AddDays(-1);
        var asked = WorthDays.Of(scope.Period.Days, interval, sources.Profile.Settings.FirstWeekday);
        if (!asked.IsOk)
        {
            return asked.Error;
        }

        var days = asked.Value;
        var book = await sources.LoadAsync([], [start, .. days], cancellationToken);
        var accounts = sources.Chart.Accounts.Where(account => scope.AccountId is null || account.Id == scope.AccountId).ToList();
        var series = new WorthSeries(accounts, new BalanceBook(sources.Chart, book.Months), sources.Conversions, scope.Today);
        var points = series.PointsOf([start, .. days]);
        return new WorthReport
        {
            Period = scope.Period,
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            Interval = interval,
            Start = points[0],
            Points = [.. points.Skip(1)],
            Change = MoneyChange.Between(points[0].NetWorth, points[^1].NetWorth),
            Accounts = series.AccountsOf(start, days),
            Unconverted = series.Unconverted,
            RatesUsed = sources.Conversions.Used,
        };
    }
}
