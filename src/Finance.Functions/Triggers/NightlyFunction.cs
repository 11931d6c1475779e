using Finance.Core.Nightly;
using Finance.Functions.Middleware;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Triggers;

public sealed class NightlyFunction(NightlyRun nightly)
{
    /// <summary>Does what is due. A run that the host ends early is carried on by the next one.</summary>
    [Function("Nightly")]
    public Task Run([TimerTrigger("%NightlySchedule%")] TimerInfo timer, FunctionContext context, CancellationToken cancellationToken) =>
        nightly.RunAsync(context.TraceId(), cancellationToken);
}
