using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// Calls one timer function when it is due. Its runs never overlap; occurrences that pass during a run become one run right after it;
/// those that passed while the app was down become one run at its start, if the schedule is monitored.
/// </summary>
internal sealed partial class TimerListener : IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly LoadedFunction _function;
    private readonly TimerTriggerAttribute _trigger;
    private readonly TimerSchedule _schedule;
    private readonly TimerStatusStore? _statuses;
    private readonly TriggerInvoker _invoker;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private ScheduleStatus? _status;

    public TimerListener(
        LoadedFunction function, TimerSchedule schedule, TimerStatusStore statuses, TriggerInvoker invoker, ILogger logger)
    {
        _function = function;
        _trigger = (TimerTriggerAttribute)function.Trigger;
        _schedule = schedule;
        _statuses = _trigger.UseMonitor && schedule.CanBeMonitored ? statuses : null;
        _invoker = invoker;
        _logger = logger;
    }

    public string FunctionName => _function.Name;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>Runs the schedule until <paramref name="stopping"/> fires; a run that is under way then is finished first.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            var isPastDue = await IsPastDueAsync(stopping);
            if (isPastDue || _trigger.RunOnStartup)
                await RunScheduledAsync(Now, isPastDue);

            var due = _schedule.Next(Now);
            while (true)
            {
                await SleepUntilAsync(due, stopping);
                await RunScheduledAsync(due, isPastDue: false);
                var next = _schedule.Next(due);
                due = next > Now ? next : Now;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The app stops.
        }
    }

    /// <summary>Runs the function at once, after a run that is under way.</summary>
    /// <param name="at">Where the clock stands for this run; null for the real time.</param>
    /// <returns>What the function threw; null when it completed.</returns>
    public async Task<Exception?> RunNowAsync(DateTimeOffset? at)
    {
        using var clock = at is { } instant ? InvocationClock.StandAt(instant) : null;
        return await RunAsync(isPastDue: false);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<bool> IsPastDueAsync(CancellationToken cancellationToken)
    {
        if (_statuses is null)
            return false;
        try
        {
            _status = await _statuses.ReadAsync(FunctionName, cancellationToken);
            if (_status is not null)
                return _schedule.Next(_status.Last == default ? _status.LastUpdated : _status.Last) < Now;
            _status = new ScheduleStatus { Next = _schedule.Next(Now), LastUpdated = Now };
            await _statuses.WriteAsync(FunctionName, _status, cancellationToken);
        }
        catch (Exception error) when (StorageTrouble.Is(error))
        {
            Log.StatusUnavailable(_logger, FunctionName, error.Message);
        }

        return false;
    }

    private static async Task SleepUntilAsync(DateTime due, CancellationToken stopping)
    {
        // In short stretches, because a machine may sleep and clocks are corrected.
        for (TimeSpan left; (left = due - Now) > TimeSpan.Zero;)
            await Task.Delay(left < LongestSleep ? left : LongestSleep, stopping);
        stopping.ThrowIfCancellationRequested();
    }

    private async Task RunScheduledAsync(DateTime due, bool isPastDue)
    {
        await RunAsync(isPastDue);
        if (_statuses is null)
            return;
        _status = new ScheduleStatus { Last = due, Next = _schedule.Next(due), LastUpdated = Now };
        try
        {
            await _statuses.WriteAsync(FunctionName, _status, CancellationToken.None);
        }
        catch (Exception error) when (StorageTrouble.Is(error))
        {
            Log.StatusUnavailable(_logger, FunctionName, error.Message);
        }
    }

    private async Task<Exception?> RunAsync(bool isPastDue)
    {
        var timer = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = _statuses is null ? null : _status };
        await _oneAtATime.WaitAsync();
        try
        {
            return await _invoker.InvokeAsync(_function, new Dictionary<string, object?>(), features => features.Set(timer));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Function}: its last run cannot be looked up or noted: {Reason}")]
        public static partial void StatusUnavailable(ILogger logger, string function, string reason);
    }
}
