using Finance.Core;
using Finance.Core.Reports;
using Finance.Core.Reports.Trends;

namespace Finance.Functions.Reports;

/// <summary>The answer of <c>/api/reports/trends</c>.</summary>
internal sealed record TrendJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    IReadOnlyList<TrendMonth> Months,
    IReadOnlyList<TrendYear> Years,
    TrendHistory? History,
    Seasonality? Seasonality,
    IReadOnlyList<PredictedMonth> Prediction,
    Backtest? Backtest,
    IReadOnlyList<UnconvertedTotals> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static TrendJson Of(TrendReport report) => new(
        PeriodJson.Of(report.Period),
        report.Currency,
        report.AccountId,
        report.Months,
        report.Years,
        report.History,
        report.Seasonality,
        report.Prediction,
        report.Backtest,
        report.Unconverted,
        report.RatesUsed);
}
