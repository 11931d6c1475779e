using System.Text;
using Finance.Core.Exporting;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Tests.Http.Writing;

public sealed class FileResultTests
{
    [Fact]
    public async Task ExecuteAsync_FaultInTheMiddle_CutsTheConnection()
    {
        var arrived = new List<string>();

        await Assert.ThrowsAnyAsync<IOException>(() => DownloadAsync(Broken(), arrived));

        Assert.Equal("begun", string.Concat(arrived));
    }

    [Fact]
    public async Task ExecuteAsync_PieceByPiece_SendsEachWhileTheNextIsMade()
    {
        var arrived = new List<string>();
        var first = new TaskCompletionSource();

        await DownloadAsync(Waiting(first.Task), arrived, first.SetResult);

        Assert.Equal("one two", string.Concat(arrived));
    }

    [Fact]
    public async Task OpenAsync_FaultBeforeTheFirstPiece_IsThrown() => await Assert.ThrowsAsync<InvalidDataException>(
        () => FileResult.OpenAsync(new ExportFile("f.csv", "text/csv", Faulty()), CancellationToken.None));

    private static async Task DownloadAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, List<string> arrived, Action? afterFirst = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var file = new ExportFile("f.csv", "text/csv", pieces);
        app.Run(async http => await (await FileResult.OpenAsync(file, http.RequestAborted)).ExecuteAsync(http));
        await app.StartAsync();
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(app.Urls.Single()), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("f.csv", response.Content.Headers.ContentDisposition?.FileName);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[1024];
        while (await body.ReadAsync(buffer) is var count and > 0)
        {
            arrived.Add(Encoding.UTF8.GetString(buffer, 0, count));
            afterFirst?.Invoke();
            afterFirst = null;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Broken()
    {
        yield return "begun"u8.ToArray();
        await Task.Delay(100);
        throw new InvalidDataException();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Waiting(Task arrived)
    {
        yield return "one"u8.ToArray();
        await arrived.WaitAsync(TimeSpan.FromSeconds(30));
        yield return " two"u8.ToArray();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Faulty()
    {
        await Task.Yield();
        throw new InvalidDataException();
#pragma warning disable CS0162 // What makes it a sequence.
        yield return default;
#pragma warning restore CS0162
    }
}
