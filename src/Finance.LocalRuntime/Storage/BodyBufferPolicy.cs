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

    public static readonly BodyBufferPolicy Instance = new();

    /// <summary>Gives a large body's memory back once it has been read; the response has no content afterwards.</summary>
    public static void Release(Response response)
    {
        if (response.ContentStream is not PooledBody body)
            return;
        response.ContentStream = null;
        body.Return();
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

        if (message.Response.ContentStream is { CanSeek: false } stream)
            message.Response.ContentStream = await ReadAsync(stream, message.CancellationToken);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    private static async Task<MemoryStream> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var source = stream;
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var length = 0;
        var kept = false;
        try
        {
            while (await source.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }

            kept = length > LargestUnpooled;
            return kept ? new PooledBody(buffer, length) : Copy(buffer.AsSpan(0, length));
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

    /// <summary>Not released, it is ordinary memory and ends with the response.</summary>
    private sealed class PooledBody(byte[] buffer, int length)
        : MemoryStream(buffer, 0, length, writable: false, publiclyVisible: true)
    {
        private byte[]? _buffer = buffer;

        public void Return()
        {
            if (Interlocked.Exchange(ref _buffer, null) is { } returned)
                ArrayPool<byte>.Shared.Return(returned);
        }
    }
}
