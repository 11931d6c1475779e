using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Finance.LocalRuntime.Azurite;

/// <summary>
/// An Azurite that belongs to this process: it stops, with everything saved, when it is disposed, and also when this process dies.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // Azurite saves every five seconds and on SIGTERM. It is told to stop by the end of its standard input, which also comes when its
    // owner is killed. A signal to the whole process group (Ctrl+C) must not take it away before its owner has finished with it.
    private const string Bootstrap = """
        let shutdown;
        const once = process.once.bind(process);
        process.once = (event, handler) => {
          if (event === 'SIGTERM') shutdown = handler;
          else if (event !== 'SIGINT') once(event, handler);
          return process;
        };
        const stop = () => {
          if (!shutdown) process.exit(0);
          process.stdin.unref();
          shutdown();
          shutdown = () => {};
        };
        const note = process.env.AZURITE_NOTE;
        process.on('exit', () => note && require('fs').rmSync(note, { force: true }));
        process.on('SIGINT', () => {});
        process.on('SIGTERM', () => setTimeout(stop, 10000).unref());
        process.stdin.on('close', stop).resume();
        require(process.argv[1]);
        """;

    private const string ListeningMark = "successfully listening at ";
    private const int RememberedLines = 20;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lastLines = new();
    private readonly Dictionary<string, Uri> _endpoints = [];
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AzuriteOwnership? _ownership;
    private StorageEmulator? _emulator;
    private bool _isDisposed;

    private AzuriteProcess(Process process, AzuriteOwnership? ownership)
    {
        _process = process;
        _ownership = ownership;
    }

    public string ConnectionString => Emulator.ConnectionString;

    public Uri BlobEndpoint => Emulator.Blob;

    public Uri QueueEndpoint => Emulator.Queue;

    public Uri TableEndpoint => Emulator.Table;

    /// <summary>What it has used of the machine's processors so far.</summary>
    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    internal int ProcessId => _process.Id;

    private StorageEmulator Emulator => _emulator ?? throw new InvalidOperationException("Azurite is not listening.");

    /// <summary>Starts Azurite and waits until its three services listen. A machine's first start installs it, which takes time.</summary>
    /// <exception cref="InvalidOperationException">Node.js is missing, a port is taken, or Azurite ended; the message says so.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AzuriteOptions();
        var entryPoint = await AzuritePackage.LocateAsync(cancellationToken);
        var ownership = options.DataFolder is null ? null : await AzuriteOwnership.TakeAsync(options.DataFolder, cancellationToken);
        var azurite = new AzuriteProcess(AzuritePackage.Start(Command(entryPoint, options, ownership)), ownership);
        try
        {
            await azurite.ListenAsync(options, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the process; a test that takes the storage away in its midst ends it before its own end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopTimeout);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (IOException)
        {
            // It ended before its input was closed.
        }

        _ownership?.Release();
        _process.Dispose();
    }

    private static ProcessStartInfo Command(string entryPoint, AzuriteOptions options, AzuriteOwnership? ownership)
    {
        var node = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.DataFolder ?? Path.GetTempPath(),
        };
        node.Environment["AZURITE_ACCOUNTS"] = $"{options.AccountName}:{options.AccountKey}";
        node.Environment["AZURITE_NOTE"] = ownership?.NotePath ?? "";
        string[] arguments =
        [
            "-e", Bootstrap, entryPoint,
            "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobPort", Text(options.BlobPort), "--queuePort", Text(options.QueuePort), "--tablePort", Text(options.TablePort),
            .. options.DataFolder is null ? (string[])["--inMemoryPersistence"] : ["--location", options.DataFolder],
        ];
        foreach (var argument in arguments)
            node.ArgumentList.Add(argument);
        return node;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private async Task ListenAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _ownership?.Record(_process);
        var ended = _process.WaitForExitAsync(cancellationToken);
        var first = await Task.WhenAny(_listening.Task, ended, Task.Delay(options.StartTimeout, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (first != _listening.Task)
        {
            var what = first == ended ? "ended" : $"did not listen within {options.StartTimeout.TotalSeconds:0} s";
            throw new InvalidOperationException($"Azurite {what}: {string.Join(Environment.NewLine, _lastLines)}");
        }

        _emulator = StorageEmulator.OnPorts(
            options.AccountName, options.AccountKey, _endpoints["Blob"].Port, _endpoints["Queue"].Port, _endpoints["Table"].Port);
    }

    // "Azurite Blob service is successfully listening at http://127.0.0.1:10000"
    private void Read(string? line)
    {
        if (line is null)
            return;
        _lastLines.Enqueue(line);
        if (_lastLines.Count > RememberedLines)
            _lastLines.TryDequeue(out _);
        var mark = line.IndexOf(ListeningMark, StringComparison.Ordinal);
        if (mark < 0)
            return;
        lock (_endpoints)
        {
            _endpoints[line.Split(' ')[1]] = new Uri(line[(mark + ListeningMark.Length)..]);
            if (_endpoints.Count == 3)
                _listening.TrySetResult();
        }
    }
}
