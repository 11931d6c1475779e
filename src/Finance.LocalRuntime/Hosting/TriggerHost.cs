using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Runs the timer and blob listeners while the app runs. One that is declared wrongly is left out, and the log says why.</summary>
internal sealed partial class TriggerHost : IHostedLifecycleService, IDisposable
{
    /// <summary>How long a stop waits for calls that are under way; the real host gives them ten seconds.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AbandonTime = TimeSpan.FromSeconds(1);

    private readonly List<TimerListener> _timers = [];
    private readonly List<BlobListener> _blobs = [];
    private readonly TriggerInvoker _invoker;
    private readonly CancellationTokenSource _stopping = new();
    private bool _disposed;
    private Task _running = Task.CompletedTask;
    private Task _draining = Task.CompletedTask;

    public TriggerHost(
        FunctionCatalog catalog,
        RuntimeContext runtime,
        IConfiguration configuration,
        HostStorageAccounts accounts,
        HostIdentity host,
        TriggerInvoker invoker,
        ILogger<TriggerHost> logger)
    {
        _invoker = invoker;
        foreach (var function in catalog.Functions)
        {
            try
            {
                if (function.Trigger is TimerTriggerAttribute timer)
                {
                    var statuses = new TimerStatusStore(accounts.Default, host);
                    _timers.Add(new(function, TimerSchedule.Parse(timer.Schedule, configuration), statuses, invoker, logger));
                }
                else if (function.Trigger is BlobTriggerAttribute blob)
                {
                    var pattern = BlobPathPattern.Parse(AppSettingNames.Resolve(blob.BlobPath, configuration));
                    var storage = accounts.For(blob.Connection);
                    _blobs.Add(new(function, pattern, storage, accounts.Default, host, invoker, runtime.Host.BlobParallelism, logger));
                }
            }
            catch (FormatException error)
            {
                Log.Disabled(logger, function.Name, error.Message);
            }
        }
    }

    /// <summary>Null when no timer function has that name.</summary>
    public TimerListener? FindTimer(string function)
        => _timers.Find(timer => timer.FunctionName.Equals(function, StringComparison.OrdinalIgnoreCase));

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(
        [
            .. _timers.Select(timer => Task.Run(() => timer.RunAsync(_stopping.Token), CancellationToken.None)),
            .. _blobs.Select(blob => Task.Run(() => blob.RunAsync(_stopping.Token), CancellationToken.None)),
        ]);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Requests and triggers are drained side by side.
        _draining = DrainAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _draining;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Called twice: the container knows it as itself and as a hosted service.
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _stopping.Cancel();
        _stopping.Dispose();
        _timers.ForEach(timer => timer.Dispose());
        _blobs.ForEach(blob => blob.Dispose());
    }

    private async Task DrainAsync()
    {
        await _stopping.CancelAsync();
        if (await Task.WhenAny(_running, Task.Delay(DrainTime)) == _running)
            return;
        _invoker.Abandon();
        await Task.WhenAny(_running, Task.Delay(AbandonTime));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} is disabled: {Reason}")]
        public static partial void Disabled(ILogger logger, string function, string reason);
    }
}
