using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Finance.LocalRuntime.Azurite;

namespace Finance.LocalRuntime.Tests.Azurite;

public sealed class AzuriteProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task StartAsync_OnFreePorts_AnswersUntilDisposed()
    {
        var azurite = await AzuriteProcess.StartAsync();
        using var node = Process.GetProcessById(azurite.ProcessId);

        Assert.True(await AnswersAsync(azurite.BlobEndpoint));
        Assert.True(await AnswersAsync(azurite.QueueEndpoint));
        Assert.True(await AnswersAsync(azurite.TableEndpoint));
        Assert.Contains($"TableEndpoint={azurite.TableEndpoint};", azurite.ConnectionString, StringComparison.Ordinal);

        await azurite.DisposeAsync();

        Assert.True(node.HasExited);
        Assert.False(await AnswersAsync(azurite.BlobEndpoint));
    }

    [Fact]
    public async Task StartAsync_OnATakenPort_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => AzuriteProcess.StartAsync(new AzuriteOptions { TablePort = port }));

        Assert.Contains("EADDRINUSE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_WhileTheFormerOneStillSaves_WaitsForItsEnd()
    {
        var former = await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = _folder });
        using var node = Process.GetProcessById(former.ProcessId);

        var starting = AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = _folder });
        Assert.NotSame(starting, await Task.WhenAny(starting, Task.Delay(500)));
        await former.DisposeAsync();
        await using var latter = await starting;

        Assert.True(node.HasExited);
        Assert.True(await AnswersAsync(latter.TableEndpoint));
    }

    [Fact]
    public async Task DisposeAsync_RightAfterAWrite_LosesNothing()
    {
        await using (var former = await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = _folder }))
        {
            var table = new TableClient(former.ConnectionString, "kept");
            await table.CreateIfNotExistsAsync();
            await table.AddEntityAsync(new TableEntity("p", "r"));
        }

        Assert.False(File.Exists(Path.Combine(_folder, "azurite.pid")));
        await using var latter = await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = _folder });
        var row = await new TableClient(latter.ConnectionString, "kept").GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(row.HasValue);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData(
        "AccountName=a;AccountKey=aw==;BlobEndpoint=http://localhost:1/a;QueueEndpoint=http://127.0.0.1:2/a;TableEndpoint=http://[::1]:3/a",
        "http://localhost:1/a")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=aw==;EndpointSuffix=core.windows.net", null)]
    [InlineData(
        "AccountName=a;AccountKey=aw==;BlobEndpoint=http://example.com/a;QueueEndpoint=http://127.0.0.1:2/a;TableEndpoint=http://[::1]:3/a",
        null)]
    [InlineData("nonsense", null)]
    public void Find_ConnectionString_IsAnEmulatorOnlyOnLoopback(string connectionString, string? blobEndpoint)
        => Assert.Equal(blobEndpoint, StorageEmulator.Find(connectionString)?.Blob.ToString());

    private static async Task<bool> AnswersAsync(Uri endpoint)
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
}
