using Finance.Core.Webhooks;
using Finance.Functions.Features;
using Finance.Functions.Middleware;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Triggers;

public sealed class WebhooksFunction(WebhookRun webhooks, FeatureOptions features)
{
    /// <summary>Delivers what is due to webhooks, so that they need not wait for the night.</summary>
    [Function("Webhooks")]
    public Task Run([TimerTrigger("%WebhookSchedule%")] TimerInfo timer, FunctionContext context, CancellationToken cancellationToken) =>
        features.IsOn(Feature.Webhooks) ? webhooks.RunAsync(context.TraceId(), cancellationToken) : Task.CompletedTask;
}
