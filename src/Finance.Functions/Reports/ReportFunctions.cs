using Finance.Core.Reports;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Reports;

/// <summary>Figures of a period, in one currency.</summary>
public sealed class ReportFunctions(ReportService reports)
{
    private const int MaxLength = 40;

    [Function("ReportSummary")]
    public Task<IResult> Summary([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/summary")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(Query, reports.SummaryAsync, summary => Answer.Ok(SummaryJson.Of(summary)));

    [Function("ReportMonthly")]
    public Task<IResult> Monthly([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/monthly")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(Query, reports.MonthlyAsync, report => Answer.Ok(MonthlyJson.Of(report)));

    [Function("ReportCategory")]
    public Task<IResult> Category([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/category")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(Query, reports.CategoryAsync, report => Answer.Ok(CategoryReportJson.Of(report)));

    // What these may be, alone and together, is for the report to say.
    private static ReportQuery Query(RequestInput input) => new(
        input.Query.Optional("from", Read.Text(MaxLength)),
        input.Query.Optional("to", Read.Text(MaxLength)),
        input.Query.Optional("month", Read.Text(MaxLength)),
        input.Query.Optional("year", Read.Text(MaxLength)),
        input.Query.Optional("account_id", Read.Id),
        input.Query.Optional("currency", Read.Text(MaxLength)));
}
