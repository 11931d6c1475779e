using Azure.Core;

namespace Finance.LocalRuntime.Storage;

/// <summary>A part of a seekable stream as a request body; a retry sends it again. The stream stays its owner's.</summary>
internal sealed class StreamSlice(Stream stream, long offset, long length) : RequestContent
{
    private const int ChunkSize = 81920;

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellation)
    {
        stream.Position = offset;
        var chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (var rest = length; rest > 0;)
            {
                var read = await stream.ReadAsync(chunk.AsMemory(0, (int)Math.Min(rest, chunk.Length)), cancellation);
                if (read == 0)
                    throw new EndOfStreamException("The stream became shorter while it was sent.");
                await destination.WriteAsync(chunk.AsMemory(0, read), cancellation);
                rest -= read;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    public override void WriteTo(Stream destination, CancellationToken cancellation) =>
        WriteToAsync(destination, cancellation).GetAwaiter().GetResult();

    public override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    public override void Dispose()
    {
    }
}
