using Finance.Core;
using Finance.Core.Reports;
using Finance.Core.Reports.Cashflow;

namespace Finance.Functions.Reports;

/// <summary>The answer of <c>/api/reports/cashflow</c>.</summary>
internal sealed record CashflowJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    IReadOnlyList<ReportAccountJson> Accounts,
    Money Balance,
    LowestDayJson Lowest,
    int DaysBelowZero,
    DateOnly? FirstBelowZero,
    IReadOnlyList<CashflowDayJson> Days,
    CashflowHistory History,
    CashflowBacktest? Backtest,
    IReadOnlyList<UnconvertedBalanceJson> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static CashflowJson Of(CashflowReport report) => new(
        PeriodJson.Of(report.Period),
        report.Currency,
        report.AccountId,
        [.. report.Accounts.Select(ReportAccountJson.Of)],
        report.Balance,
        new LowestDayJson(report.Lowest.Date, report.Lowest.P50, report.Lowest.P10, report.Lowest.P90),
        report.Days.Count(day => day.IsBelowZero),
        report.Days.Where(day => day.IsBelowZero).Select(day => (DateOnly?)day.Date).FirstOrDefault(),
        [.. report.Days.Select(CashflowDayJson.Of)],
        report.History,
        report.Backtest,
        [.. report.Unconverted.Select(apart => new UnconvertedBalanceJson(apart.Currency, apart))],
        report.RatesUsed);
}

internal sealed record LowestDayJson(DateOnly Date, Money Balance, Money P10, Money P90);

internal sealed record UnconvertedBalanceJson(Currency Currency, Money Balance);

/// <param name="Balance">What it most likely is: the same as <paramref name="P50"/>.</param>
internal sealed record CashflowDayJson(
    DateOnly Date,
    Money Balance,
    Money Known,
    Money P10,
    Money P50,
    Money P90,
    bool IsBelowZero,
    bool MayBeBelowZero,
    IReadOnlyList<CashflowItem> Flows)
{
    internal static CashflowDayJson Of(CashflowDay day) =>
        new(day.Date, day.P50, day.Known, day.P10, day.P50, day.P90, day.IsBelowZero, day.MayBeBelowZero, day.Flows);
}
