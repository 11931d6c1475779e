using Finance.Core;
using Finance.Core.Categories;
using Finance.Core.Reports;
using Finance.Core.Reports.Breakdown;

namespace Finance.Functions.Reports;

internal sealed record PeriodTotalsJson(
    PeriodJson Period,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    long TransactionCount)
{
    internal static PeriodTotalsJson Of(PeriodTotals totals) => new(
        PeriodJson.Of(totals.Period),
        totals.Income,
        totals.Expenses,
        totals.Net,
        totals.SavingsRate,
        totals.TransactionCount);
}

/// <summary>The answer of <c>/api/reports/category</c>.</summary>
internal sealed record CategoryReportJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    Money Income,
    Money Expenses,
    Money Net,
    IReadOnlyList<CategoryBranchJson> Categories,
    PeriodTotalsJson Previous,
    IReadOnlyList<UnconvertedTotals> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static CategoryReportJson Of(CategoryReport report) => new(
        PeriodJson.Of(report.Current.Period),
        report.Currency,
        report.AccountId,
        report.Current.Income,
        report.Current.Expenses,
        report.Current.Net,
        [.. report.Categories.Select(CategoryBranchJson.Of)],
        PeriodTotalsJson.Of(report.Previous),
        report.Unconverted,
        report.RatesUsed);
}

internal sealed record CategoryBranchJson(
    ReportCategoryJson? Category,
    CategoryType Type,
    Money Amount,
    Money OwnAmount,
    decimal Share,
    long Count,
    IReadOnlyList<MonthAmount> Trend,
    Money Previous,
    MoneyChange Change,
    IReadOnlyList<CategoryBranchJson> Children)
{
    internal static CategoryBranchJson Of(CategoryBranch branch) => new(
        ReportCategoryJson.Of(branch.Category),
        branch.Type,
        branch.Amount,
        branch.OwnAmount,
        branch.Share,
        branch.Count,
        branch.Trend,
        branch.Previous,
        branch.Change,
        [.. branch.Children.Select(Of)]);
}
