using System.Net;
using System.Net.Sockets;
using Finance.LocalRuntime.Azurite;
using Finance.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Finance.LocalRuntime.Tests.Azurite;

public sealed class AzuriteForAppTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-app-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Azurite_ThatDoesNotAnswer_IsStartedOnThosePortsAndStoppedWithTheApp()
    {
        var configuration = Settings(FreePorts());
        var emulator = StorageEmulator.Find(configuration["AzureWebJobsStorage"]!)!;
        var first = NewApp(configuration);
        var second = NewApp(configuration);

        await first.StartingAsync(default);
        await second.StartingAsync(default);

        Assert.True(first.IsOwn);
        Assert.False(second.IsOwn);
        Assert.True(File.Exists(Path.Combine(_folder, "azurite.pid")));

        await second.StoppedAsync(default);
        Assert.True(await IsOpenAsync(emulator.Table));
        await first.StoppedAsync(default);
        Assert.False(await IsOpenAsync(emulator.Table));
    }

    [Fact]
    public async Task StorageAccount_InTheCloud_StartsNothing()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsStorage", "AccountName=a;AccountKey=aw==;EndpointSuffix=core.windows.net")])
            .Build();
        await using var none = NewApp(configuration);

        await none.StartingAsync(default);

        Assert.False(none.IsOwn);
    }

    [Fact]
    public async Task HalfAnEmulator_IsRefused()
    {
        var ports = FreePorts();
        using var blobOnly = new TcpListener(IPAddress.Loopback, ports[0]);
        blobOnly.Start();
        var answering = AnswerOnceAsync(blobOnly);
        await using var app = NewApp(Settings(ports));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartingAsync(default));

        Assert.Contains($"only http://127.0.0.1:{ports[0]}", error.Message, StringComparison.Ordinal);
        await answering;
    }

    private static AzuriteForApp NewApp(IConfiguration configuration)
        => new(RuntimeContext.ForCommandLine(typeof(AzuriteForAppTests).Assembly, []), configuration, NullLogger<AzuriteForApp>.Instance);

    private static async Task AnswerOnceAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
    }

    private static int[] FreePorts()
    {
        TcpListener[] listeners = [new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0)];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }

    private static async Task<bool> IsOpenAsync(Uri endpoint)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private IConfigurationRoot Settings(int[] ports)
        => new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("AZURITE_DATA", _folder),
                new("AzureWebJobsStorage", StorageEmulator.OnPorts("acc", "a2V5", ports[0], ports[1], ports[2]).ConnectionString),
            ])
            .Build();
}
