using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Finance.LocalRuntime.Tests.Storage;

/// <summary>One Azurite for all tests of the storage clients, on free ports and in a directory of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string _directory = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly int[] _ports = FreePorts(3);
    private Process? _process;

    public string AccountName => Account;

    public string AccountKey => Key;

    public Uri BlobEndpoint => new($"http://127.0.0.1:{_ports[0]}/{Account}");

    public Uri QueueEndpoint => new($"http://127.0.0.1:{_ports[1]}/{Account}");

    public Uri TableEndpoint => new($"http://127.0.0.1:{_ports[2]}/{Account}");

    public string ConnectionString =>
        $"AccountName={Account};AccountKey={Key};BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint}";

    public async Task InitializeAsync()
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npx.cmd" : "npx")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["--yes", "azurite@3.37.0", "--location", _directory,
            "--blobPort", $"{_ports[0]}", "--queuePort", $"{_ports[1]}", "--tablePort", $"{_ports[2]}",
            "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        var output = _process.StandardOutput.ReadToEndAsync();
        var errors = _process.StandardError.ReadToEndAsync();
        foreach (var port in _ports)
        {
            var deadline = Stopwatch.StartNew();
            while (!await AnswersAsync(port))
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"Azurite did not start: {await output} {await errors}");
                if (deadline.Elapsed > TimeSpan.FromMinutes(2))
                    throw new TimeoutException("Azurite does not answer.");
                await Task.Delay(50);
            }
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
