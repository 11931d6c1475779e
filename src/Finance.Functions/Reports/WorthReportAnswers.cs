using Finance.Core;
using Finance.Core.Accounts;
using Finance.Core.Reports;
using Finance.Core.Reports.Worth;

namespace Finance.Functions.Reports;

/// <summary>The answer of <c>/api/reports/networth</c>; the figures beside the points are those of the last one.</summary>
internal sealed record WorthReportJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    WorthInterval Interval,
    Money NetWorth,
    Money Assets,
    Money Liabilities,
    WorthPoint Start,
    IReadOnlyList<WorthPoint> Points,
    MoneyChange Change,
    IReadOnlyList<AccountWorthJson> Accounts,
    IReadOnlyList<UnconvertedWorth> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static WorthReportJson Of(WorthReport report) => new(
        PeriodJson.Of(report.Period),
        report.Currency,
        report.AccountId,
        report.Interval,
        report.Points[^1].NetWorth,
        report.Points[^1].Assets,
        report.Points[^1].Liabilities,
        report.Start,
        report.Points,
        report.Change,
        [.. report.Accounts.Select(AccountWorthJson.Of)],
        report.Unconverted,
        report.RatesUsed);
}

/// <summary>An account in a report.</summary>
internal sealed record ReportAccountJson(string Id, string Name, AccountType Type, Currency Currency, DateTimeOffset? ClosedAt)
{
    internal static ReportAccountJson Of(Account account) => new(account.Id, account.Name, account.Type, account.Currency, account.ClosedAt);
}

internal sealed record AccountWorthJson(
    ReportAccountJson Account,
    bool IsDebt,
    Money Balance,
    Money? Value,
    Money? Change,
    IReadOnlyList<Money?> Values)
{
    internal static AccountWorthJson Of(AccountWorth line) =>
        new(ReportAccountJson.Of(line.Account), line.IsDebt, line.Balance, line.Value, line.Change, line.Values);
}
