using Finance.Core.Currencies;
using Finance.Core.Ledgers;

namespace Finance.Core.Reports.Trends;

/// <summary>How trends are asked for.</summary>
/// <param name="Window">Months of the moving average, 2 to 24.</param>
/// <param name="Horizon">Months to predict, 1 to 12.</param>
public sealed record TrendQuery(ReportQuery Report, int Window = TrendQuery.DefaultWindow, int Horizon = TrendQuery.DefaultHorizon)
{
    public const int DefaultWindow = 3;
    public const int DefaultHorizon = 6;
}

/// <summary>Tells where months have been going, and predicts those that follow from nothing but their sums.</summary>
public sealed class TrendService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private const int MaxHistory = 120;
    private const int MonthsPerYear = 12;
    private readonly ReportAnswers _answers = new(ledgers, exchange, clock);

    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<TrendReport>> TrendsAsync(Caller caller, TrendQuery query, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Entries, query.Report, (sources, token) => TrendsAsync(sources, query, token), cancellationToken);

    private static async Task<Result<TrendReport>> TrendsAsync(ReportSources sources, TrendQuery query, CancellationToken cancellationToken)
    {
        var (scope, days) = (sources.Scope, sources.Scope.Period.Days);
        var first = FirstMonth(sources);
        var lead = new DateRange(AtLeast(Month.Of(days.From).AddMonths(1 - query.Window)).FirstDay, Month.Of(days.To).LastDay);
        var learnt = HistoryOf(scope, first);
        var book = await sources.LoadAsync([days, lead, .. learnt is { } range ? [range] : (DateRange[])[]], [], cancellationToken);
        var (totals, around) = (book.TotalsOf(days), book.TotalsOf(lead));
        var history = learnt is { } months ? Expenses(book.TotalsOf(months), months) : [];
        var forecaster = new Forecaster(history, query.Horizon);
        return new TrendReport
        {
            Period = scope.Period,
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            Months = TrendMonths.Of(scope, totals, around, query.Window, first),
            Years = TrendMonths.Years(totals),
            History = learnt is { } of ? Describe(of, history, scope.Currency) : null,
            Seasonality = learnt is { } seen ? SeasonalityOf(forecaster, history, Month.Of(seen.From)) : null,
            Prediction = learnt is { } known ? Predict(forecaster, Month.Of(known.To), scope.Currency) : [],
            Backtest = Judge(forecaster, scope.Currency),
            Unconverted = UnconvertedTotals.Of(totals),
            RatesUsed = sources.Conversions.Used,
        };
    }

    private static Month AtLeast(Month month) => month < Month.Of(LedgerDates.First) ? Month.Of(LedgerDates.First) : month;

    /// <summary>The first month with an entry that counts.</summary>
    private static Month? FirstMonth(ReportSources sources) => sources.Chart.Accounts
        .Where(account => sources.Scope.AccountId is null || account.Id == sources.Scope.AccountId)
        .SelectMany(account => account.History.Months.Where(month => month.Count != 0).Take(1))
        .Select(month => (Month?)month.Month)
        .Min();

    /// <summary>The whole months up to the end of the period that are over, from the first with an entry; null where there is none.</summary>
    private static DateRange? HistoryOf(ReportScope scope, Month? first)
    {
        var last = Month.Of(scope.Period.Days.To);
        last = last.LastDay > scope.Period.Days.To ? last.AddMonths(-1) : last;
        last = last >= Month.Of(scope.Today) ? Month.Of(scope.Today).AddMonths(-1) : last;
        if (first is not { } from || from > last)
        {
            return null;
        }

        from = from < last.AddMonths(1 - MaxHistory) ? last.AddMonths(1 - MaxHistory) : from;
        return new DateRange(from.FirstDay, last.LastDay);
    }

    private static long[] Expenses(ConvertedTotals totals, DateRange days) =>
        [.. days.Months().Select(month => totals.Months.GetValueOrDefault(month)?.Expenses.Minor ?? 0)];

    private static TrendHistory Describe(DateRange days, long[] history, Currency currency)
    {
        var isLong = history.Length >= 2 * MonthsPerYear;
        var change = isLong ? new Money(Money.Quotient(ForecastMethods.YearlyChange(history), MonthsPerYear), currency) : (Money?)null;
        return new TrendHistory(Month.Of(days.From), Month.Of(days.To), history.Length, history.Length < Forecaster.MinMonths, change);
    }

    private static Seasonality? SeasonalityOf(Forecaster forecaster, long[] history, Month first)
    {
        if (forecaster.JudgeSeasons() is not { } judged || Seasons.Shares(history) is not { } shares)
        {
            return null;
        }

        var indices = Enumerable.Range(1, MonthsPerYear).Select(month => new SeasonIndex(
            month, Math.Round(shares[(month - first.Number + MonthsPerYear) % MonthsPerYear], 4, MidpointRounding.AwayFromZero)));
        return new Seasonality(judged.IsWorth, Math.Round(judged.Strength, 4, MidpointRounding.AwayFromZero), [.. indices]);
    }

    private static IReadOnlyList<PredictedMonth> Predict(Forecaster forecaster, Month last, Currency currency) =>
    [
        .. forecaster.Predict().Select((month, step) => new PredictedMonth(
            last.AddMonths(step + 1), new Money(month.Value, currency), new Money(month.Low, currency), new Money(month.High, currency))),
    ];

    private static Backtest? Judge(Forecaster forecaster, Currency currency) => forecaster.Judge() is { } score
        ? new Backtest(
            forecaster.Method!.Value, score.Mape, new Money(score.Mae, currency), score.Coverage, Forecaster.Level / 100m, score.Count)
        : null;
}
