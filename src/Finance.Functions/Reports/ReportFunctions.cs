using Finance.Core.Reports;
using Finance.Core.Reports.Cashflow;
using Finance.Core.Reports.Custom;
using Finance.Core.Reports.Tax;
using Finance.Core.Reports.Trends;
using Finance.Core.Reports.Variance;
using Finance.Core.Reports.Worth;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Reports;

/// <summary>Figures of a period, in one currency.</summary>
public sealed class ReportFunctions(
    ReportService reports,
    WorthService worth,
    VarianceService variance,
    TaxService tax,
    TrendService trends,
    CashflowService cashflow,
    QueryService queries)
{
    /// <summary>Key figures of a period, against the period before.</summary>
    [Function("ReportSummary")]
    public Task<IResult> Summary([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/summary")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(ReportRequests.Query, reports.SummaryAsync, summary => Answer.Ok(SummaryJson.Of(summary)));

    /// <summary>A period by category, against the one before.</summary>
    [Function("ReportMonthly")]
    public Task<IResult> Monthly([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/monthly")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(ReportRequests.Query, reports.MonthlyAsync, report => Answer.Ok(MonthlyJson.Of(report)));

    /// <summary>Income and spending by category, with children, the trend by month, and the period before.</summary>
    [Function("ReportCategory")]
    public Task<IResult> Category([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/category")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(ReportRequests.Query, reports.CategoryAsync, report => Answer.Ok(CategoryReportJson.Of(report)));

    /// <summary>Income against expenses, month by month.</summary>
    [Function("ReportIncome")]
    public Task<IResult> Income([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/income-vs-expense")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(ReportRequests.OverTime, reports.IncomeAsync, report => Answer.Ok(IncomeReportJson.Of(report)));

    /// <summary>What all accounts are worth together, over time.</summary>
    [Function("ReportNetWorth")]
    public Task<IResult> NetWorth([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/networth")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            ReportRequests.Worth,
            (caller, asked, stop) => worth.WorthAsync(caller, asked.Query, asked.Interval, stop),
            report => Answer.Ok(WorthReportJson.Of(report)));

    /// <summary>What budgets allowed against what was spent.</summary>
    [Function("ReportBudgetVariance")]
    public Task<IResult> Variance([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/budget-variance")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(ReportRequests.Query, variance.VarianceAsync, report => Answer.Ok(VarianceJson.Of(report)));

    /// <summary>
    /// Entries in tax-deductible categories, and income, of a year. Totals are of the whole period, entries come by pages.
    /// </summary>
    [Function("ReportTax")]
    public Task<IResult> Tax([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/tax")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            ReportRequests.ThisYear,
            tax.TaxAsync,
            report => (report.Entries.Select(TaxEntryJson.Of), report.Next, (long?)null),
            (report, page) => TaxJson.Of(report, page));

    /// <summary>Income and expenses month by month, with seasons, a forecast, and how well such forecasts did.</summary>
    [Function("ReportTrends")]
    public Task<IResult> Trends([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/trends")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(ReportRequests.Trends, trends.TrendsAsync, report => Answer.Ok(TrendJson.Of(report)));

    /// <summary>Balances of the days to come, from recurring entries and the history. Days below zero are marked.</summary>
    [Function("ReportCashflow")]
    public Task<IResult> Cashflow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/cashflow")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(ReportRequests.Cashflow, cashflow.CashflowAsync, report => Answer.Ok(CashflowJson.Of(report)));

    /// <summary>A report of one's own: grouped, measured and filtered as asked. A large ledger is answered in parts.</summary>
    [Function("ReportQuery")]
    [Costly]
    public Task<IResult> Query([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reports/query")] HttpRequest request) =>
        ApiCall.Of(request).PartAsync(ReportRequests.Custom, queries.QueryAsync, report => report.Next, CustomReportJson.Of);
}
