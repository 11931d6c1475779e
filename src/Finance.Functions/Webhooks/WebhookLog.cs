using Finance.Core.Nightly;
using Finance.Functions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Webhooks;

/// <summary>Logs runs that did something: most of them find nothing to do, many times an hour.</summary>
internal sealed partial class WebhookLog(ILogger<WebhookLog> logger, ProcessTally tally) : INightlyObserver
{
    public void OnFailure(NightlyFailure failure)
    {
        if (failure.Exception is { } exception)
        {
            Log.Failed(logger, exception, failure.Subject);
        }
        else
        {
            Log.Refused(logger, failure.Subject, failure.Reason);
        }
    }

    public void OnEnd(NightlyReport report)
    {
        tally.CountWebhooks(report);
        var attempts = report.Chores.Values.Sum(chore => chore.Done);
        if (attempts > 0 || report.Failures > 0 || !report.IsComplete)
        {
            Log.Ended(logger, report.Users, attempts, report.Failures, report.IsComplete);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Webhooks: {Users} users, {Attempts} attempts, {Failures} failures, complete {IsComplete}")]
        public static partial void Ended(ILogger logger, int users, int attempts, int failures, bool isComplete);

        [LoggerMessage(2, LogLevel.Warning, "Webhooks: {Subject} is left due: {Reason}")]
        public static partial void Refused(ILogger logger, string? subject, string reason);

        [LoggerMessage(3, LogLevel.Error, "Webhooks: {Subject} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string? subject);
    }
}
