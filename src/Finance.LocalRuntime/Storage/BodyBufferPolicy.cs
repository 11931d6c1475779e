using System.Buffers;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Finance.LocalRuntime.Storage;

/// <summary>
/// Reads answers whole, as Azure.Core itself would, but through pooled memory: a page of rows is larger than what the garbage collector
/// moves, and arrays of that size, doubled as they grow, cost a full collection every few pages.
/// It stands inside the retry policy, so that an answer that breaks off is asked for again.
/// </summary>
internal sealed class BodyBufferPolicy : HttpPipelinePolicy
{
    private const int LargestUnpooled = 64 * 1024;
    private const int LargestTrustedLength = 16 * 1024 * 1024;

    public static readonly BodyBufferPolicy Instance = new();

    /// <summary>
    /// Takes a response's body out of it, before the message that carried it is disposed, to give its memory back after use.
    /// A body nobody takes is ordinary memory and ends with its response.
    /// </summary>
    public static ResponseBody Take(Response response)
    {
        var stream = response.ContentStream as MemoryStream;
        if (stream is null || !stream.TryGetBuffer(out var bytes))
            return new ResponseBody(response.Content.ToMemory(), null);
        response.ContentStream = null;
        return new ResponseBody(bytes, (stream as PooledStream)?.Buffer);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (!message.BufferResponse)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        message.BufferResponse = false;
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            message.BufferResponse = true;
        }

        var response = message.Response;
        if (response.ContentStream is not { CanSeek: false } stream)
            return;

        // A HEAD announces the length of a body it does not have.
        var announced = message.Request.Method == RequestMethod.Head ? 0 : response.Headers.ContentLengthLong;
        response.ContentStream = await ReadAsync(stream, announced, message.CancellationToken);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    private static async Task<MemoryStream> ReadAsync(Stream stream, long? announced, CancellationToken cancellationToken)
    {
        await using var source = stream;

        var end = announced is >= 0 and <= LargestTrustedLength ? (int)announced : int.MaxValue;
        var buffer = ArrayPool<byte>.Shared.Rent(end == int.MaxValue ? 16 * 1024 : end);
        var length = 0;
        var kept = false;
        try
        {
            while (length < end && await source.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length == buffer.Length && length < end)
                    buffer = Grow(buffer);
            }

            kept = length > LargestUnpooled;
            return kept ? new PooledStream(buffer, length) : Copy(buffer.AsSpan(0, length));
        }
        finally
        {
            if (!kept)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static MemoryStream Copy(ReadOnlySpan<byte> body) =>
        new(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private sealed class PooledStream(byte[] buffer, int length)
        : MemoryStream(buffer, 0, length, writable: false, publiclyVisible: true)
    {
        public byte[] Buffer { get; } = buffer;
    }
}

/// <summary>A body taken out of its response; disposing it gives pooled memory back.</summary>
internal sealed class ResponseBody(ReadOnlyMemory<byte> bytes, byte[]? pooled) : IDisposable
{
    private byte[]? _pooled = pooled;

    public ReadOnlyMemory<byte> Bytes { get; private set; } = bytes;

    public void Dispose()
    {
        Bytes = default;
        if (Interlocked.Exchange(ref _pooled, null) is { } returned)
            ArrayPool<byte>.Shared.Return(returned);
    }
}
