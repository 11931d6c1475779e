using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Finance.LocalRuntime.Hosting;

namespace Finance.LocalRuntime.Tests.Hosting;

/// <summary>Keeps what the runtime writes; has no blobs that could trigger anything.</summary>
internal sealed class MemoryHostStorage : IHostStorage
{
    public ConcurrentDictionary<string, string> Texts { get; } = new();

    /// <summary>How many listings fail before the first that does not.</summary>
    public int FailingListings { get; set; }

    public int Listings { get; private set; }

    public void Rewrite(string suffix, string text)
        => Texts[Texts.Keys.Single(key => key.EndsWith(suffix, StringComparison.Ordinal))] = text;

    public async Task WrittenAsync(string suffix)
    {
        for (var i = 0; !Texts.Keys.Any(key => key.EndsWith(suffix, StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 500, $"Nothing was written under '{suffix}'.");
            await Task.Delay(10);
        }
    }

    public Task<string?> ReadAsync(string container, string blob, CancellationToken cancellationToken)
        => Task.FromResult(Texts.GetValueOrDefault($"{container}/{blob}"));

    public Task WriteAsync(string container, string blob, string text, CancellationToken cancellationToken)
    {
        Texts[$"{container}/{blob}"] = text;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ListedBlob> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (++Listings <= FailingListings)
            throw new AggregateException("Retry failed after 6 tries.", new Azure.RequestFailedException("Connection refused"));
        yield break;
    }

    public Task<TriggeringBlob?> FindAsync(string container, string blob, CancellationToken cancellationToken)
        => Task.FromResult<TriggeringBlob?>(null);

    public Task EnqueueAsync(string queue, string message, CancellationToken cancellationToken) => Task.CompletedTask;
}
