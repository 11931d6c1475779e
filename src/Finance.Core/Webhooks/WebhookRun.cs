using Finance.Core.Due;
using Finance.Core.Nightly;

namespace Finance.Core.Webhooks;

/// <summary>Delivers what is due to webhooks, so that they need not wait for the nightly run, which does the same.</summary>
public sealed class WebhookRun(DueIndex due, WebhookChore chore, INightlyObserver observer, TimeProvider clock)
{
    private readonly NightlyRun _run = new(due, [chore], observer, clock);

    /// <inheritdoc cref="NightlyRun.RunAsync"/>
    public Task<NightlyReport> RunAsync(string traceId, CancellationToken cancellationToken) => _run.RunAsync(traceId, cancellationToken);
}
