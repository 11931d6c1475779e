using System.Collections.Concurrent;
using Finance.Core.Receipts;
using Finance.Core.Storage;
using Finance.Testing;

namespace Finance.Core.Tests.Receipts;

/// <summary>Files of receipts that lie in memory, as a process sees them that may be killed.</summary>
internal sealed class ReceiptsInMemory : IReceiptFiles
{
    internal ConcurrentDictionary<ReceiptPlace, byte[]> Files { get; init; } = new();

    /// <summary>Calls that still succeed.</summary>
    internal int CallsLeft { get; set; } = int.MaxValue;

    /// <summary>Whether the store of files does not answer.</summary>
    internal bool IsAway { get; set; }

    internal static ReceiptUpload Png(string declared = "image/png", string text = "picture")
    {
        byte[] head =
        [
            0x89, .. "PNG"u8, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0, 0, 0, 0,
        ];
        return Of(declared, [.. head, .. System.Text.Encoding.UTF8.GetBytes(text)]);
    }

    internal static ReceiptUpload Of(string? declared, byte[] content)
    {
        var stream = new MemoryStream(content);
        return new ReceiptUpload(declared, content.AsMemory(0, Math.Min(content.Length, ReceiptSniffer.HeadLength)), stream, () => stream.Position);
    }

    public async Task WriteAsync(ReceiptPlace place, string contentType, Stream content, CancellationToken cancellationToken)
    {
        Live();
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        Files[place] = copy.ToArray();
    }

    public Task<Stream?> OpenAsync(ReceiptPlace place, CancellationToken cancellationToken)
    {
        Live();
        return Task.FromResult<Stream?>(Files.TryGetValue(place, out var content) ? new MemoryStream(content) : null);
    }

    public Task DeleteAsync(ReceiptPlace place, CancellationToken cancellationToken)
    {
        Live();
        Files.TryRemove(place, out _);
        return Task.CompletedTask;
    }

    private void Live()
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("Away.");
        }

        if (CallsLeft-- <= 0)
        {
            throw new ProcessKilledException("Killed.");
        }
    }
}
