using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Finance.LocalRuntime.Tests.Storage;

namespace Finance.LocalRuntime.Tests.Blobs;

public sealed class BlobRetryTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Fact]
    public async Task DownloadStreamingAsync_ConnectionLost_GoesOnWhereItStood()
    {
        var stub = new StubTransport((request, count) => Answer(request, count == 1 ? 30 : 100));

        using var streaming = (await Blob(stub).DownloadStreamingAsync()).Value;
        using var copy = new MemoryStream();
        await streaming.Content.CopyToAsync(copy);

        Assert.Equal(Content, copy.ToArray());
        var second = stub.Requests.Last();
        Assert.Equal("bytes=30-99", second.Headers.GetValues("x-ms-range").Single());
        Assert.Equal("\"0x1\"", second.Headers.IfMatch.Single().ToString());
    }

    [Fact]
    public async Task OpenReadAsync_ConnectionLost_ReadsTheRangeAgain()
    {
        var stub = new StubTransport((request, count) => Answer(request, count == 2 ? 30 : 100));

        await using var stream = await Blob(stub).OpenReadAsync();
        var read = new byte[100];
        await stream.ReadExactlyAsync(read);

        Assert.Equal(Content, read);
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task DownloadStreamingAsync_Refused_TellsTheServicesReason()
    {
        var stub = new StubTransport((_, _) => new HttpResponseMessage(HttpStatusCode.Forbidden)
        {
            Content = new StringContent("<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code><Message>No.</Message></Error>"),
        });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Blob(stub).DownloadStreamingAsync());

        Assert.Equal((403, "AuthenticationFailed"), (failure.Status, failure.ErrorCode));
        Assert.StartsWith("No.", failure.Message, StringComparison.Ordinal);
    }

    private static BlobClient Blob(StubTransport stub) => new(
        "UseDevelopmentStorage=true",
        "c",
        "b",
        new BlobClientOptions { Transport = stub.Transport, Retry = { Delay = TimeSpan.FromMilliseconds(1) } });

    // Breaks off at a byte of the blob, unless the range asked for ends before it.
    private static HttpResponseMessage Answer(HttpRequestMessage request, int breaksAt)
    {
        var from = 0;
        if (request.Headers.TryGetValues("x-ms-range", out var range))
            from = int.Parse(range.Single().Split('=', '-')[1]);
        var body = Content[from..breaksAt];
        var response = new HttpResponseMessage(from == 0 ? HttpStatusCode.OK : HttpStatusCode.PartialContent)
        {
            Content = request.Method == HttpMethod.Head ? new ByteArrayContent([])
                : breaksAt < Content.Length ? new StreamContent(new BrokenStream(body))
                : new ByteArrayContent(body),
        };
        response.Content.Headers.ContentLength = Content.Length - from;
        response.Headers.TryAddWithoutValidation("ETag", "\"0x1\"");
        return response;
    }
}
