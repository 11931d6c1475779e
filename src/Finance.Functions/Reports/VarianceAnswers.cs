using Finance.Core;
using Finance.Core.Budgets;
using Finance.Core.Reports;
using Finance.Core.Reports.Variance;
using Finance.Functions.Budgets;

namespace Finance.Functions.Reports;

/// <summary>The answer of <c>/api/reports/budget-variance</c>.</summary>
internal sealed record VarianceJson(
    PeriodJson Period,
    Currency Currency,
    Money Budgeted,
    Money Spent,
    Money Variance,
    decimal? Ratio,
    IReadOnlyList<BudgetAgainstSpendingJson> Budgets,
    IReadOnlyList<VarianceSum> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static VarianceJson Of(VarianceReport report) => new(
        PeriodJson.Of(report.Period),
        report.Currency,
        report.Total.Budgeted,
        report.Total.Spent,
        report.Total.Variance,
        report.Total.Ratio,
        [.. report.Budgets.Select(BudgetAgainstSpendingJson.Of)],
        report.Unconverted,
        report.RatesUsed);
}

/// <param name="Currency">The budget's own, of all but what is <paramref name="Converted"/>.</param>
internal sealed record BudgetAgainstSpendingJson(
    string BudgetId,
    string Name,
    Currency Currency,
    BudgetPeriod Period,
    Money Budgeted,
    Money Spent,
    Money Variance,
    decimal? Ratio,
    Money Watched,
    VarianceSum? Converted,
    int ExceededCount,
    int PeriodCount,
    IReadOnlyList<PastBudgetPeriodJson> Periods)
{
    internal static BudgetAgainstSpendingJson Of(BudgetVarianceLine line) => new(
        line.Budget.Id,
        line.Budget.Name,
        line.Budget.Currency,
        line.Budget.Period,
        line.Sum.Budgeted,
        line.Sum.Spent,
        line.Sum.Variance,
        line.Sum.Ratio,
        line.Watched,
        line.Converted,
        line.Exceeded,
        line.PeriodCount,
        [.. line.Periods.Select(PastBudgetPeriodJson.Of)]);
}
