using System.Collections.Concurrent;

namespace Finance.LocalRuntime.Hosting;

/// <summary>The blobs whose calls are under way, by name.</summary>
internal sealed class BlobRunSet
{
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    public bool IsRunning(string name) => _running.ContainsKey(name);

    public void Start(string name, Func<Task> run)
    {
        var entered = new TaskCompletionSource();
        var task = Task.Run(async () =>
        {
            await entered.Task;
            try
            {
                await run();
            }
            finally
            {
                _running.TryRemove(name, out _);
            }
        });
        _running[name] = task;
        entered.SetResult();
    }

    public Task DrainAsync() => Task.WhenAll(_running.Values);
}
