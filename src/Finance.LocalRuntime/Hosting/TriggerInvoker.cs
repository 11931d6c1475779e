using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Calls functions that no request waits for, each in its own scope, and says in the log how it went.</summary>
internal sealed partial class TriggerInvoker(
    IServiceScopeFactory scopes, InvocationRunner runner, ILogger<TriggerInvoker> logger) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    /// <returns>What left the outermost middleware; null when the call completed.</returns>
    public async Task<Exception?> InvokeAsync(
        LoadedFunction function, IReadOnlyDictionary<string, object?> bindingData, Action<IInvocationFeatures> addFeatures)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await runner.RunAsync(function, scope.ServiceProvider, bindingData, addFeatures, _abandoned.Token);
            Log.Completed(logger, function.Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            return null;
        }
#pragma warning disable CA1031 // The boundary of the host: whatever a function throws is one failed try.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error, function.Name);
            return error;
        }
    }

    /// <summary>Tells running calls that nobody waits for them any more.</summary>
    public void Abandon() => _abandoned.Cancel();

    public void Dispose() => _abandoned.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Function} completed in {Milliseconds:0} ms")]
        public static partial void Completed(ILogger logger, string function, double milliseconds);

        [LoggerMessage(2, LogLevel.Error, "{Function} failed")]
        public static partial void Failed(ILogger logger, Exception error, string function);
    }
}
