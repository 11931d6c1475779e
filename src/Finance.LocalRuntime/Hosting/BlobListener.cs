using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// Calls one function for every blob that is new or has changed, at least once: a blob is noted as handled only after its call, so a
/// call that was cut short is made again when the app next starts (the real host waits ten minutes). Five failures, and the blob goes
/// to the poison queue.
/// </summary>
internal sealed partial class BlobListener : IDisposable
{
    public const string PoisonQueue = "webjobs-blobtrigger-poison";

    private const int MaxAttempts = 5;

    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(100);

    private readonly LoadedFunction _function;
    private readonly BlobPathPattern _pattern;
    private readonly IHostStorage _storage;
    private readonly BlobReceipts _receipts;
    private readonly IHostStorage _hostStorage;
    private readonly TriggerInvoker _invoker;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly BlobRunSet _runs = new();

    public BlobListener(
        LoadedFunction function,
        BlobPathPattern pattern,
        IHostStorage storage,
        IHostStorage hostStorage,
        HostIdentity host,
        TriggerInvoker invoker,
        int parallelism,
        ILogger logger)
    {
        _function = function;
        _pattern = pattern;
        _storage = storage;
        _hostStorage = hostStorage;
        _receipts = new BlobReceipts(hostStorage, host, function.Name, pattern.Container);
        _invoker = invoker;
        _logger = logger;
        _slots = new SemaphoreSlim(parallelism);
    }

    /// <summary>Watches until <paramref name="stopping"/> fires, then waits for the calls that are under way.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pace = new PollPace();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                pace.Begin();
                var found = await PollAsync(stopping);
                await Task.Delay(pace.PauseAfter(found), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error) when (StorageTrouble.Is(error))
            {
                Log.Unreachable(_logger, _function.Name, error.Message);
                await Task.Delay(PollPace.AfterFailure, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await _runs.DrainAsync();
    }

    public void Dispose() => _slots.Dispose();

    private async Task<bool> PollAsync(CancellationToken stopping)
    {
        await _receipts.LoadAsync(stopping);
        var found = false;
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in _storage.ListAsync(_pattern.Container, _pattern.Prefix, stopping))
        {
            names.Add(blob.Name);
            if (_receipts.Has(blob) || _runs.IsRunning(blob.Name) || _pattern.Match(blob.Name) is not { } tokens)
                continue;
            found = true;
            await _slots.WaitAsync(stopping);
            _runs.Start(blob.Name, () => HandleAsync(blob.Name, tokens, stopping));
        }

        _receipts.ForgetAllBut(names);
        return found;
    }

    private async Task HandleAsync(string name, IReadOnlyDictionary<string, string> tokens, CancellationToken stopping)
    {
        try
        {
            await TryFiveTimesAsync(name, tokens, stopping);
        }
        catch (Exception error) when (StorageTrouble.Is(error))
        {
            // Nothing is noted, so the next listing brings the blob again.
            Log.Unreachable(_logger, _function.Name, error.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task TryFiveTimesAsync(string name, IReadOnlyDictionary<string, string> tokens, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await _storage.FindAsync(_pattern.Container, name, CancellationToken.None) is not { } blob)
                return;
            var failure = await _invoker.InvokeAsync(_function, blob.BindingData(tokens), features => features.Set(blob));
            if (failure is not null && attempt < MaxAttempts)
            {
                // When the app stops, the remaining tries belong to its next start.
                await Task.Delay(AttemptPause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stopping.IsCancellationRequested)
                    return;
                continue;
            }

            if (failure is not null)
            {
                Log.Poisoned(_logger, _function.Name, MaxAttempts, PoisonQueue);
                await _hostStorage.EnqueueAsync(PoisonQueue, blob.PoisonMessage(_function.Name), CancellationToken.None);
            }

            await _receipts.AddAsync(new ListedBlob(name, blob.ETag), CancellationToken.None);
            return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Function}: the storage account cannot be read: {Reason}")]
        public static partial void Unreachable(ILogger logger, string function, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Function}: a blob failed {Attempts} times and is reported to {Queue}")]
        public static partial void Poisoned(ILogger logger, string function, int attempts, string queue);
    }
}
