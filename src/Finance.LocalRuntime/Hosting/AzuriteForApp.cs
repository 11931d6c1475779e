using Finance.LocalRuntime.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// Has Azurite running before anything of the app starts, and until everything of it has stopped, when its storage is an emulator on
/// this machine. One that answers already is used, and left alone.
/// </summary>
internal sealed partial class AzuriteForApp(RuntimeContext runtime, IConfiguration configuration, ILogger<AzuriteForApp> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private AzuriteProcess? _own;

    public bool IsOwn => _own is not null;

    /// <exception cref="InvalidOperationException">It is needed and cannot be started; the message says what to do.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!runtime.IsProgram || StorageEmulator.Find(HostStorageAccounts.ConnectionString(configuration)) is not { } emulator)
            return;
        var answers = await Task.WhenAll(AnswersAsync(emulator.Blob, cancellationToken), AnswersAsync(emulator.Table, cancellationToken));
        if (Array.TrueForAll(answers, answer => answer))
            return;
        if (Array.Exists(answers, answer => answer))
        {
            throw new InvalidOperationException(
                $"Of the storage emulator only {(answers[0] ? emulator.Blob : emulator.Table)} answers. Start Azurite with all services.");
        }

        Log.Starting(logger);
        _own = await AzuriteProcess.StartAsync(
            new AzuriteOptions
            {
                BlobPort = emulator.Blob.Port,
                QueuePort = emulator.Queue.Port,
                TablePort = emulator.Table.Port,
                AccountName = emulator.AccountName,
                AccountKey = emulator.AccountKey,
                DataFolder = runtime.DataFolder(configuration),
            },
            cancellationToken);
    }

    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _own, null) is { } own)
            await own.DisposeAsync();
    }

    // Any answer will do, a refusal too. An open port alone would not: it may belong to an Azurite that is about to end.
    private static async Task<bool> AnswersAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = AnswerTime };
        try
        {
            using var response = await http.GetAsync(endpoint, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Starting Azurite; the first time on a machine npm installs it, which takes a while")]
        public static partial void Starting(ILogger logger);
    }
}
