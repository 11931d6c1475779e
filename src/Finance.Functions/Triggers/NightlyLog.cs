using Finance.Core.Nightly;
using Finance.Functions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Triggers;

internal sealed partial class NightlyLog(ILogger<NightlyLog> logger, ProcessTally tally) : INightlyObserver
{
    public void OnFailure(NightlyFailure failure)
    {
        if (failure.Exception is { } exception)
        {
            Log.Failed(logger, exception, failure.Kind, failure.Subject);
        }
        else
        {
            Log.Refused(logger, failure.Kind, failure.Subject, failure.Reason);
        }
    }

    public void OnEnd(NightlyReport report)
    {
        tally.CountNightly(report);
        foreach (var (kind, chore) in report.Chores)
        {
            Log.Did(logger, kind, chore.Items, chore.Users, chore.Done, chore.Failures);
        }

        if (report.IsComplete)
        {
            Log.Ended(logger, report.Users, report.Templates, report.Created, report.Failures);
        }
        else
        {
            Log.Stopped(logger, report.Users, report.Templates, report.Created, report.Failures);
        }
    }

    private static partial class Log
    {
        private const string Figures = "{Users} users, {Templates} recurring templates, {Created} entries created, {Failures} failures";

        [LoggerMessage(1, LogLevel.Information, "Nightly run ended: " + Figures)]
        public static partial void Ended(ILogger logger, int users, int templates, int created, int failures);

        [LoggerMessage(2, LogLevel.Warning, "Nightly run told to stop: " + Figures)]
        public static partial void Stopped(ILogger logger, int users, int templates, int created, int failures);

        [LoggerMessage(
            3, LogLevel.Information, "Nightly run: {Kind}: {Items} items of {Users} users were due, {Done} done, {Failures} failures")]
        public static partial void Did(ILogger logger, string kind, int items, int users, int done, int failures);

        [LoggerMessage(4, LogLevel.Warning, "Nightly run: {Kind} {Subject} is left due: {Reason}")]
        public static partial void Refused(ILogger logger, string kind, string? subject, string reason);

        [LoggerMessage(5, LogLevel.Error, "Nightly run: {Kind} {Subject} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string kind, string? subject);
    }
}
