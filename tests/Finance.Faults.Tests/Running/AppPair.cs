using System.Collections.Concurrent;
using Finance.Testing;

namespace Finance.Faults.Tests.Running;

/// <summary>Two processes of the app on one storage, either of which can be killed and started again at any moment.</summary>
internal sealed class AppPair : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly AppProcess[] _processes;
    private readonly ConcurrentDictionary<(AppProcess Process, string User), Task<(Guid UserId, string Token)>> _tokens = new();

    private AppPair(string connectionString, AppProcess[] processes) => (_connectionString, _processes) = (connectionString, processes);

    internal int Kills { get; private set; }

    internal static async Task<AppPair> StartAsync(string connectionString) =>
        new(connectionString, [await StartOneAsync(connectionString), await StartOneAsync(connectionString)]);

    internal AppProcess One(int which) => Volatile.Read(ref _processes[which % _processes.Length]);

    /// <summary>A token of a process's own issuer.</summary>
    internal Task<(Guid UserId, string Token)> TokenAsync(AppProcess process, string user) =>
        _tokens.GetOrAdd((process, user), static key => key.Process.TokenAsync(key.User));

    /// <summary>Kills a process and starts another in its place.</summary>
    internal async Task ReplaceAsync(int which)
    {
        _processes[which].Kill();
        Kills++;
        var next = await StartOneAsync(_connectionString);
        Interlocked.Exchange(ref _processes[which], next).Dispose();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static Task<AppProcess> StartOneAsync(string connectionString) => AppProcess.StartAsync(connectionString);
}
