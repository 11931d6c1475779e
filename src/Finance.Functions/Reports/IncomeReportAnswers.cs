using Finance.Core;
using Finance.Core.Reports;

namespace Finance.Functions.Reports;

/// <summary>The answer of <c>/api/reports/income-vs-expense</c>.</summary>
internal sealed record IncomeReportJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    long TransactionCount,
    IReadOnlyList<IncomeMonth> Months,
    MonthAverage? Average,
    PeriodTotalsJson Previous,
    IncomeChange Change,
    IReadOnlyList<UnconvertedTotals> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static IncomeReportJson Of(IncomeReport report) => new(
        PeriodJson.Of(report.Current.Period),
        report.Currency,
        report.AccountId,
        report.Current.Income,
        report.Current.Expenses,
        report.Current.Net,
        report.Current.SavingsRate,
        report.Current.TransactionCount,
        report.Months,
        report.Average,
        PeriodTotalsJson.Of(report.Previous),
        report.Change,
        report.Unconverted,
        report.RatesUsed);
}
