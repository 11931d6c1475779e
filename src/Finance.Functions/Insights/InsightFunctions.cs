using Finance.Core.Insights;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Insights;

public sealed class InsightFunctions(InsightService insights)
{
    /// <summary>What stands out as of <c>on</c>, today if left out; a list that comes whole.</summary>
    [Function("ListInsights")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            input => input.Query.Optional("on", Read.AsOf),
            insights.FindAsync,
            report => Answer.Ok(InsightsJson.Of(report)));
}
