using System.Diagnostics;

namespace Finance.Bench.Running;

/// <summary>Watches how much memory this process takes while something runs.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly long _before = Idle();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;
    private long _peak;

    private PeakMemory() => _watch = Task.Run(WatchAsync);

    /// <summary>Bytes above what was alive before, at the highest.</summary>
    internal long Growth => Math.Max(0, _peak - _before);

    internal static PeakMemory Watch() => new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
    }

    private static long Idle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private async Task WatchAsync()
    {
        using var process = Process.GetCurrentProcess();
        while (!_stop.IsCancellationRequested)
        {
            process.Refresh();
            _peak = Math.Max(_peak, process.WorkingSet64);
            await Task.Delay(Interval);
        }
    }
}
