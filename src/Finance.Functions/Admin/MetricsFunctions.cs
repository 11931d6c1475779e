using Finance.Core.Admin;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Admin;

[Refuses("forbidden")]
public sealed class MetricsFunctions(SystemMetrics metrics, AdminService admin)
{
    /// <summary>Figures of the whole deployment that can be had cheaply, and what this instance did since it began.</summary>
    [Function("SystemMetrics")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "system/metrics")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync<SystemMetricsJson, SystemMetricsJson>(
            async (caller, stop) => await admin.RefusalOfAsync(caller, stop) is { } refusal ? refusal : await metrics.TakeAsync(stop),
            Show);

    private static Answer<SystemMetricsJson> Show(SystemMetricsJson taken) => Answer.Ok(taken);
}
